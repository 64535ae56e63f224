"""Who can't be answered where they asked is told so directly, with a button to try again."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversation.question import Question
from bot.errors import LATER, Closed, SlackError
from bot.ports import Closures, Lease
from bot.ports.evidence import Board
from bot.ports.mailbox import tired
from bot.reply import row
from bot.reply.furniture import Furniture, blocks
from bot.reply.unwritten import unwritten
from bot.tongue import say, speaking
from bot.watching.record import since

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What becomes of questions in a place that Slack has closed."""

    closures: Closures
    board: Board
    locale: Callable[[str], Awaitable[str]]

    async def require(self, lease: Lease) -> None:
        """`Closed` if the place is known to be so since that was asked; who asks later tries it."""
        code, at = await self.closures.closed(lease.question.thread)
        asked = (lease.question, *lease.asking.parts)
        if code and min(since(each, lambda: at) for each in asked) > 0:
            raise Closed(code)

    async def tell(self, lease: Lease, code: str) -> None:
        """What waits there is not tried any more; everybody who asked there reads why, once."""
        await self.closures.close(lease.question.thread, code)
        newest = {part.user: part for part in lease.asking.parts if not part.direct}
        for part in newest.values():
            try:
                with speaking(await self.locale(part.user)):
                    await self._tell(lease, part, code)
            except SlackError as error:
                if isinstance(error, LATER) and not tired(lease):
                    raise
                log.warning("nobody could be told that %s has no reply: %s", part.id, error)

    async def _tell(self, lease: Lease, part: Question, code: str) -> None:
        direct = await self.board.direct(part.user)
        thread = part.thread
        link = f"<{self.board.address(thread.channel, part.ts, thread.ts)}>"
        told = say("I could not answer you there: {link}", link=link)
        text = f"{told}\n{unwritten(code)}"
        said = blocks(text, Furniture(buttons=(row.retry_there(part.id),)))
        mark = f"unsaid {part.id}"
        await self.board.pin(lease, direct, "", mark=mark, text=text, blocks=said)
