"""What became of every question, told from nothing but what stands in Slack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import chain, takewhile
from typing import Any

from tests.torture import calls, spoken
from tests.whole.world import body, buttons, footers

BOT = "U0BOT0001"
Message = Mapping[str, Any]


@dataclass(slots=True)
class Verdict:
    """What is wrong, each in words; `answered`, `failed` and `asked` are counts."""

    asked: int = 0
    acknowledged: int = 0
    answered: int = 0
    failed: int = 0
    missing: list[str] = field(default_factory=list)
    duplicate: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    disorder: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)

    @property
    def faults(self) -> dict[str, list[str]]:
        """All that is wrong, by its name."""
        lists = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in lists.items() if isinstance(value, list)}

    @property
    def clean(self) -> bool:
        """Whether nothing is."""
        return not any(self.faults.values())


@dataclass(frozen=True, slots=True)
class Reply:
    """Messages that belong together; `failed` if a Retry button stands under the last.

    `to`: the ts of the questions that it is meant for, as far as it says so.
    """

    messages: tuple[Message, ...]
    finished: bool
    failed: bool = False
    to: tuple[str, ...] = ()

    @property
    def ts(self) -> str:
        return str(self.messages[0]["ts"])

    @property
    def text(self) -> str:
        return "\n\n".join(filter(None, map(body, self.messages)))

    @property
    def ids(self) -> tuple[str, ...]:
        """The questions that it speaks of."""
        return spoken.ids(self.text)

    def without(self, count: int) -> Reply:
        """The same, had the first `count` messages never been posted."""
        return replace(self, messages=self.messages[count:])


@dataclass(slots=True)
class Question:
    """One that a person asked. `taken`: seconds since 1970, 0 if it was never acknowledged."""

    id: str
    ts: str
    taken: float
    covered: Reply | None = None


def check(dump: Mapping[str, Any]) -> Verdict:
    """The verdict on `messages`, as Slack keeps them, `taken` and `ahead`: see `Office.dump`."""
    verdict = Verdict()
    threads: defaultdict[tuple[str, str], list[Message]] = defaultdict(list)
    for message in dump["messages"]:
        threads[message["channel"], message.get("thread_ts") or message["ts"]].append(message)
    for messages in threads.values():
        _Thread(messages, dump["taken"], verdict).judge(dump.get("ahead", ()))
    return verdict


class _Thread:
    """One thread, judged by itself."""

    def __init__(
        self, messages: Sequence[Message], taken: Mapping[str, float], verdict: Verdict
    ) -> None:
        ordered = sorted(messages, key=lambda message: message["ts"])
        self._verdict = verdict
        self._questions = {
            id_: Question(id_, m["ts"], taken.get(f"{m['channel']}:{m['ts']}", 0.0))
            for m in ordered
            if m["user"] != BOT
            for id_ in spoken.ids(m.get("text", ""))
        }
        ours = [m for m in ordered if m["user"] == BOT]
        self._replies = list(_replies([m for m in ours if not calls.calls(m)]))
        self._calls = [m for m in ours if calls.calls(m)]

    def judge(self, ahead: Sequence[str]) -> None:
        for reply in self._replies:
            if reply.finished:
                self._cover(reply)
            else:
                self._verdict.unfinished.append(f"{reply.ts}: {_short(reply.text)}")
        self._count()
        self._order()
        self._call(ahead)

    def _call(self, ahead: Sequence[str]) -> None:
        """Who was called, was called once, and to what is there."""
        finished = frozenset(reply.ts for reply in self._replies if reply.finished)
        self._verdict.duplicate += calls.twice(self._calls)
        self._verdict.unfinished += calls.astray(self._calls, finished)
        self._verdict.disorder += calls.early(self._calls, ahead)

    def _cover(self, reply: Reply) -> None:
        """The questions that `reply` answers, or says that it could not, are dealt with."""
        named = [q for q in self._questions.values() if q.id in reply.ids]
        meant = [q for q in self._questions.values() if _meant(reply, q)]
        if not (named or meant) or len(named) < len(reply.ids):
            self._verdict.altered.append(f"{reply.ts} says what nobody asked: {_short(reply.text)}")
        elif not _faithful(reply):
            self._verdict.altered.append(f"{reply.ts}: {_difference(reply)}")
        # What failed may not have come to all that it was for, or only to what failed before.
        self._deal(reply, (meant or named) if reply.failed else named)

    def _deal(self, reply: Reply, questions: Sequence[Question]) -> None:
        new = [question for question in questions if question.covered is None]
        for question in questions:
            # One that failed before is told to the model once more, with the next question.
            told_again = new and question.covered and question.covered.failed
            if question.covered and not told_again:
                self._verdict.duplicate.append(f"{question.id} at {reply.ts}")
            question.covered = question.covered or reply

    def _count(self) -> None:
        for question in self._questions.values():
            self._verdict.asked += 1
            self._verdict.acknowledged += bool(question.taken)
            if question.covered is None and question.taken:
                self._verdict.missing.append(f"{question.id} asked at {question.ts}")
            self._verdict.answered += bool(question.covered and not question.covered.failed)
            self._verdict.failed += bool(question.covered and question.covered.failed)

    def _order(self) -> None:
        """Who was acknowledged before another was even asked is answered before it."""
        dealt = [q for q in self._questions.values() if q.covered]
        for at, later in enumerate(dealt):
            for earlier in dealt[:at]:
                known = 0 < earlier.taken <= float(later.ts)
                if known and _shown(later) < _shown(earlier):
                    self._verdict.disorder.append(f"{later.id} before {earlier.id}")


def _replies(messages: Sequence[Message]) -> Iterator[Reply]:
    """What the bot said in one thread: pages up to the one with furniture are one reply.

    Pages that say to which reply they belong may stand apart: what is answered again grows on
    where others have been answered meanwhile.
    """
    whole: defaultdict[str, list[Message]] = defaultdict(list)
    for message in messages:
        whole[_mark(message).get("reply", "")].append(message)
    yield from sorted(chain.from_iterable(map(_cut, whole.values())), key=lambda reply: reply.ts)


def _cut(messages: Sequence[Message]) -> Iterator[Reply]:
    pages: list[Message] = []
    for message in messages:
        pages.append(message)
        if footers(message):
            to = tuple(str(_mark(message).get("to", "")).split())
            yield from _told_apart(Reply(tuple(pages), True, "again" in buttons(message), to))
            pages = []
    if pages:
        yield Reply(tuple(pages), finished=False)


def _mark(message: Message) -> Mapping[str, Any]:
    """What a message carries that nobody sees; {} for nothing."""
    metadata = message.get("metadata") or {}
    return dict(metadata.get("event_payload") or {})


def _told_apart(reply: Reply) -> Iterator[Reply]:
    """A whole reply, and before it what an earlier try may have left lying about."""
    for left in range(len(reply.messages)):
        later = reply.without(left)
        if _faithful(later):
            if left:
                yield Reply(reply.messages[:left], finished=False)
            yield later
            return
    yield reply


def _faithful(reply: Reply) -> bool:
    """Whether the words are the model's; those of a failed reply are as many as came."""
    said, whole = spoken.bare(reply.text), spoken.bare(spoken.answer(reply.ids))
    return whole.startswith(said) if reply.failed else said == whole


def _shown(question: Question) -> str:
    return question.covered.ts if question.covered else ""


def _meant(reply: Reply, question: Question) -> bool:
    """Whether `reply` says that it is for `question`; or its Retry button would ask it again."""
    if reply.to:
        return question.ts in reply.to
    pressed = buttons(reply.messages[-1]).get("again", {}).get("value", "")
    return str(pressed).endswith(f":{question.ts}")


def _short(text: str) -> str:
    return repr(text if len(text) <= 120 else f"{text[:60]}…{text[-60:]}")


def _difference(reply: Reply) -> str:
    said, whole = spoken.bare(reply.text), spoken.bare(spoken.answer(reply.ids))
    same = takewhile(lambda pair: pair[0] == pair[1], zip(said, whole, strict=False))
    at = sum(1 for _ in same)
    there, wanted = said[at : at + 60], whole[at : at + 60]
    return f"{len(said)} of {len(whole)} characters; at {at} {there!r} and not {wanted!r}"
