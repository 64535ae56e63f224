"""The store in Redis: conversations that are only appended to, and what people set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from redis.asyncio import Redis

from bot.adapters.redis import keys, records
from bot.adapters.redis.connection import translated
from bot.adapters.redis.scripts import Script
from bot.conversation.changed import Changed, parsed
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Place, person
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.usage import Account, Usage, accounts
from bot.conversation.verdict import Verdict
from bot.errors import Forgotten, LeaseLost, StoreError

if TYPE_CHECKING:
    from bot.ports import Lease

_USAGE_KEPT = 400 * 86_400_000
"""Milliseconds for which usage is remembered beyond its thread: a year, and time to look back."""

_CHANGES_KEPT = 400 * 86_400_000
"""Milliseconds for which it is known who changed what."""
_MINE = 100
_MOST: Mapping[str, int] = {"workspace": 500, "channel": 500}
"""The changes that are kept of a workspace, and of its channels; `_MINE` of everything else.

Those of channels are apart: anybody makes some, and must not push out what was set for all.
"""


_LOOKED_AT = 50
"""Threads of somebody in which it is looked for what waits: those they asked in last."""


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
        self._forget_person = Script(redis, "forget_person")
        self._prefer = Script(redis, "prefer")
        self._judge = Script(redis, "judge")

    async def conversation(self, thread: Thread) -> Conversation:
        with translated():
            pipeline = self._redis.pipeline(transaction=False)
            pipeline.lrange(keys.conversation(thread), 0, -1)
            pipeline.get(keys.forgotten(thread))
            turns, forgot = await pipeline.execute()
        return Conversation(tuple(records.read_all(Turn, turns)), forgot=(forgot or b"").decode())

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
        order = lease.question
        what = (keys.member(order), order.ts, self._retention)
        prefixes = (keys.QUESTION, keys.threads(order.thread.team, ""))
        holder = (str(order.thread), lease.token)
        if not await self._forget(_kept_of(order), *holder, *prefixes, *what):
            raise LeaseLost(f"{order.id}: token {lease.token} is not the holder's")

    async def forget_person(self, team: str, user: str) -> None:
        place = person(team, user)
        mine = [keys.threads(team, user), keys.preferences(place), keys.changes(place)]
        await self._forget_person([keys.judged(team), *mine], user, keys.FEEDBACK)

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
        return records.threads(found)

    async def waiting(self, team: str, user: str) -> int:
        threads = await self.threads(team, user, _LOOKED_AT)
        with translated():
            pipeline = self._redis.pipeline(transaction=False)
            for thread in threads:
                pipeline.zrange(keys.waiting(thread), 0, -1)
                pipeline.hgetall(keys.asked(thread))
            found = await pipeline.execute()
        who = user.encode()
        both = zip(found[::2], found[1::2], strict=True)
        return sum(
            asked.get(m.partition(b" ")[2]) == who for members, asked in both for m in members
        )

    async def question(self, id: str) -> Question | None:  # noqa: A002  the design's word
        with translated():
            told: Any = self._redis.hmget(keys.question(id), ["asked", "gone", "together"])
            asked, gone, together = await told
        # Taken back, it may still stand for others that its reply answers.
        left = not gone or len((together or b"").split()) > 1
        return records.read(Question, asked) if asked and left else None

    async def judge(self, verdict: Verdict) -> None:
        thread = verdict.thread
        where = [keys.feedback(thread), keys.judged(thread.team), keys.forgotten(thread)]
        what = (str(thread), verdict.key, records.write(verdict))
        when = (verdict.question.rpartition(":")[2], verdict.when, self._retention)
        if not await self._judge(where, *what, *when):
            raise Forgotten(verdict.question)

    async def feedback(self, thread: Thread) -> list[Verdict]:
        with translated():
            found: Any = await self._redis.hvals(keys.feedback(thread))
        return sorted(records.read_all(Verdict, found), key=lambda verdict: float(verdict.when))

    async def judged(self, team: str) -> list[Thread]:
        with translated():
            found: Any = await self._redis.zrevrange(keys.judged(team), 0, -1)
        return records.threads(found)

    async def preferred(self, places: Sequence[Place]) -> list[Mapping[str, str]]:
        with translated():
            pipeline = self._redis.pipeline(transaction=False)
            for place in places:
                pipeline.hgetall(keys.preferences(place))
            found = await pipeline.execute()
        return [records.settings(at) for at in found]

    async def prefer(
        self, place: Place, dial: str, value: str | None, *, by: str = "", rival: str = ""
    ) -> None:
        in_thread = place.kind == "thread"
        act = ("clear", dial, "") if value is None else ("set", dial, value)
        most = _MOST.get(place.kind, _MINE)
        kept = min(_CHANGES_KEPT, self._retention) if in_thread else _CHANGES_KEPT
        where = (keys.preferences(place), keys.changes(place))
        terms = (most, kept, self._retention if in_thread else "")
        await self._prefer(where, *act, rival, by, str(place), *terms)

    async def changes(self, place: Place, most: int = 100) -> list[Changed]:
        also = [keys.channels(place.key)] if place.kind == "workspace" else []
        with translated():
            pipeline = self._redis.pipeline(transaction=False)
            for key in (keys.changes(place), *also):
                pipeline.xrevrange(key)
            rows = [row for told in await pipeline.execute() for row in told]
        changed = (_changed(id_, fields) for id_, fields in rows)
        found = sorted(filter(None, changed), key=lambda row: row.when, reverse=True)
        if place.kind == "channel":
            found = [row for row in found if row.place == place]
        return found[:most]


def _changed(id_: bytes, fields: Mapping[bytes, bytes]) -> Changed | None:
    """The row, whatever other versions write beside it; None for one that does not tell of what."""
    told = records.words(fields)
    if not {"place", "dial"} <= set(told):
        return None
    return Changed(
        place=parsed(told["place"]),
        dial=told["dial"],
        who=told.get("who", ""),
        old=told.get("old"),
        new=told.get("new"),
        when=int(id_.partition(b"-")[0]) / 1000,
    )


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


def _kept_of(order: Question) -> list[str]:
    """All that is kept of the thread of an order to forget it, as `lua/forget.lua` has it."""
    thread = order.thread
    return [
        *(keys.OWNER, keys.waiting(thread), keys.question(order.id), keys.traces(thread)),
        *(keys.asked(thread), keys.known(thread), keys.kept(thread), keys.forgotten(thread)),
        *(keys.judged(thread.team), keys.LATELY),
        *(keys.feedback(thread), keys.conversation(thread)),
        keys.preferences(Place("thread", str(thread))),
        keys.changes(Place("thread", str(thread))),
        keys.usage(Account("thread", str(thread))),
    ]
