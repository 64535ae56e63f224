"""Streams spelled out for tests: events as dicts, and as the bytes that carry them."""

import itertools
import json

import msgspec

from bot.answer.answer import Answer
from bot.answer.sse import Decoder


def start(**message):
    usage = {"input_tokens": 9, "output_tokens": 1}
    begun = {"id": "msg_1", "model": "claude-opus-4-8", "role": "assistant", "content": []}
    return {"type": "message_start", "message": {**begun, "usage": usage, **message}}


def opens(index, kind="text", **fields):
    fields = fields or ({"text": ""} if kind == "text" else {})
    block = {"type": kind, **fields}
    return {"type": "content_block_start", "index": index, "content_block": block}


def grows(index, kind, **fields):
    delta = {"type": kind, **fields}
    return {"type": "content_block_delta", "index": index, "delta": delta}


def says(text, index=0):
    return grows(index, "text_delta", text=text)


def closes(index=0):
    return {"type": "content_block_stop", "index": index}


def stops(reason="end_turn", **usage):
    delta = {"stop_reason": reason, "stop_sequence": None}
    return {"type": "message_delta", "delta": delta, "usage": {"output_tokens": 5, **usage}}


STOP = {"type": "message_stop"}
PING = {"type": "ping"}
HELLO = [start(), opens(0), PING, says("Hel"), says("lo"), closes(), stops(), STOP]


def encoded(*events):
    return b"".join(
        f"event: {event['type']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n".encode()
        for event in events
    )


def told(*events):
    """The answer that some events make."""
    answer = Answer()
    for event in events:
        answer.add(event)
    return answer


def read(*pieces):
    """The answer that some bytes make."""
    decoder = Decoder()
    events = [event for piece in pieces for event in decoder.decode(piece)] + decoder.end()
    return told(*(msgspec.json.decode(event.data) for event in events))


def cut(stream, places):
    """`stream` in the pieces that it falls into when cut at some places."""
    edges = [0, *sorted(place % (len(stream) + 1) for place in places), len(stream)]
    return [stream[a:b] for a, b in itertools.pairwise(edges)]
