"""A message as the API writes it: server-sent events in their order, or one JSON object.

Order and shapes are those of recorded streams: a ping after the first block begins, citations
before the text they belong to, one signature after the thinking, results of server tools whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from bot.playground.messages.pieces import json_pieces, pieces
from bot.playground.messages.script import Block
from bot.playground.messages.usage import Usage

Event = dict[str, Any]

PING: Event = {"type": "ping"}
# The API pads events with spaces before their last brace, so that sizes tell no words.
_PADDING = 17
_FOLDED = ("content", "encrypted_content")
_THOUGHT = 5  # recorded thinking comes in pieces about five times as long as text


@dataclass(frozen=True, slots=True)
class Message:
    """An answer, complete, before it is written."""

    id: str
    model: str
    content: tuple[Block, ...]
    usage: Usage
    stop_reason: str
    stop_sequence: str | None = None
    stop_details: Mapping[str, Any] | None = None


def whole(message: Message) -> Event:
    """The body of an answer that is not streamed."""
    return {**_envelope(message), **_ending(message), "usage": message.usage.whole()}


def events(message: Message) -> Iterator[Event]:
    """Everything the stream of `message` says, in order."""
    begun = {**_envelope(message), **_ending(None), "usage": message.usage.at_start()}
    yield {"type": "message_start", "message": {**begun, "content": []}}
    for index, block in enumerate(message.content):
        begin, deltas = _block(block)
        yield {"type": "content_block_start", "index": index, "content_block": begin}
        if not index:
            yield PING
        for delta in deltas:
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    usage = message.usage.at_end()
    yield {"type": "message_delta", "delta": _ending(message), "usage": usage}
    yield {"type": "message_stop"}


def encode(event: Event) -> bytes:
    """One event as bytes of the stream."""
    name = event["type"]
    if name == "ping":
        return b'event: ping\ndata: {"type": "ping"}\n\n'
    line = msgspec.json.encode(event)
    padding = b" " * (len(line) * 7 % _PADDING)
    return b"event: %b\ndata: %b%b}\n\n" % (name.encode(), line[:-1], padding)


def is_delta(event: Event) -> bool:
    """Whether `event` brings a piece of the answer."""
    return bool(event["type"] == "content_block_delta")


def _envelope(message: Message) -> Event:
    return {
        "model": message.model,
        "id": message.id,
        "type": "message",
        "role": "assistant",
        "content": list(message.content),
    }


def _ending(message: Message | None) -> Event:
    return {
        "stop_reason": message and message.stop_reason,
        "stop_sequence": message and message.stop_sequence,
        "stop_details": message and message.stop_details,
    }


def _block(block: Block) -> tuple[Block, Iterator[Event]]:
    """How a block begins, and the deltas that make it whole."""
    match block["type"]:
        case "text":
            cited: Block = {"citations": []} if "citations" in block else {}
            return {**cited, "type": "text", "text": ""}, _text(block)
        case "thinking":
            return {"type": "thinking", "thinking": "", "signature": ""}, _thinking(block)
        case "compaction":
            return {"type": "compaction", **dict.fromkeys(_FOLDED)}, _compaction(block)
        case "tool_use" | "server_tool_use":
            return {**block, "input": {}}, _input(block)
        case _:
            return block, iter(())


def _text(block: Block) -> Iterator[Event]:
    for citation in block.get("citations") or []:
        yield {"type": "citations_delta", "citation": citation}
    for piece in pieces(block["text"]):
        yield {"type": "text_delta", "text": piece}


def _thinking(block: Block) -> Iterator[Event]:
    for piece in pieces(block["thinking"], _THOUGHT):
        yield {"type": "thinking_delta", "thinking": piece}
    yield {"type": "signature_delta", "signature": block["signature"]}


def _compaction(block: Block) -> Iterator[Event]:
    yield {"type": "compaction_delta", **{name: block.get(name) for name in _FOLDED}}


def _input(block: Block) -> Iterator[Event]:
    # An empty input is said by the block's beginning; the wire sends one empty piece after it.
    text = json.dumps(block["input"], ensure_ascii=False) if block["input"] else ""
    for piece in json_pieces(text):
        yield {"type": "input_json_delta", "partial_json": piece}
