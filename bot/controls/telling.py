"""What the bot says of itself to one person: what holds, how it fares, and what was changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from bot.controls.audit import Audit
from bot.conversation.dials import DIALS, chosen, preferences
from bot.conversation.preferences import Preferences, outside
from bot.conversation.press import Press
from bot.errors import WrongWords
from bot.ports import Conditions, Store
from bot.reply import audit, words
from bot.reply.characters import still
from bot.tongue import say, say_many

_ROWS = 1_100
"""Rows of the audit list: all that is kept of a person, of the workspace and of its channels."""


@dataclass(frozen=True, slots=True)
class Telling:
    """For `/threadloom status` and `audit`."""

    store: Store
    conditions: Conditions
    changes: Audit
    default: Preferences

    async def status(self, who: Press) -> str:
        """What is in force for somebody where they are, where that comes from, and the rest."""
        here = outside(who.team, who.user, who.channel)
        said = await self.store.preferred(here)
        now = preferences(self.default, here, said)
        lines = []
        for dial in DIALS.values():
            value = words.stands(dial, now, chosen(dial, here, said))
            lines.append(f"- {say(dial.title)}: {still(value)}")
        heads = [say("For you, in this channel:"), *lines]
        return "\n".join([*heads, "", *await self._fares(who)])

    async def audit(self, who: Press, words_: str, command: str) -> str:
        """One page of what was changed; `command` is what was typed to see it."""
        number = words_.strip() or "1"
        if not (number.isascii() and number.isdigit() and len(number) < 6):
            raise WrongWords(say("Usage: `{command} 2` shows the second page.", command=command))
        rows = await self.changes.rows(who.team, who.user, _ROWS)
        return audit.page(rows, int(number), f"{command} {{page}}")

    async def _fares(self, who: Press) -> list[str]:
        waiting = await self.store.waiting(who.team, who.user)
        lines = [_waits(waiting), *self._endpoint(await self.conditions.paused())]
        if refused := sorted(await self.conditions.refused()):
            names = ", ".join(still(name.replace("@", " @ ")) for name in refused)
            lines.append(say("Claude's endpoint does not take, for now: {names}.", names=names))
        return [*lines, say("This is Threadloom {version}.", version=_version())]

    def _endpoint(self, paused: float) -> Iterator[str]:
        if paused:
            rest = say_many("{count} second", "{count} seconds", max(1, round(paused)))
            yield say("Claude asked for a rest: I go on in {rest}.", rest=rest)
        else:
            yield say("Claude's endpoint takes my requests.")


def _waits(count: int) -> str:
    if not count:
        return say("No question of yours is waiting.")
    return say_many(
        "{count} question of yours is waiting.", "{count} questions of yours are waiting.", count
    )


def _version() -> str:
    try:
        return version("threadloom")
    except PackageNotFoundError:
        return say("as it stands in its folder")
