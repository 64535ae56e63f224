"""A canvas is made, then opened to whoever may read it: one that nobody was let into is nobody's.

So a second one after an answer that tells nothing does no harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import Home
from bot.adapters.slack.trying import RESTS, trying
from bot.errors import SlackError
from bot.reply.paper import paper

_AT_ONCE = 20
"""People of one call: docs.slack.dev/reference/methods/canvases.access.set."""


class SlackCanvases:
    """`Canvases` of Slack."""

    def __init__(self, slack: SlackClient, home: Home, rests: Sequence[float] = RESTS) -> None:
        self._slack = slack
        self._home = home
        self._rests = rests

    async def write(
        self, title: str, markdown: str, users: Sequence[str] = (), channel: str = ""
    ) -> str:
        content = {"type": "markdown", "markdown": paper(markdown)}
        told = {"title": title, "document_content": content}
        create = partial(self._slack.call, "canvases.create", **told)
        canvas = str((await trying(create, self._rests))["canvas_id"])
        readers = list(dict.fromkeys(users))
        for at in range(0, len(readers), _AT_ONCE):
            await self._open(canvas, user_ids=readers[at : at + _AT_ONCE])
        if channel:
            await self._open(canvas, channel_ids=[channel])
        return await self._permalink(canvas)

    async def _open(self, canvas: str, **whom: list[str]) -> None:
        told = {"canvas_id": canvas, "access_level": "read", **whom}
        await trying(partial(self._slack.call, "canvases.access.set", **told), self._rests)

    async def _permalink(self, canvas: str) -> str:
        """As Slack says it; where it does not, as all of them are made."""
        try:
            answer = await self._slack.call("files.info", file=canvas)
            link = str((answer.get("file") or {}).get("permalink") or "")
        except SlackError:
            link = ""
        return link or f"{self._home.url}docs/{self._home.team}/{canvas}"
