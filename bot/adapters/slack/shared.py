"""A file may be read by whoever could read it where it is shared, as Slack says at this moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import Home
from bot.adapters.slack.rights import Rights
from bot.conversation.attachment import Attachment
from bot.conversation.question import Question
from bot.errors import Ambiguous, Barred, NotAllowed, SlackError, Throttled, Unscoped
from bot.summary.scope import Scope

_PLACES = ("channels", "groups", "ims")
"""Where a file is shared: https://docs.slack.dev/reference/objects/file-object"""
MOST = 20
"""Places that are looked at: a file that may be read in none of these may not be read."""


class Shared:
    """Files by their permalinks."""

    def __init__(self, slack: SlackClient, rights: Rights, home: Home) -> None:
        self._slack = slack
        self._rights = rights
        self._home = home

    async def file(self, address: str, question: Question) -> Attachment:
        """The file at `address`, still to be opened; `NotAllowed` unless the asker may read it."""
        id_ = Scope(address=address).file
        ours = urlsplit(address).netloc.lower() == urlsplit(self._home.url).netloc.lower()
        if not (id_ and ours):
            raise NotAllowed("no_file_of_ours")
        told = await self._facts(id_)
        file = Attachment.read(told)
        if file is None or file.id != id_ or not await self._may(told, question):
            raise NotAllowed("not_allowed")
        return file

    async def _facts(self, id_: str) -> Mapping[str, Any]:
        try:
            answer = await self._slack.call("files.info", file=id_)
        except (Ambiguous, Barred, Throttled, Unscoped):
            raise
        except SlackError as error:  # nobody may learn what exists by asking for it
            raise NotAllowed("not_allowed") from error
        told = answer.get("file")
        return told if isinstance(told, Mapping) else {}

    async def _may(self, told: Mapping[str, Any], question: Question) -> bool:
        for _, channel in zip(range(MOST), _shared(told), strict=False):
            try:
                await self._rights.require(question, channel)
            except NotAllowed:
                continue
            return True
        return False


def _shared(told: Mapping[str, Any]) -> Iterator[str]:
    for name in _PLACES:
        listed = told.get(name)
        yield from (str(id_) for id_ in (listed if isinstance(listed, list) else ()))
