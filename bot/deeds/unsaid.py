"""Who can't be answered where they asked is told so directly, with a button to try again."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.conversation.question import Question
from bot.errors import LATER, Barred, Closed, SlackError
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
        parts = [part for part in lease.asking.parts if not part.direct]
        for user in dict.fromkeys(part.user for part in parts):
            try:
                with speaking(await self.locale(user)):
                    await self._tell(lease, [part for part in parts if part.user == user], code)
            except Barred:
                raise  # it can wait for another token
            except SlackError as error:
                if isinstance(error, LATER) and not tired(lease):
                    raise
                log.warning("%s has no reply, and not all know: %s", lease.question.id, error)

    async def _tell(self, lease: Lease, parts: Sequence[Question], code: str) -> None:
        """One person, where all that they asked stands; what was asked together is asked again."""
        order = lease.question
        direct = await self.board.direct(parts[0].user)
        links = [
            self.board.address(order.thread.channel, each.ts, order.thread.ts) for each in parts
        ]
        told = say(
            "I could not answer you there: {link}", link=" ".join(f"<{url}>" for url in links)
        )
        text = f"{told}\n{unwritten(code)}"
        said = blocks(text, Furniture(buttons=(row.retry_there(order.id),)))
        mark = f"unsaid {order.id}"
        await self.board.pin(lease, direct, "", mark=mark, text=text, blocks=said)
