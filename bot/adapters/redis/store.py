"""The store in Redis: conversations that are only appended to, and what people set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from redis.asyncio import Redis

from bot.adapters.redis import keys, records
from bot.adapters.redis.connection import translated
from bot.adapters.redis.scripts import Script
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Place
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import LeaseLost

if TYPE_CHECKING:
    from bot.ports import Lease


class RedisStore:
    """A `Store` shared by every process of the bot.

    A conversation, and what is set in its thread, is forgotten `retention` seconds after the last
    turn was kept; what is set for people and channels stays.
    """

    def __init__(self, redis: Redis, *, retention: float = 90 * 86_400.0) -> None:
        self._redis = redis
        self._retention = max(1, round(retention * 1000))
        self._keep = Script(redis, "keep")

    async def conversation(self, thread: Thread) -> Conversation:
        with translated():
            turns = await self._redis.lrange(keys.conversation(thread), 0, -1)
        return Conversation(tuple(records.read(Turn, turn) for turn in turns))

    async def keep(self, lease: Lease, turns: Sequence[Turn]) -> None:
        """Of each question, the turns of a role are kept by the first call that brings some.

        So the same turns twice are kept once, and where a failure left only the question, a later
        call appends the answer alone. Asked again by button, it is another question (its id).
        """
        question = lease.question
        where = [
            keys.OWNER,
            keys.question(question.id),
            keys.conversation(question.thread),
            keys.known(question.thread),
            keys.preferences(Place("thread", str(question.thread))),
        ]
        pairs = [word for turn in turns for word in (turn.role, records.write(turn))]
        holder = (str(question.thread), lease.token)
        if not await self._keep(where, *holder, self._retention, *pairs):
            raise LeaseLost(f"{question.id}: token {lease.token} is not the holder's")

    async def since(self, thread: Thread) -> str | None:
        with translated():
            ts = await self._redis.get(keys.known(thread))
        return ts.decode() if isinstance(ts, bytes) else ts

    async def question(self, id: str) -> Question | None:  # noqa: A002  the design's word
        with translated():
            asked = await self._redis.hget(keys.question(id), "asked")
        return records.read(Question, asked) if asked else None

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
