"""The local Messages API as a program of its own: for benchmarks, and to point a client at."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from bot.playground.messages.script import Stream
from bot.playground.messages.server import LocalMessages
from bot.playground.messages.usage import Usage
from bot.playground.messages.wire import Event, Message, encode, events

_PIECE = " of a steady"  # 12 characters, as long as recorded deltas are on average


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted; the first line of output is the base URL."""
    told = _parser().parse_args(argv)
    try:
        asyncio.run(_serve(told))
    except KeyboardInterrupt:
        return 0
    return 0


def steady(deltas: int) -> Stream:
    """A stream of so many text deltas, each event its own write."""
    whole = Message(
        "msg_steady", "claude-sonnet-4-6", ({"type": "text", "text": "."},), Usage(1), "end_turn"
    )
    begin, ends = _around(list(events(whole)))
    delta = {"type": "text_delta", "text": _PIECE}
    event = {"type": "content_block_delta", "index": 0, "delta": delta}
    return Stream(begin + encode(event) * deltas + ends)


def _around(told: list[Event]) -> tuple[bytes, bytes]:
    """What comes before the deltas of a message, and what comes after."""
    at = next(i for i, event in enumerate(told) if event["type"] == "content_block_delta")
    return b"".join(map(encode, told[:at])), b"".join(map(encode, told[at + 1 :]))


async def _serve(told: argparse.Namespace) -> None:
    if told.events:
        stream = steady(told.events)
        server = LocalMessages(told.port, told.key, told.speed, choose=lambda *_: stream)
    else:
        server = LocalMessages(told.port, told.key, told.speed)
    async with server as api:
        sys.stdout.write(f"{api.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m bot.playground.messages", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--key", default="local", help="the API key that is accepted")
    parser.add_argument("--speed", type=float, default=40.0, help="events a second, 0: at once")
    parser.add_argument("--events", type=int, default=0, help="deltas of each answer, always equal")
    return parser


if __name__ == "__main__":
    sys.exit(main())
