"""What of a thread, as Slack tells it, still waits for an answer of ours: decided, not done."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.adapters.slack.history import Home
from bot.adapters.slack.mark import Mark, asks, pinned, read
from bot.conversation.directives import summarizes_aside
from bot.conversation.kit import listed
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.reply.journal import Journal
from handlers.payload import addressed_elsewhere, calls, question

Message = Mapping[str, Any]
_UNDER = {"actions", "context", "context_actions"}
"""The blocks under a finished reply."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A question without a finished reply; `journal` is what stands of one that was begun."""

    question: Question
    journal: Journal | None = None


@dataclass(frozen=True, slots=True)
class Orphan:
    """An unfinished reply to what is no message: to a button, say. `to` is the ts it had."""

    to: str
    stamps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Debts:
    """What is owed in a thread, oldest first, and what was left over.

    `called` is the ts since when we are in the thread, "" if nobody called us. `orders` are to be
    carried elsewhere: whether they were, only that place tells.
    """

    called: str = ""
    owed: tuple[Owed, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    orders: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ours:
    """A message of ours, and what it is marked with.

    `streams`: it is a native stream that nobody has ended, which has no mark before its end.
    """

    ts: str
    size: int
    mark: Mark
    streams: bool


def debts(thread: Thread, messages: Sequence[Message], home: Home, since: str) -> Debts:
    """What is owed in `thread`, of which `messages` are all, for questions since the ts `since`.

    A reply without a mark that names its question is an older bot's: whatever was said before it
    counts as answered, since an answer too many is worse there than one that people ask for again.
    """
    # What we pinned answers nobody; it may ask what somebody had asked elsewhere.
    pins = [m for m in messages if pinned(m)]
    brought = [q for m in pins if _by(home, m) and (q := asks(m, thread))]
    messages = [m for m in messages if not pinned(m)]
    said = {m["ts"]: m for m in messages if _by(home, m) is None and not m.get("hidden")}
    written = [ours for m in messages if (ours := _by(home, m))]
    named = {to for ours in written for to in ours.mark.to}
    done = {to for ours in written if ours.mark.final for to in ours.mark.to}
    unnamed = max((o.ts for o in written if not (o.mark.to or o.streams)), default="")
    asked = _asked(thread, said.values(), home)
    asked = sorted([*asked, *((q, True, False) for q in brought)], key=lambda each: each[0].ts)
    calls_in = {q.ts for q, calling, _ in asked if calling and not summarizes_aside(q)}
    called = min(calls_in | named, default="")
    stands = said.keys() | {q.ts for q in brought}
    begun = _begun(written, stands)
    open_ = [
        q
        for q, calling, follows in asked
        if (calling or (follows and "" < called < q.ts))
        and max(since, unnamed) <= q.ts
        and q.ts not in done
    ]
    owed = [Owed(q, begun.get(q.ts)) for q in open_ if not summarizes_aside(q)]
    left = {to: begun[to].stamps for to in begun.keys() - stands - done if to >= since}
    orphans = tuple(Orphan(*item) for item in sorted(left.items()))
    orders = tuple(q for q in open_ if summarizes_aside(q))
    return Debts(called, _streamed(owed, written), orphans, orders)


def _by(home: Home, message: Message) -> _Ours | None:
    """Ours, if it is."""
    if not home.wrote(message):
        return None
    size, mark = len(str(message.get("text") or "")), read(message) or Mark("", 0)
    return _Ours(message["ts"], size, mark, not mark.to and _streams(message))


def _streams(message: Message) -> bool:
    """Whether this is a stream in its middle: there it has no mark, and nothing under its words.

    https://docs.slack.dev/reference/events/message tells of `streaming_state`; that a thread which
    is read tells it, too, is not written anywhere.
    """
    if state := message.get("streaming_state"):
        return state in ("in_progress", "errored")
    kinds = {str(block.get("type")) for block in listed(message.get("blocks"))}
    return not (message.get("metadata") or message.get("files") or kinds & _UNDER)


def _streamed(owed: list[Owed], written: Sequence[_Ours]) -> tuple[Owed, ...]:
    """A stream goes on as the last page of the first that is owed: one is answered at a time."""
    last = next((ours for ours in reversed(written) if ours.streams), None)
    if last is None or not owed or last.ts < owed[0].question.ts:
        return tuple(owed)
    known = owed[0].journal or Journal("posted")
    stamps, shown = (*known.stamps, last.ts), known.shown + last.size
    journal = replace(known, stamps=stamps, shown=shown, live=True)
    return (replace(owed[0], journal=journal), *owed[1:])


def _begun(written: Iterable[_Ours], said: Container[str]) -> dict[str, Journal]:
    """What stands of each reply, by the ts of the first of its questions that stands, too.

    Of two replies to one question it is the one that was begun first.
    """
    begun: dict[str, Journal] = {}
    for ours in sorted(written, key=lambda ours: ours.ts):
        if not ours.mark.to:
            continue
        to = next((to for to in ours.mark.to if to in said), ours.mark.to[0])
        known = begun.get(to, Journal("posted", ours.mark.reply))
        if known.reply == ours.mark.reply and ours.mark.page == len(known.stamps):
            stamps = (*known.stamps, ours.ts)
            begun[to] = replace(known, stamps=stamps, shown=known.shown + ours.size)
    return begun


def _asked(
    thread: Thread, said: Iterable[Message], home: Home
) -> list[tuple[Question, bool, bool]]:
    """What people said, oldest first: whether it calls us, and whether it may follow a call."""
    kind = "im" if thread.channel.startswith("D") else "channel"
    where = {"channel": thread.channel, "channel_type": kind}
    asked = []
    for message in said:
        body = {"event": {**message, **where}}
        q = question(body, home.user, thread.team)
        if q:
            calling = q.direct or calls(body, home.user)
            elsewhere = addressed_elsewhere(body, home.user)
            follows = bool(q.text or q.brings) and not q.opens and not elsewhere
            asked.append((q, calling, follows))
    return sorted(asked, key=lambda each: each[0].ts)
