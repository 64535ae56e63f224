"""People who ask: in many threads at once, and again while they are being answered."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field

from tests.torture import spoken
from tests.torture.control import Child, Refused
from tests.torture.slack import DIRECT, ROOMS

MOST = 30
"""Questions that may be open at once: Slack takes fifty edits a minute, and no more answers."""
LONGEST = 8
"""Questions in one thread."""


@dataclass(eq=False)
class Talk:
    """One thread; `done` once somebody pressed Retry in it, so that no more is asked there."""

    channel: str
    root: str
    asked: list[str] = field(default_factory=list)
    done: bool = False


class Crowd:
    """Asks until it is cancelled, at most so many questions `every` few seconds."""

    def __init__(self, slack: Child, chance: random.Random, every: float) -> None:
        self._slack = slack
        self._chance = chance
        self._every = every
        self._talks: list[Talk] = []
        self._seen = 0
        self._pressed: set[str] = set()
        self.asked = 0
        self.finished = 0

    async def ask_on(self) -> None:
        """One question after the other, for ever; now and then two in one breath."""
        while True:
            await asyncio.sleep(self._chance.uniform(0.5, 1.5) * self._every)
            seen = await self._slack.ask("look")
            self.finished = seen["finished"]
            if self._chance.random() < 0.5:
                await self._retry(seen["failed"])
            if self.asked - self.finished >= MOST:
                continue
            talk = await self._ask_somewhere()
            if self._chance.random() < 0.25:
                await self._follow(talk)

    async def _ask_somewhere(self) -> Talk:
        open_ = [t for t in self._talks[-40:] if not t.done and len(t.asked) < LONGEST]
        if open_ and self._chance.random() < 0.6:
            talk = self._chance.choice(open_)
            await self._follow(talk)
            return talk
        channel = self._chance.choice([*ROOMS, *DIRECT])
        talk = Talk(channel, await self._say(channel, called=channel in ROOMS))
        talk.asked.append(talk.root)
        self._talks.append(talk)
        return talk

    async def _follow(self, talk: Talk) -> None:
        """One more question in a thread; without calling the bot if it surely knows the thread."""
        known = f"{talk.channel}:{talk.root}" in await self._slack.ask("taken")
        called = talk.channel in ROOMS and not (known and self._chance.random() < 0.5)
        talk.asked.append(await self._say(talk.channel, talk.root, called=called))

    async def _say(self, channel: str, root: str | None = None, *, called: bool) -> str:
        self.asked += 1
        text = spoken.question(spoken.name(self.asked, self._chance))
        person = self._chance.choice((ROOMS | DIRECT)[channel])
        words = f"@Threadloom {text}" if called else text
        ts: str = await self._slack.ask(
            "type", user=person, channel=channel, text=words, thread=root
        )
        return ts

    async def _retry(self, failed: list[list[str]]) -> None:
        """Press one Retry button; nobody has asked anything after what failed."""
        for channel, root, ts in failed:
            talk = next((t for t in self._talks if (t.channel, t.root) == (channel, root)), None)
            if talk and ts not in self._pressed:
                self._pressed.add(ts)
                talk.done = True
                try:
                    await self._slack.ask("press", user=self._who(channel), channel=channel, ts=ts)
                except Refused:
                    return  # Slack does not tell a click again: that person gives up
                return

    def _who(self, channel: str) -> str:
        return (ROOMS | DIRECT)[channel][0]
