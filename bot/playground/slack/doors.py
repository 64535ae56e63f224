"""Keys that Slack hands out and takes back: triggers, tickets for sockets, response URLs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex

from bot.playground.slack.message import Message
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.workspace import Place

TRIGGER = 3.0
"""Seconds in which a trigger opens a view, once (facts/slack.md 4)."""
TICKET = 30.0
"""Seconds in which the address of a socket can be connected to, once."""
HOOK = 1800.0
HOOK_USES = 5
"""A response URL: 30 minutes, five uses (facts/slack.md 4)."""


@dataclass(slots=True)
class Trigger:
    """A `trigger_id`: whose act it comes from, and the view in which they acted, if one."""

    user: str
    view: str
    made: float
    used: bool = False


@dataclass(slots=True)
class Hook:
    """A response URL: whom it answers, where, and which message it may replace."""

    user: str
    place: Place
    made: float
    original: Message | None = None
    uses: int = 0


class Doors:
    """All keys of one workspace; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._tickets: dict[str, float] = {}
        self.hooks: dict[str, Hook] = {}

    def trigger(self, user: str, view: str = "") -> str:
        """A new `trigger_id` for what `user` just did, perhaps in a `view`."""
        trigger = f"{int(self._clock())}.{len(self._triggers)}.{token_hex(8)}"
        self._triggers[trigger] = Trigger(user, view, self._clock())
        return trigger

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger up; error codes as docs.slack.dev names them for views.open."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self._clock() - trigger.made > TRIGGER:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger

    def ticket(self) -> str:
        """A new ticket for one websocket."""
        ticket = token_hex(16)
        self._tickets[ticket] = self._clock()
        return ticket

    def admit(self, ticket: str) -> bool:
        """Whether this ticket is good, which it is only once."""
        made = self._tickets.pop(ticket, None)
        return made is not None and self._clock() - made <= TICKET

    def hook(self, user: str, place: Place, original: Message | None = None) -> str:
        """The path of a new response URL, without its leading slash."""
        path = f"hooks/{'actions' if original else 'commands'}/{token_hex(12)}"
        self.hooks[path] = Hook(user, place, self._clock(), original)
        return path

    def use(self, path: str) -> Hook:
        """Use a response URL once; `invalid_url`, `expired_url`, `used_url`."""
        hook = self.hooks.get(path)
        if hook is None:
            raise Refusal("invalid_url")
        if self._clock() - hook.made > HOOK:
            raise Refusal("expired_url")
        if hook.uses >= HOOK_USES:
            raise Refusal("used_url")
        hook.uses += 1
        return hook
