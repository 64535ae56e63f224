"""What all processes share of what Slack and the endpoint allow."""

from __future__ import annotations

from typing import Literal, Protocol

from bot.conversation.thread import Thread
from bot.reply.pace import Urgency
from bot.reply.rates import UPDATE

Act = Literal["start", "append", "stop", "work", "rest"]
"""What a native stream does, and a status line: to begin work needs room for resting, later."""


class Allowance(Protocol):
    """The calls of Slack that all replies of a workspace share, in all processes."""

    async def begin(self, team: str, reply: str) -> None:
        """Keep room for the final edit of this reply, until `end` or 60 s without a word."""

    async def interim(self, team: str, reply: str, urgency: Urgency = Urgency.MORE) -> float:
        """0.0: edit now, it is counted. Otherwise the seconds after which to ask again."""

    async def final(self, team: str, reply: str) -> float:
        """The same for a final edit, which may use what interim ones had to leave."""

    async def made(self, team: str, reply: str) -> None:
        """Slack has answered the edit that was granted last: it came in no later than this."""

    async def book(self, team: str, method: str, channel: str) -> float:
        """Seconds until this call of another method may be made; it is counted then."""

    async def pause(self, team: str, seconds: float, method: str = UPDATE) -> None:
        """Slack said Retry-After: no such call by anybody until then."""

    async def end(self, team: str, reply: str) -> None: ...


class Flow(Protocol):
    """What native streams and status lines may do, shared by all replies of a workspace."""

    async def ask(self, team: str, act: Act, reply: str) -> float:
        """0.0: do it now, it is counted. Otherwise the seconds after which to ask again.

        What is begun keeps room for its end: a stream that starts will be able to stop at once.
        """

    async def pause(self, team: str, act: Act, seconds: float) -> None:
        """Slack said Retry-After: nobody does it until then."""

    async def end(self, team: str, reply: str) -> None:
        """Nothing of this reply is begun any more, whoever ended it."""


class Conditions(Protocol):
    """What all processes know of the endpoint."""

    async def pause(self, seconds: float) -> None:
        """It asked for a rest: no new request by anybody until then; running ones go on."""

    async def paused(self) -> float:
        """The seconds of that rest that are left; 0.0 for none."""

    async def refuse(self, feature: str, seconds: float) -> None:
        """It does not take `feature`: not to be asked for again for so long."""

    async def refused(self) -> frozenset[str]:
        """The features that it does not take at the moment."""


class Closures(Protocol):
    """Where Slack lets nothing be said, as far as all processes know: marks that fade away."""

    async def bar(self, code: str) -> bool:
        """Slack says `code` to our token, wherever we speak; False where that was known."""

    async def barred(self) -> str:
        """What Slack said of our token a moment ago; "" where it may be tried."""

    async def close(self, thread: Thread, code: str) -> None:
        """Slack says `code` to whoever speaks in `thread`."""

    async def closed(self, thread: Thread) -> tuple[str, float]:
        """What it said there last, if that is not long ago, else ""; and when that was.

        In seconds since 1970: who asks later may find it open.
        """
