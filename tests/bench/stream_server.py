"""A Messages API that says fifty words a second for ever, each in a write of its own.

Every word is the moment of its writing (monotonic seconds), so that its reader can tell how late
it is. Run as a process of its own: it prints its port, and ends with its standard input. Two
arguments say other numbers: words a second, and after how many an answer is at its end.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time

import uvloop

EVERY = 1 / float(sys.argv[1]) if len(sys.argv) > 1 else 0.02
WORDS = int(sys.argv[2]) if len(sys.argv) > 2 else 0
HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
    b"transfer-encoding: chunked\r\n\r\n"
)
BEGUN = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-sonnet-4-6",
    "content": [],
    "stop_reason": None,
    "stop_sequence": None,
    "usage": {"input_tokens": 9, "output_tokens": 1},
}


def chunk(event: dict[str, object]) -> bytes:
    line = f"event: {event['type']}\ndata: {json.dumps(event, separators=(',', ':'))}\n\n"
    return b"%x\r\n%s\r\n" % (len(line), line.encode())


OPENING = chunk({"type": "message_start", "message": BEGUN}) + chunk(
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
)
BEFORE, AFTER = chunk(
    {
        "type": "content_block_delta",
        "index": 0,
        "delta": {"type": "text_delta", "text": "0123456789.012345 "},
    }
).split(b"0123456789.012345")
STOPPED = {"stop_reason": "end_turn", "stop_sequence": None}
ENDING = (
    chunk({"type": "content_block_stop", "index": 0})
    + chunk({"type": "message_delta", "delta": STOPPED, "usage": {"output_tokens": WORDS or 1}})
    + chunk({"type": "message_stop"})
    + b"0\r\n\r\n"
)


class Speaker(asyncio.Protocol):
    """One connection."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.loop = asyncio.get_running_loop()
        self.turn: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        if self.turn is None:
            self.transport.write(HEAD + OPENING)
            self.said = 0
            self.due = self.loop.time() + random.random() * EVERY
            self.turn = self.loop.call_at(self.due, self.speak)

    def speak(self) -> None:
        self.transport.write(b"%s%017.6f%s" % (BEFORE, time.monotonic(), AFTER))
        self.due += EVERY
        self.said += 1
        if self.said == WORDS:
            self.transport.write(ENDING)
            self.turn = None
            return
        self.turn = self.loop.call_at(self.due, self.speak)

    def connection_lost(self, _: Exception | None) -> None:
        if self.turn:
            self.turn.cancel()


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Speaker, "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    uvloop.run(main())
