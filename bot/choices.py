"""What people set, where, and what then holds for an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from bot.answer.capabilities import LEVELS, capabilities
from bot.conversation.dials import Dial, chosen, preferences
from bot.conversation.orders import Order
from bot.conversation.preferences import Place, Preferences, places
from bot.conversation.question import How, Question
from bot.ports import Store
from bot.reply import words
from bot.tongue import say

_NOTHING: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Choices:
    """The dials of every place, over `default`, which is the operator's word."""

    store: Store
    default: Preferences

    async def tell(self, dial: Dial, here: Sequence[Place]) -> str:
        """What a dial stands at, and where that comes from."""
        said = await self.store.preferred(here)
        return words.told(dial, preferences(self.default, here, said), chosen(dial, here, said))

    async def turn(self, order: Order, at: Place, here: Sequence[Place]) -> str:
        """Set a dial at one place; says what was done and, if a nearer place differs, that too."""
        await self.store.prefer(at, order.dial.name, order.value)
        done = words.turned(order.dial, order.value, at.kind)
        if order.value is not None and order.dial.rival:
            # The API takes one of the two (facts/messages.md S28).
            await self.store.prefer(at, order.dial.rival, None)
            rival = say("That clears {dial}, which goes only without it.", dial=order.dial.rival)
            done = f"{done} {rival}"
        choice = chosen(order.dial, here, await self.store.preferred(here))
        settled = order.value if choice is None else choice.value
        return done if settled == order.value else f"{done} {await self.tell(order.dial, here)}"

    async def hold(self, question: Question) -> Preferences:
        """What holds for whoever asks `question`, where it is asked."""
        here = places(question)
        return preferences(self.default, here, await self.store.preferred(here))


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
