"""What people set, where, and what then holds for an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from bot.answer.capabilities import LEVELS, capabilities
from bot.conversation.dials import DIALS, Dial, besides, chosen, preferences
from bot.conversation.directives import only
from bot.conversation.orders import Order
from bot.conversation.preferences import MESSAGE, Kind, Place, Preferences, asker, places
from bot.conversation.question import How, Question
from bot.ports import Store
from bot.reply import words
from bot.reply.furniture import FOOTED
from bot.rights import Rights
from bot.tongue import say

_NOTHING: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Choices:
    """The dials of every place, over `default`, which is the operator's word."""

    store: Store
    default: Preferences
    rights: Rights

    async def tell(self, dial: Dial, here: Sequence[Place]) -> str:
        """What a dial stands at, where that comes from, and what further places say."""
        said = await self.store.preferred(here)
        further = words.besides(dial, besides(dial, here, said))
        return words.together(self._told(dial, here, said), further)

    async def overview(self, here: Sequence[Place]) -> list[str]:
        """What every dial stands at, and where that comes from."""
        said = await self.store.preferred(here)
        return [self._told(dial, here, said) for dial in DIALS.values()]

    async def only(self, question: Question) -> list[str]:
        """What `question` sets for its own answer alone, told, but for what the footer says."""
        set_ = only([question])
        here, said = await self._around(question, set_)
        told = [name for name, value in set_.items() if name not in FOOTED or not value]
        return [self._told(DIALS[name], here, said) for name in told]

    async def turn(self, order: Order, at: Place, here: Sequence[Place]) -> str:
        """Set a dial at one place, for the person among `here`, if they may.

        Says what was done and, if a nearer place differs, that too; or who may.
        """
        return await self.rights.refusal(asker(here), at) or await self.turned(order, at, here)

    async def turned(self, order: Order, at: Place, here: Sequence[Place]) -> str:
        """The same for whoever is known to be allowed to, by `Rights.refusal`."""
        dial = order.dial
        await self.store.prefer(at, dial.name, order.value, by=asker(here), rival=dial.rival)
        done = words.turned(dial, order.value, at.kind)
        if order.value is not None and dial.rival:
            # The API takes one of the two (facts/messages.md S28).
            rival = say("That clears {dial}, which goes only without it.", dial=dial.rival)
            done = f"{done} {rival}"
        said = await self.store.preferred(here)
        choice = chosen(dial, here, said)
        settled = order.value if choice is None else choice.value
        differs = settled != order.value
        return words.together(done, self._told(dial, here, said)) if differs else done

    async def hold(self, question: Question) -> Preferences:
        """What holds for whoever asks `question`, where it is asked, as it is worded."""
        return (await self.held(question, [question]))[0]

    async def held(
        self, question: Question, parts: Sequence[Question]
    ) -> tuple[Preferences, Mapping[str, Kind]]:
        """The same, and who says so, by dial, where anybody does.

        `parts` are all that is answered together, itself among them.
        """
        here, said = await self._around(question, only(parts))
        choices = ((name, chosen(dial, here, said)) for name, dial in DIALS.items())
        whence = {name: choice.kind for name, choice in choices if choice}
        return preferences(self.default, here, said), whence

    async def _around(
        self, question: Question, set_: Mapping[str, str]
    ) -> tuple[Sequence[Place], Sequence[Mapping[str, str]]]:
        """All the places of a question and what is set there; in its own words, `set_`."""
        here = places(question)
        return (MESSAGE, *here), (set_, *await self.store.preferred(here))

    def _told(self, dial: Dial, here: Sequence[Place], said: Sequence[Mapping[str, str]]) -> str:
        return words.told(dial, preferences(self.default, here, said), chosen(dial, here, said))


def wanted(
    how: How, asked: Preferences, known: Mapping[str, Mapping[str, Any]] = _NOTHING
) -> Preferences:
    """`asked`, as somebody wants it for this one answer: `known` is what models take, if told."""
    if how == "search":
        return replace(asked, web_search=True)
    if how == "effort":
        takes = capabilities(asked.model, known)
        levels = takes.efforts or LEVELS
        now = asked.effort or takes.effort or "high"
        more = (level for level in levels if LEVELS.index(level) > LEVELS.index(now))
        return replace(asked, effort=next(more, levels[-1]))
    return asked
