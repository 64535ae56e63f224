"""The mailbox in Redis: a thread's questions one by one in order, threads side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from redis.asyncio import Redis
from redis.asyncio.client import PubSub

from bot.adapters.redis import keys, records
from bot.adapters.redis.connection import PATIENCE, translated
from bot.adapters.redis.kind import kind
from bot.adapters.redis.lately import Lately
from bot.adapters.redis.lease import GATE, RedisLease
from bot.adapters.redis.scripts import Script
from bot.conversation.question import ELSEWHERE, Asking, Question
from bot.errors import StoreError
from bot.reply.journal import Journal

if TYPE_CHECKING:
    from bot.ports import Lease, Put

NAP = PATIENCE / 2
"""Seconds that one BRPOP blocks: less than a reply may take, and how soon a dead holder shows."""
REMEMBERED = 48 * 3600.0
"""Seconds for which an order that was dealt with is known: Slack may tell of it again."""
PENDING = 3600.0
"""Seconds after which what was ordered can be again, even if nobody is known to have done it."""
MOMENT = 3.0
"""Seconds after which what was ordered, and done, can be again: no double click is so slow."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a thread holds: `cap` questions that wait, the ones being answered included.

    One reply answers at most `together` of those that waited while another was written.
    """

    cap: int = 50
    together: int = 20


_ROOM = Room()


class RedisMailbox:
    """A `Mailbox` shared by every process of the bot.

    `lease` and `retention` (how long a thread stays known without a word in it) are in seconds;
    `replicas` is how many replicas of Redis must have a question before it counts as put.

    What a newer bot wrote is left to newer workers, who are offered it as if nobody had looked. A
    record that is none makes `take` raise `StoreError`; its thread is offered again `lease`
    seconds later.
    """

    def __init__(
        self,
        redis: Redis,
        *,
        lease: float = 15.0,
        retention: float = 90 * 86_400.0,
        room: Room = _ROOM,
        replicas: int = 0,
    ) -> None:
        self._redis = redis
        self._lease = lease
        self._term = round(lease * 1_000_000)
        self._known = milliseconds(retention)
        self._room = room
        self._held: WeakValueDictionary[str, RedisLease] = WeakValueDictionary()
        self.lately = Lately()
        self._put = Script(redis, "put", replicas)
        self._claim = Script(redis, "claim")
        self._renew = Script(redis, "renew")
        self._commit = Script(redis, "commit")
        self._release = Script(redis, "release")
        self._note = Script(redis, "note")

    async def put(self, question: Question, once: str = "") -> Put:
        thread = question.thread
        where = [
            keys.question(question.id),
            keys.waiting(thread),
            keys.READY,
            keys.LEASES,
            keys.WAKE,
            keys.known(thread),
            keys.asked(thread),
            keys.traces(thread),
            keys.forgotten(thread),
            keys.threads(thread.team, question.user),
            *([keys.once(thread.team, once)] if once else ()),
        ]
        what = (keys.member(question), records.write(question), question.ts, question.first)
        # For what is asked again there is always room: it was taken once.
        cap = self._room.cap * (2 if question.again else 1)
        terms = (cap, self._known, milliseconds(REMEMBERED))
        self.lately.saw(question)
        of = (*kind(question), milliseconds(PENDING))
        said: bytes = await self._put(where, str(thread), *what, *terms, *of)
        told: Put = said.decode()  # type: ignore[assignment]
        if told == "new":
            self.lately.promised(question)
        return told

    async def take(self, wait: float) -> Lease | None:
        until = monotonic() + wait
        while True:
            lease = await self._taken()
            left = until - monotonic()
            if lease or left <= 0:
                return lease
            with translated():  # a timeout of 0 would block for ever
                await self._redis.brpop([keys.WAKE], timeout=max(0.01, min(left, NAP)))

    async def renew(self, lease: Lease) -> None:
        ours = _ours(lease)
        since = monotonic()
        where = [keys.LEASES, keys.OWNER, keys.question(lease.question.id)]
        wish = await self._renew(where, *_holder(lease), self._term)
        ours.confirm(wish != 0)
        ours.hear(wish.decode())
        ours.until = since + GATE * self._lease

    async def commit(self, lease: Lease, *, heeded: bool = False) -> bool:
        """Once more by the same holder is no error: its first try may have got through."""
        question = lease.question
        where = [
            keys.question(question.id),
            keys.waiting(question.thread),
            keys.READY,
            keys.LEASES,
            keys.WAKE,
            keys.OWNER,
            keys.question(question.first),
            keys.RUNNING,
            keys.traces(question.thread),
        ]
        short = milliseconds(REMEMBERED)
        # The buttons under an answer need the question as long as the conversation is there.
        long = self._known if question.again or kind(question)[2] != "word" else short
        what = (keys.member(question), short, long, keys.QUESTION)
        how = ("heeded" if heeded else "", "moved" if question.how in ELSEWHERE else "")
        ours = _ours(lease)
        done = await self._commit(where, *_holder(lease), *what, *how, milliseconds(MOMENT))
        ours.confirm(done)
        if done == 2:
            return False
        self.lately.dealt_with(question)
        ours.drop()
        return True

    async def release(self, lease: Lease, *, counted: bool = False) -> None:
        """What is not held any more need not be handed back: that is no error."""
        where = [keys.question(lease.question.id), keys.READY, keys.LEASES, keys.WAKE, keys.OWNER]
        _ours(lease).drop()
        await self._release(where, *_holder(lease), "counted" if counted else "")

    async def listen(self) -> None:
        with translated():
            async with self._redis.pubsub() as line:
                with translated():
                    await line.subscribe(keys.WISHES)
                while True:
                    await self._hear(line)

    async def _hear(self, line: PubSub) -> None:
        with translated():
            # A line that is silent for longer than a reply may take counts as broken.
            told = await line.get_message(ignore_subscribe_messages=True, timeout=NAP)
        if told and isinstance(told.get("data"), bytes):
            self._tell(told["data"].decode())

    def _tell(self, told: str) -> None:
        id_, _, wish = told.partition(" ")
        if lease := self._held.get(id_):
            lease.hear(wish)

    async def _taken(self) -> RedisLease | None:
        """Claim, and if we are cancelled meanwhile hand back what was claimed."""
        claiming = asyncio.ensure_future(self._claimed())
        try:
            return await asyncio.shield(claiming)
        except asyncio.CancelledError:
            with suppress(StoreError):
                if lease := await claiming:
                    await self.release(lease)
            raise

    async def _claimed(self) -> RedisLease | None:
        since = monotonic()
        where = [keys.READY, keys.LEASES, keys.OWNER, keys.FENCE, keys.WAKE, keys.RUNNING]
        terms = (self._term, keys.WAITING, keys.QUESTION, self._room.together, records.VERSION)
        claim = await self._claim(where, *terms)
        if not claim:
            return None
        token, attempt, journal, wish, gone, asked, *parts = claim
        lease = RedisLease(
            asking=_asking(asked, parts, gone),
            token=token,
            attempt=attempt,
            journal=records.read(Journal, journal) if journal else Journal(),
            until=since + GATE * self._lease,
            scribe=self._note,
        )
        lease.hear(wish.decode())
        self.lately.saw(lease.question)
        self._held[lease.question.id] = lease
        return lease


def _asking(asked: bytes, parts: Sequence[bytes], gone: int) -> Asking:
    """What is asked, by whoever does, in the newest words: they lie with the first asking."""
    question = records.read(Question, asked)
    told = tuple(records.read(Question, part) for part in parts)
    if newest := next((part for part in told if part.first == question.first), None):
        who = question.user
        question = replace(newest, user=who, again=question.again, how=question.how)
    return Asking(question, told, less=gone > 0)


def _holder(lease: Lease) -> tuple[str, int]:
    return str(lease.question.thread), lease.token


def _ours(lease: Lease) -> RedisLease:
    if not isinstance(lease, RedisLease):
        raise TypeError(f"not a lease of this mailbox: {lease!r}")
    return lease


def milliseconds(seconds: float) -> int:
    """At least one: Redis knows no shorter time."""
    return max(1, round(seconds * 1000))
