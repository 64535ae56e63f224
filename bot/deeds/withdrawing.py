"""What was taken back is never sent again, with its reply or without."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.conversation import Turn
from bot.conversation.question import Question
from bot.ports import Lease, Store, Surface


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """The deed behind a message that its asker deleted."""

    store: Store
    surface: Surface

    async def whole(self, lease: Lease) -> None:
        """It was being answered: nothing of the reply stands, either."""
        await self.surface.withdraw(lease)
        await self._mark(lease, "withdraws")

    async def do(self, lease: Lease) -> str:
        """It had been answered: its reply stays."""
        await self._mark(lease, "drops")
        return ""

    def refused(self, _: Question, _code: str) -> str:
        """Slack is not asked for anything."""
        return ""

    async def _mark(self, lease: Lease, what: str) -> None:
        first = lease.question.first
        conversation = await self.store.conversation(lease.question.thread)
        if conversation.holding(first):
            mark = Turn("mark", (), first, {what: first})
            await self.store.keep(lease, [mark], conversation.kept(first))
