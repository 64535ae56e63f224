"""The store in Redis: conversations that are only appended to, and what people set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from redis.asyncio import Redis

from bot.adapters.redis import keys, records
from bot.adapters.redis.connection import translated
from bot.adapters.redis.scripts import Script
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Place
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.usage import Account, Usage, accounts
from bot.conversation.verdict import Verdict
from bot.errors import LeaseLost, StoreError

if TYPE_CHECKING:
    from bot.ports import Lease

_USAGE_KEPT = 400 * 86_400_000
"""Milliseconds for which usage is remembered beyond its thread: a year, and time to look back."""


class RedisStore:
    """A `Store` shared by every process of the bot.

    A conversation, and what is set in its thread, is forgotten `retention` seconds after the last
    turn was kept; what is set for people and channels stays.
    """

    def __init__(self, redis: Redis, *, retention: float = 90 * 86_400.0) -> None:
        self._redis = redis
        self._retention = max(1, round(retention * 1000))
        self._keep = Script(redis, "keep")
        self._forget = Script(redis, "forget")

    async def conversation(self, thread: Thread) -> Conversation:
        with translated():
            turns: Any = await self._redis.lrange(keys.conversation(thread), 0, -1)
        return Conversation(tuple(records.read_all(Turn, turns)))

    async def keep(self, lease: Lease, turns: Sequence[Turn], at: int | None = None) -> None:
        """Append `turns`, the first being number `at` of all turns of the question as first asked.

        What is there already is left as it is, so that a second try keeps nothing twice; None is
        whatever number comes next. Each turn's usage is counted in the same step. `StoreError` if
        turns before `at` are missing: the conversation was forgotten meanwhile.
        """
        question = lease.question
        words: list[str | bytes | int] = []
        for turn in turns:
            counts = list(Usage.of(turn.about).counts())
            words += (records.write(turn), len(counts))
            for count in counts:
                words += count
        holder = (str(question.thread), lease.token, question.first)
        terms = ("" if at is None else at, self._retention, _USAGE_KEPT)
        done = await self._keep(_kept_at(question), *holder, *terms, *words)
        if done == 0:
            raise LeaseLost(f"{question.id}: token {lease.token} is not the holder's")
        if done < 0:
            raise StoreError(f"{question.id}: turns before number {at} are missing")

    async def forget(self, lease: Lease) -> None:
        thread = lease.question.thread
        where = [
            *(keys.OWNER, keys.waiting(thread), keys.asked(thread)),
            *(keys.kept(thread), keys.conversation(thread), keys.known(thread)),
            *(keys.preferences(Place("thread", str(thread))), keys.feedback(thread)),
        ]
        if not await self._forget(where, str(thread), lease.token, keys.QUESTION):
            raise LeaseLost(f"{lease.question.id}: token {lease.token} is not the holder's")

    async def usage(self, accounts: Sequence[Account]) -> list[Usage]:
        """What was used for each of `accounts`, nothing for those that nobody knows."""
        with translated():
            pipeline = self._redis.pipeline(transaction=False)
            for account in accounts:
                pipeline.hgetall(keys.usage(account))
            found = await pipeline.execute()
        return [Usage.counted((name.decode(), int(n)) for name, n in at.items()) for at in found]

    async def since(self, thread: Thread) -> str | None:
        with translated():
            ts = await self._redis.get(keys.known(thread))
        return ts.decode() if isinstance(ts, bytes) else ts

    async def asked(self, thread: Thread) -> dict[str, str]:
        with translated():
            found: Any = await self._redis.hgetall(keys.asked(thread))
        return {id_.decode(): user.decode() for id_, user in found.items()}

    async def threads(self, team: str, user: str, most: int) -> list[Thread]:
        key = keys.threads(team, user)
        with translated():
            found: Any = await self._redis.zrevrange(key, 0, most - 1)
        return [Thread.parse(thread.decode()) for thread in found]

    async def question(self, id: str) -> Question | None:  # noqa: A002  the design's word
        with translated():
            told: Any = self._redis.hmget(keys.question(id), ["asked", "gone", "together"])
            asked, gone, together = await told
        # Taken back, it may still stand for others that its reply answers.
        left = not gone or len((together or b"").split()) > 1
        return records.read(Question, asked) if asked and left else None

    async def judge(self, verdict: Verdict) -> None:
        thread, now = verdict.thread, float(verdict.when)
        with translated():
            pipeline = self._redis.pipeline()
            pipeline.hset(keys.feedback(thread), verdict.key, records.write(verdict))
            pipeline.pexpire(keys.feedback(thread), self._retention)
            pipeline.zadd(keys.judged(thread.team), {str(thread): now}, gt=True)
            pipeline.zremrangebyscore(keys.judged(thread.team), 0, now - self._retention / 1000)
            await pipeline.execute()

    async def feedback(self, thread: Thread) -> list[Verdict]:
        with translated():
            found: Any = await self._redis.hvals(keys.feedback(thread))
        return sorted(records.read_all(Verdict, found), key=lambda verdict: float(verdict.when))

    async def judged(self, team: str) -> list[Thread]:
        with translated():
            found: Any = await self._redis.zrevrange(keys.judged(team), 0, -1)
        return [Thread.parse(thread.decode()) for thread in found]

    async def preferred(self, places: Sequence[Place]) -> list[Mapping[str, str]]:
        with translated():
            pipeline = self._redis.pipeline(transaction=False)
            for place in places:
                pipeline.hgetall(keys.preferences(place))
            found = await pipeline.execute()
        return [{dial.decode(): value.decode() for dial, value in at.items()} for at in found]

    async def prefer(self, place: Place, dial: str, value: str | None) -> None:
        key = keys.preferences(place)
        with translated():
            pipeline = self._redis.pipeline()
            if value is None:
                pipeline.hdel(key, dial)
            else:
                pipeline.hset(key, dial, value)
            if place.kind == "thread":
                pipeline.pexpire(key, self._retention)
            await pipeline.execute()


def _kept_at(question: Question) -> list[str]:
    thread = question.thread
    return [
        keys.OWNER,
        keys.conversation(thread),
        keys.kept(thread),
        keys.known(thread),
        keys.preferences(Place("thread", str(thread))),
        *map(keys.usage, accounts(question)),
    ]
