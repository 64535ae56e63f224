"""Plays rows of the table through the real program, and sees to all that comes of each."""

import asyncio

from bot.playground.messages.script import Say
from tests.model.test_researching import ENDING, PLAN, searched, text
from tests.whole.eyes import Eyes
from tests.whole.hands import Hands
from tests.whole.stage import Stage

_HARM = "<!channel> <@U0BEN0001> [here](javascript:alert(1)) \u202edone"
"""What every answer says beside: nothing of it may act."""
_STORED = ("*preferences:*", "*changes:*", "*allowance:*", "*calls:*", "*flow:*")
"""What is cleared between rows: what was set, and what counts in Slack's minutes."""


class Acting:
    """One program and its people, for as many rows as there are; none builds on another."""

    def __init__(self, place, store, redis):
        self.place, self.redis, self.number = place, redis, 0
        self.stage = Stage(place)
        self.hands = Hands(place, self.stage)
        self.eyes = Eyes(place, store, redis)
        place.messages._choose = self._answer

    async def play(self, row):
        """Do what it says, and see that it comes to that and to nothing else."""
        self.eyes.quiet()
        piece = await self._set(row)
        self.number += 1
        self.eyes.know()
        try:
            for _ in range(row.times):
                await getattr(self.hands, row.act)(row, piece)
            await self.eyes.see(row, self._end)
            self._see_wrong(row)
            await self.eyes.see_nothing_else(row, self._here(row, piece))
        finally:
            await self._clear(row, piece)

    def _see_wrong(self, row):
        told = list(self.hands.wrong.values())
        assert bool(told) == bool(row.wrong), told
        assert all(each.startswith(row.wrong) for each in told), told

    async def _set(self, row):
        """The stage as the row wants it; the piece that it acts on."""
        for name in row.given:
            await self.stage.piece(name)
        for words in (row.what, row.value or "", *map(str, row.forged.values())):
            await self.stage.filled(words)
        if row.on == "home":
            self.place.slack.look("ben")
            await self.hands.shows(lambda: self.place.slack.home("ben"), "Recent threads")
            return None
        piece = await self.stage.piece(row.on.removesuffix("'s thinking")) if row.on else None
        if row.on.endswith("'s thinking"):
            await self.hands.reads(row.who, piece)
        return piece

    def _here(self, row, piece):
        if piece:
            return piece.channel, piece.root
        return self.place.slack.workspace.channel(row.where or "general").id, "1.0"

    async def _clear(self, row, piece):
        if row.on == "growing" and not row.says:
            await self.place.slack.type("ann", piece.channel, "!stop", thread_ts=piece.root)
            await self.place.slack.until(
                lambda: "stopped by" in str(self.place.replies(piece.root))
            )
        found = [key for pattern in _STORED for key in await self.redis.keys(pattern)]
        if found:
            await self.redis.delete(*found)
        self.hands.close()
        self.hands.wrong = {}
        await asyncio.sleep(0.02)  # what comes late is seen before the next row
        self.eyes.know()

    @property
    def _end(self):
        return f"Answer {self.number}."

    def _answer(self, request, _):
        told = str(request["messages"][-1])
        said = f"{self._end} {_HARM}"
        if "Do not answer yet" in told:
            return PLAN
        if "Research this question" in told:
            blocks = (text("[step 1]\n"), *searched(1), text(f"{said} {ENDING}"))
            return Say(blocks=blocks)
        return Say(said)
