"""A workspace in which replies begin, grow and end, played in no time against the real scripts."""

import asyncio
import heapq
from dataclasses import dataclass, field

from bot.adapters.redis.allowance import RedisAllowance
from bot.adapters.redis.connection import connect
from bot.reply.pace import urgency
from bot.reply.rates import Rate

TEAM = "T1"
MINUTE = 60.0


@dataclass
class Growing:
    """One reply: it begins, speaks at once or later, ends, and wants to be redrawn all the time."""

    name: str
    begins: float
    speaks: float
    ends: float
    shown: int = 0
    begun: bool = False
    since: float = 0.0
    kind: str = ""
    turns: list = field(default_factory=list)
    final: float | None = None
    refused: list = field(default_factory=list)


@dataclass
class Office:
    """All replies of a workspace; `edits` are (time, reply, kind, how many ran, who waited)."""

    replies: list
    ceiling: int
    now: float = 0.0
    edits: list = field(default_factory=list)

    async def play(self, url):
        """Until every final edit was granted."""
        async with connect(url) as redis:
            await redis.flushall()
            self.allowance = RedisAllowance(
                redis,
                interim_per_minute=self.ceiling,
                edits=Rate(self.ceiling, MINUTE),
                clock=lambda: 1000 + self.now,
            )
            agenda = sorted((reply.begins, n) for n, reply in enumerate(self.replies))
            while agenda:
                self.now, n = heapq.heappop(agenda)
                wait = await self._step(self.replies[n])
                if wait is not None:
                    heapq.heappush(agenda, (self.now + wait, n))

    async def _step(self, reply):
        """What one reply does now; the seconds until it does something again."""
        if not reply.begun:
            await self.allowance.begin(TEAM, reply.name)
            reply.begun = True
            return 0.0
        if self.now >= reply.ends:
            return await self._finish(reply)
        said = self.now >= reply.speaks
        kind = urgency(int(said), reply.shown)
        if kind != reply.kind:  # only now it waits for this
            reply.kind, reply.since = kind, self.now
        wait = await self.allowance.interim(TEAM, reply.name, kind)
        if not wait:
            self._granted(reply, kind)
            reply.shown = int(said)
            reply.turns.append((reply.since, self.now, kind))
            wait, reply.since = 1.0, self.now + 1.0
        return min(wait, reply.ends - self.now)

    async def _finish(self, reply):
        wait = await self.allowance.final(TEAM, reply.name)
        if wait:
            reply.refused.append((self.now, self.used(), self.ending()))
            return wait
        self._granted(reply, "final")
        reply.final = self.now
        await self.allowance.end(TEAM, reply.name)
        return None

    def _granted(self, reply, kind):
        self.edits.append((self.now, reply.name, kind, len(self.running())))

    def used(self):
        """How many edits the window holds now."""
        return sum(time > self.now - MINUTE for time, *_ in self.edits)

    def running(self):
        """The replies that will need a final edit."""
        return [r for r in self.replies if r.begun and r.final is None]

    def ending(self):
        """How many of them have come to their end."""
        return sum(r.ends <= self.now for r in self.running())


def played(replies, url, ceiling=50):
    """The office after all has been said."""
    office = Office([Growing(f"r{n}", *times) for n, times in enumerate(replies)], ceiling)
    asyncio.run(office.play(url))
    return office
