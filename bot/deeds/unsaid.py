"""Who can't be answered where they asked is told so directly, with a button to try again."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.errors import LATER, Barred, Closed, SlackError
from bot.ports import Closures, Lease
from bot.ports.evidence import Board
from bot.ports.mailbox import tired
from bot.reply import row
from bot.reply.furniture import Furniture, blocks
from bot.reply.unwritten import unwritten
from bot.tongue import say, speaking
from bot.watching.record import newest

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
        if code and newest(lease.asking, lambda: at) > 0:
            raise Closed(code)

    async def tell(self, lease: Lease, code: str) -> None:
        """What waits there is not tried any more; everybody who asked there reads why, once."""
        await self.closures.close(lease.question.thread, code)
        for user in () if lease.question.direct else lease.asking.users:
            try:
                with speaking(await self.locale(user)):
                    await self._tell(lease, user, code)
            except Barred:
                raise  # it can wait for another token
            except SlackError as error:
                if isinstance(error, LATER) and not tired(lease):
                    raise
                log.warning("%s has no reply, and not all know: %s", lease.question.id, error)

    async def _tell(self, lease: Lease, user: str, code: str) -> None:
        """One person, where all that they asked stands; what was asked together is asked again."""
        order = lease.question
        direct = await self.board.direct(user)
        asked = [part.ts for part in lease.asking.parts if part.user == user]
        urls = [self.board.address(order.thread.channel, ts, order.thread.ts) for ts in asked]
        told = say("I could not answer you there: {link}", link=" ".join(f"<{u}>" for u in urls))
        text = f"{told}\n{unwritten(code)}"
        said = blocks(text, Furniture(buttons=(row.retry_there(order.id),)))
        mark = f"unsaid {order.id}"
        await self.board.pin(lease, direct, "", mark=mark, text=text, blocks=said)
