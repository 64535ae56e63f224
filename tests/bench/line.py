"""What a delta costs on its way: received, decoded, folded, rendered, journalled; CPU only."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import uvloop

from bot.adapters.messages.reading import Reading
from bot.adapters.redis.connection import connect
from bot.adapters.redis.mailbox import RedisMailbox
from bot.answer.answer import Delta
from bot.answer.speech import Speech
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.messages.answers.pages import page
from bot.playground.messages.usage import Usage
from bot.playground.messages.wire import Message, encode, events
from bot.reply.draft import Draft
from bot.reply.journal import texts
from tests.corpora import CORPORA
from tests.redis_server import RedisServer

RECORDED = CORPORA / "sse/Mirascope__mirascope/anthropic_beta_claude_sonnet_4_0.1__.sse"
"""A long recorded answer: Markdown with headings, lists, tables and code."""
PACE = 30
"""Deltas between two redraws: a reply is redrawn each second at most, and the model says thirty."""
ROUNDS = 7
TIMES = 10

Frames = list[tuple[str, list[str]]]


def main() -> None:
    """Each part alone over the same stream, and what receiving it costs, from live streams."""
    pieces = [part + b"\n\n" for part in _stream().split(b"\n\n") if part.strip()]
    deltas = decoded(pieces)
    said = sum(delta["type"] == "content_block_delta" for delta in deltas)
    told = folded(deltas)
    frames = [(text, rendered([text])[0]) for text in told]
    spent = {
        "decode (sse, JSON)": _cpu(lambda: decoded(pieces)) / said,
        "fold (answer)": _cpu(lambda: folded(deltas)) / said,
        "render (draft, pages, frame)": _cpu(lambda: rendered(told)) / said,
        "journal (note, Redis)": _journalled(frames) / said,
    }
    whole = _received()
    receive = whole - spent["decode (sse, JSON)"] - spent["fold (answer)"]
    spent = {"receive (httpx, loop)": max(0.0, receive)} | spent
    _print(spent, said, len(told[-1]))


def _stream() -> bytes:
    if RECORDED.is_file():
        return RECORDED.read_bytes()
    print("The recordings are not beside this checkout: the local Messages API's guide instead.")
    block = {"type": "text", "text": page("guide", {})}
    said = Message("msg_1", "claude-sonnet-4-6", (block,), Usage(1), "end_turn")
    return b"".join(map(encode, events(said)))


def _print(spent: dict[str, float], said: int, long: int) -> None:
    print(f"CPU for each of {said} deltas of an answer of {long} characters")
    print(f"{'':<32}{'µs':>8}{'share':>8}")
    total = sum(spent.values())
    for name, cost in [*spent.items(), ("in all", total)]:
        print(f"{name:<32}{cost:>8.1f}{cost / total:>8.0%}")
    worst = max(spent, key=lambda name: spent[name])
    print(f"Worst: {worst}. A redraw every {PACE} deltas: rendering one is")
    print(f"{spent['render (draft, pages, frame)'] * PACE / 1000:.2f} ms, and noting it")
    print(f"{spent['journal (note, Redis)'] * PACE / 1000:.2f} ms. Medians of {ROUNDS} rounds.")


def decoded(pieces: list[bytes]) -> list[Delta]:
    """Bytes to deltas, each event its own piece."""
    reading = Reading(lambda raw: raw)
    return [delta for piece in pieces for delta in reading.deltas(piece)[0]]


def folded(deltas: list[Delta]) -> list[str]:
    """Deltas to the text so far, which is asked for whenever there is a redraw."""
    speech = Speech()
    answer, told = speech.begin(), []
    for number, delta in enumerate(deltas, 1):
        answer.add(delta)
        if number % PACE == 0:
            told.append(speech.text)
    return [*told, speech.text]


def rendered(told: list[str]) -> list[list[str]]:
    """Texts so far to the pages that are shown."""
    draft = Draft()
    return [draft.push(text) for text in told]


def _cpu(work: Callable[[], object]) -> float:
    """Microseconds of CPU for doing it once."""

    def one() -> float:
        begun = time.process_time()
        for _ in range(TIMES):
            work()
        return (time.process_time() - begun) / TIMES * 1e6

    return median(one() for _ in range(ROUNDS))


def _journalled(frames: Frames) -> float:
    """Microseconds of CPU in this process for writing the journal at each redraw."""
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder))
        server.start()
        try:
            return median(uvloop.run(_noted(server.url, frames)) for _ in range(ROUNDS))
        finally:
            server.stop()


async def _noted(url: str, frames: Frames) -> float:
    async with connect(url) as redis:
        mailbox = RedisMailbox(redis)
        ts = f"{time.time():.6f}"
        await mailbox.put(Question(Thread("T1", "C1", ts), ts, "U1", "Hi"))
        lease = await mailbox.take(1)
        assert lease
        journal = replace(lease.journal, phase="posted", reply="0123456789abcdef")
        begun = time.process_time()
        for _ in range(TIMES):
            for text, pages in frames:
                stamps = tuple(f"{ts}{n}" for n in range(len(pages)))
                now = replace(journal, stamps=stamps, shown=len(text), pages=texts(pages))
                await lease.note(now)
        return (time.process_time() - begun) / TIMES * 1e6


def _received() -> float:
    """Microseconds of CPU to receive, decode and fold one delta of live streams."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.stream_server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        assert server.stdin
        assert server.stdout
        url = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        command = [sys.executable, "-m", "tests.bench.stream_client", "ours", url]
        told = [
            subprocess.run([*command, "cpu"], check=True, capture_output=True, text=True).stdout
            for _ in range(3)
        ]
        server.stdin.close()
    return median(json.loads(one) for one in told)


if __name__ == "__main__":
    main()
