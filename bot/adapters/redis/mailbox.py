"""The mailbox in Redis: a thread's questions one by one in order, threads side by side."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from redis.asyncio import Redis

from bot.adapters.redis import keys, records
from bot.adapters.redis.connection import PATIENCE, translated
from bot.adapters.redis.lately import Lately
from bot.adapters.redis.lease import GATE, RedisLease
from bot.adapters.redis.scripts import Script
from bot.conversation.question import Question
from bot.errors import StoreError
from bot.reply.journal import Journal

if TYPE_CHECKING:
    from bot.ports import Lease, Put

NAP = PATIENCE / 2
"""Seconds that one BRPOP blocks: less than a reply may take, and how soon a dead holder shows."""

REMEMBERED = 48 * 3600.0
"""Seconds for which a question that was dealt with is known: people ask again by button."""


class RedisMailbox:
    """A `Mailbox` shared by every process of the bot.

    `lease` and `retention` (how long a thread stays known without a word in it) are in seconds;
    `cap` is how many questions may wait in one thread, the one being answered included.
    `replicas` is how many of them must have a question before it counts as put.

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
        cap: int = 50,
        replicas: int = 0,
    ) -> None:
        self._redis = redis
        self._lease = lease
        self._term = round(lease * 1_000_000)
        self._known = _milliseconds(retention)
        self._cap = cap
        self.lately = Lately()
        self._put = Script(redis, "put", replicas)
        self._claim = Script(redis, "claim")
        self._renew = Script(redis, "renew")
        self._commit = Script(redis, "commit")
        self._release = Script(redis, "release")
        self._note = Script(redis, "note")

    async def put(self, question: Question) -> Put:
        thread = question.thread
        where = [
            keys.question(question.id),
            keys.waiting(thread),
            keys.READY,
            keys.LEASES,
            keys.WAKE,
            keys.known(thread),
        ]
        what = (keys.member(question), records.write(question), question.ts, question.first)
        terms = (self._cap, self._known, _milliseconds(REMEMBERED))
        self.lately.saw(question)
        said: bytes = await self._put(where, str(thread), *what, *terms)
        return "new" if said == b"new" else "full" if said == b"full" else "duplicate"

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
        where = [keys.LEASES, keys.OWNER]
        ours.confirm(await self._renew(where, *_holder(lease), self._term))
        ours.until = since + GATE * self._lease

    async def commit(self, lease: Lease) -> None:
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
        ]
        what = (keys.member(question), _milliseconds(REMEMBERED))
        ours = _ours(lease)
        ours.confirm(await self._commit(where, *_holder(lease), *what))
        ours.drop()

    async def release(self, lease: Lease) -> None:
        """What is not held any more need not be handed back: that is no error."""
        where = [keys.question(lease.question.id), keys.READY, keys.LEASES, keys.WAKE, keys.OWNER]
        _ours(lease).drop()
        await self._release(where, *_holder(lease))

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
        where = [keys.READY, keys.LEASES, keys.OWNER, keys.FENCE, keys.WAKE]
        terms = (self._term, keys.WAITING, keys.QUESTION, records.VERSION)
        claim = await self._claim(where, *terms)
        if not claim:
            return None
        token, attempt, asked, journal = claim
        question = records.read(Question, asked)
        self.lately.saw(question)
        return RedisLease(
            question=question,
            token=token,
            attempt=attempt,
            journal=records.read(Journal, journal) if journal else Journal(),
            until=since + GATE * self._lease,
            scribe=self._note,
        )


def _holder(lease: Lease) -> tuple[str, int]:
    return str(lease.question.thread), lease.token


def _ours(lease: Lease) -> RedisLease:
    if not isinstance(lease, RedisLease):
        raise TypeError(f"not a lease of this mailbox: {lease!r}")
    return lease


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
