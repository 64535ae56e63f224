"""Fetches the files that people shared: from Slack's own host, and from nowhere else.

The bot's token goes along, so an address is asked only if its origin is exactly Slack's, and no
redirect is followed (facts/reliability.md §4 I6). Nothing here fails: what could not be fetched
or read becomes a sentence.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import aiohttp
from yarl import URL

from bot.adapters.slack.client import SlackClient
from bot.conversation import contents
from bot.conversation.attachment import Attachment
from bot.conversation.contents import Unreadable
from bot.conversation.conversation import Block
from bot.conversation.question import Question
from bot.errors import SlackError
from bot.tongue import Remark

log = logging.getLogger(__name__)
SLACK = "https://slack.com/api/"
ORIGIN = "https://files.slack.com"
MANY = 20
"""Files of one question that are looked at."""
_LIMITS = aiohttp.ClientTimeout(total=90, sock_connect=5, sock_read=20)
_AWAY = Remark("Slack did not hand it over in time")


def origin(api_url: str) -> str:
    """Where files lie, given where the Web API is: with a local Slack on the same host and port."""
    return ORIGIN if api_url == SLACK else str(URL(api_url).origin())


class SlackFiles:
    """Opens the files of questions. `token` is the bot's, `pauses` (s) stand between tries."""

    def __init__(
        self,
        slack: SlackClient,
        session: aiohttp.ClientSession,
        token: str,
        *,
        origin: str = ORIGIN,
        pauses: Sequence[float] = (0.5, 2.0),
    ) -> None:
        self._slack = slack
        self._session = session
        # Not packed: what is counted while it streams is what came over the wire.
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        self._origin = URL(origin)
        self._pauses = (0.0, *pauses)

    async def opened(self, question: Question) -> tuple[list[Block], list[Remark]]:
        """A content block for each file, in order, and a sentence for each that gave none."""
        blocks: list[Block] = []
        unread: list[Remark] = []
        room = contents.ROOM
        for file in question.files[:MANY]:
            try:
                file = await self._whole(file)  # noqa: PLW2901  the same, with all that is known
                raw = await self._fetched(file, room)
                blocks.append(await asyncio.to_thread(contents.block, file, raw))
                room -= len(raw)
            except Unreadable as error:
                log.info("file %s of %s not read: %s", file.id, question.id, error)
                unread.append(contents.unread(file, error.why))
        if len(question.files) > MANY:
            facts = {"most": MANY, "count": len(question.files)}
            unread.append(Remark("Only the first {most} of {count} files were read.", **facts))
        return blocks, unread

    async def _whole(self, file: Attachment) -> Attachment:
        if file.access == "check_file_info":
            file = await self._told(file)
        for word in (file.mode, file.access):
            if word in contents.GONE:
                raise Unreadable(contents.GONE[word])
        return file

    async def _fetched(self, file: Attachment, room: int) -> bytes:
        url, most = self._address(file), contents.most(file, room)
        for pause in self._pauses:
            await asyncio.sleep(pause)
            try:
                raw = await self._got(url, most)
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                log.warning("file %s did not come: %s", file.id, type(error).__name__)
                continue
            if len(raw) > most:
                raise contents.outgrown(file, room)
            return raw
        raise Unreadable(_AWAY)

    async def _told(self, file: Attachment) -> Attachment:
        """What a Slack Connect event left out (facts/slack.md §4 Files)."""
        try:
            answer = await self._slack.call("files.info", file=file.id)
        except SlackError as error:
            raise Unreadable(contents.GONE.get(error.code, contents.WITHHELD)) from error
        return Attachment.read(answer.get("file")) or file

    def _address(self, file: Attachment) -> URL:
        # The same parser that the request is made with, so that both mean the same host.
        try:
            url = URL(file.url)
            ours = url.origin() == self._origin and url.user is None and url.password is None
        except ValueError:
            ours = False
        if not ours:
            raise Unreadable(Remark("it is not kept on Slack's own host"))
        return url

    async def _got(self, url: URL, most: int) -> bytes:
        """At most a little more than `most` bytes; raises what is worth another try."""
        request = self._session.get(
            url, headers=self._headers, allow_redirects=False, timeout=_LIMITS
        )
        async with request as response:
            if response.status in (404, 410):
                raise Unreadable(contents.GONE["file_not_found"])
            if response.status < 200 or 300 <= response.status < 429:
                raise Unreadable(contents.WITHHELD)
            response.raise_for_status()
            raw = bytearray()
            async for piece in response.content.iter_any():
                raw += piece
                if len(raw) > most:
                    break
            return bytes(raw)
