"""Who changed which setting: shown to those whom it concerns, and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.changed import Changed
from bot.conversation.preferences import person, workspace
from bot.ports import Store
from bot.rights import Rights


@dataclass(frozen=True, slots=True)
class Audit:
    """What the audit list says, to one person."""

    store: Store
    rights: Rights

    async def rows(self, team: str, user: str, most: int = 100) -> list[Changed]:
        """What `user` changed for themselves, the newest first.

        Those who manage the workspace see what anybody changed for it and its channels, too.
        """
        rows = await self.store.changes(person(team, user), most)
        if await self.rights.manages(user):
            rows = [*rows, *await self.store.changes(workspace(team), most)]
        return sorted(rows, key=lambda row: row.when, reverse=True)[:most]
