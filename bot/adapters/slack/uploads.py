"""A file is shared once, as far as Slack lets one know: in doubt it is looked for first.

Slack has no idempotency key here either, and a message with a file carries no metadata. What tells
one share from none is the file itself (`files.info` says where it was shared), and what tells a
paper that an earlier worker gave is its name among our files in the thread. One thing can't be
known: Slack looks files through before it shows them, so that a share may come later than we look.
Then the same upload is completed once more; that it is refused then (`file_not_found`: the ticket
is used) is what the local Slack does, and what Slack's words for that error suggest.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import Any

import aiohttp

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import History
from bot.adapters.slack.trying import RESTS, trying
from bot.conversation.thread import Thread
from bot.errors import Ambiguous, SlackError, Throttled
from bot.ports.giving import Paper

log = logging.getLogger(__name__)
LOOKS = (0.4, 0.8, 1.6, 3.2)
"""Seconds between looks for a share that may have arrived."""
_LIMITS = aiohttp.ClientTimeout(total=120, sock_connect=5)
_USED = "file_not_found"


class SlackUploads:
    """`Uploads` of Slack. `session` carries the bytes: their address needs no token."""

    def __init__(
        self,
        slack: SlackClient,
        session: aiohttp.ClientSession,
        history: History,
        looks: Sequence[float] = LOOKS,
        rests: Sequence[float] = RESTS,
    ) -> None:
        self._slack = slack
        self._session = session
        self._history = history
        self._looks = looks
        self._rests = rests

    async def give(self, paper: Paper, thread: Thread, comment: str = "") -> str:
        if thread.ts and (given := await self._given(paper, thread)):
            return given
        file = await trying(partial(self._brought, paper), self._rests)
        place = {"channel_id": thread.channel} | ({"thread_ts": thread.ts} if thread.ts else {})
        told = {"files": [{"id": file, "title": paper.title or paper.name}]} | place
        if comment:
            told["initial_comment"] = comment
        await self._share(file, thread, told)
        return file

    async def _given(self, paper: Paper, thread: Thread) -> str:
        """The id of our paper of that name in the thread; "" if none is there."""
        async for message in self._history.messages(thread, patience=60.0):
            for file in (message.get("files") or ()) if self._history.ours(message) else ():
                if file.get("name") == paper.name:
                    return str(file["id"])
        return ""

    async def _brought(self, paper: Paper) -> str:
        """Bring the bytes to Slack; the id under which they wait. An address takes them once."""
        told = {"filename": paper.name, "length": len(paper.raw)}
        ticket = await self._slack.call("files.getUploadURLExternal", **told)
        try:
            body = BytesIO(paper.raw)
            async with self._session.post(
                str(ticket["upload_url"]), data=body, timeout=_LIMITS
            ) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Ambiguous(type(error).__name__) from error
        if status != 200:  # nobody has seen it: another address is as good
            raise Ambiguous(f"upload_status_{status}")
        return str(ticket["file_id"])

    async def _share(self, file: str, thread: Thread, told: Mapping[str, Any]) -> None:
        """Complete it, and again where nothing of it is to be seen."""
        doubts: list[Ambiguous] = []

        async def complete() -> None:
            try:
                await self._slack.call("files.completeUploadExternal", **told)
            except Ambiguous as error:
                doubts.append(error)
                if not await self._seen(file, thread):
                    raise
            except SlackError as error:
                if not (doubts and error.code == _USED):
                    raise
                log.info("file %s was completed when nobody could tell", file)

        await trying(complete, self._rests)

    async def _seen(self, file: str, thread: Thread) -> bool:
        """Whether Slack shows it in the channel, after some looks."""
        for pause in self._looks:
            await asyncio.sleep(pause)
            try:
                answer = await self._slack.call("files.info", file=file)
            except (Ambiguous, Throttled):
                continue
            except SlackError as error:
                if error.code != _USED:  # not there yet: it was not completed
                    raise
                return False
            if _shared(answer.get("file") or {}, thread.channel):
                return True
        return False


def _shared(file: Mapping[str, Any], channel: str) -> bool:
    """Whether a file object says that it stands in the channel."""
    shares = file.get("shares") or {}
    return any(channel in (shares.get(how) or {}) for how in ("public", "private"))
