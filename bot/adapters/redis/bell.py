"""What people want of questions that were put already: stop, other words, or take them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from redis.asyncio import Redis

from bot.adapters.redis import keys, records
from bot.adapters.redis.connection import translated
from bot.adapters.redis.mailbox import REMEMBERED, milliseconds
from bot.adapters.redis.scripts import Script
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import StoreAway

if TYPE_CHECKING:
    from bot.ports import Amended, Stopping


class RedisBell:
    """A `Bell` that every process of the bot hears."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._stop = Script(redis, "stop")
        self._amend = Script(redis, "amend")
        self._first = Script(redis, "first")

    async def stop(self, thread: Thread, user: str, meant: str = "") -> Stopping:
        where = [keys.RUNNING, keys.asked(thread)]
        said = await self._stop(where, str(thread), user, meant, keys.QUESTION, keys.WISHES)
        told: Stopping = said.decode()
        return told

    async def change(self, question: Question) -> tuple[Amended, str]:
        if apart := await self._apart(question):
            await self._recalled(apart)
            return "unknown", ""
        return await self._amended(question, question.edited, records.write(question))

    async def withdraw(self, question: Question) -> tuple[Amended, str]:
        return await self._amended(await self._apart(question) or question, "", b"")

    async def _apart(self, question: Question) -> Question | None:
        """What was put of it outside its thread (`bot.summary.scope.apart`); None if it was not."""
        with translated():
            told: Any = self._redis.hget(keys.question(question.first), "asked")
            asked: bytes | None = await told
        put = records.read(Question, asked) if asked else None
        return put if put and put.thread != question.thread else None

    async def _recalled(self, order: Question) -> None:
        """An order is none any more: nobody knows that it was put.

        `StoreAway` while it is carried out, for then Slack tells of the change once more.
        """
        with translated():
            told: Any = self._redis.hget(keys.RUNNING, str(order.thread))
            running = await told
        if running:
            raise StoreAway("what was ordered is being done, and can't be changed meanwhile")
        await self._amended(order, "", b"")
        with translated():
            await self._redis.delete(keys.question(order.first))

    async def _amended(self, question: Question, when: str, asked: bytes) -> tuple[Amended, str]:
        thread = question.thread
        where = [keys.question(question.first), keys.waiting(thread), keys.RUNNING]
        where += [keys.traces(thread), keys.forgotten(thread)]
        what = (str(thread), keys.member(question), asked, when, keys.QUESTION)
        said, head = await self._amend(where, *what, keys.WISHES, milliseconds(REMEMBERED))
        told: Amended = said.decode()
        return told, head.decode()

    async def first(self, question: Question) -> bool:
        thread = question.thread
        where = [keys.question(question.id), keys.traces(thread), keys.forgotten(thread)]
        term = milliseconds(REMEMBERED)
        return bool(await self._first(where, question.id, question.ts, term))
