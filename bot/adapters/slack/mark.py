"""The mark that each message of a reply carries in its metadata, which nobody sees in Slack.

Every app and member of the workspace can read it, and anybody can write one that looks like ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EVENT = "threadloom_reply"
PIN = "threadloom_pin"
"""The type of what `bot.adapters.slack.board` marks: no part of a reply."""
CALL = "threadloom_call"
"""The type of what `bot.adapters.slack.calling` marks: no part of a reply either."""
MOST = 1000
"""No reply has as many pages: a larger number was not written by us."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`reply` is an opaque random id, `page` counts from 0.

    `to` are the ts of the questions that it answers, none in messages of an older bot; `final` says
    that the reply is finished, on its last page.
    """

    reply: str
    page: int
    to: tuple[str, ...] = ()
    final: bool = False

    @property
    def metadata(self) -> dict[str, Any]:
        """As `chat.postMessage` and `chat.update` take it."""
        to = " ".join(self.to)
        payload = {"reply": self.reply, "page": self.page, "to": to, "final": self.final}
        return {"event_type": EVENT, "event_payload": payload}


def read(message: Mapping[str, Any]) -> Mark | None:
    """The mark of a message; None for none, and for one that we would not have written."""
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    if not isinstance(metadata, dict) or not isinstance(payload, dict):
        return None
    reply, page, to = payload.get("reply"), payload.get("page"), payload.get("to", "")
    if metadata.get("event_type") != EVENT or not isinstance(reply, str):
        return None
    if type(page) is not int or not 0 <= page < MOST or not isinstance(to, str):
        return None
    return Mark(reply, page, tuple(to.split()), final=payload.get("final") is True)


def pinned(message: Mapping[str, Any]) -> bool:
    """Whether it begins something, was shared, or calls to a reply, and is no part of one."""
    metadata = message.get("metadata")
    return isinstance(metadata, dict) and metadata.get("event_type") in (PIN, CALL)


def bears(message: Mapping[str, Any], metadata: Mapping[str, Any]) -> bool:
    """Whether it carries just that; anybody may write metadata that looks so."""
    told = message.get("metadata")
    if not isinstance(told, dict):
        return False
    names = ("event_type", "event_payload")
    return all(told.get(name) == metadata[name] for name in names)
