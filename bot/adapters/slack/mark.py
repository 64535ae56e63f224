"""The mark that each message of a reply carries in its metadata, which nobody sees in Slack.

Every app and member of the workspace can read it, and anybody can write one that looks like ours.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from bot.conversation.question import Question
from bot.conversation.thread import Thread

EVENT = "threadloom_reply"
PIN = "threadloom_pin"
"""The type of what `bot.adapters.slack.board` marks: no part of a reply."""
_ROOM = 8_000
"""UTF-8 bytes of metadata as JSON (measured: facts/slack.md §2)."""
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


def pin(mark: str, asked: Question | None = None) -> dict[str, Any]:
    """The metadata of what begins something, and the question that it asks, if that fits.

    A question that does not fit is not asked again after Redis has lost its memory.
    """
    told = {"event_type": PIN, "event_payload": {"mark": mark}}
    if asked is None:
        return told
    try:
        whole = {"mark": mark, "asked": msgspec.json.encode(asked).decode()}
    except UnicodeEncodeError:  # half of a surrogate pair
        return told
    full = {**told, "event_payload": whole}
    return full if len(json.dumps(full, ensure_ascii=False).encode()) <= _ROOM else told


def bears(message: Mapping[str, Any], metadata: Mapping[str, Any]) -> bool:
    """Whether it carries the mark of `metadata`; anybody may write metadata that looks so."""
    told = message.get("metadata")
    if not isinstance(told, dict) or told.get("event_type") != metadata["event_type"]:
        return False
    payload, wanted = told.get("event_payload"), metadata["event_payload"]
    marks = (name for name in wanted if name != "asked")
    return isinstance(payload, dict) and all(payload.get(name) == wanted[name] for name in marks)


def asks(message: Mapping[str, Any], thread: Thread) -> Question | None:
    """What the pinned `message` asks, where it stands; None for nothing, or nothing readable."""
    if not pinned(message):
        return None
    try:
        asked = msgspec.json.decode(str(_payload(message).get("asked") or ""), type=Question)
    except (msgspec.DecodeError, UnicodeError):
        return None
    direct = thread.channel.startswith("D")
    return replace(asked, thread=thread, ts=str(message["ts"]), direct=direct)


def _payload(message: Mapping[str, Any]) -> Mapping[str, Any]:
    payload = message["metadata"].get("event_payload")
    return payload if isinstance(payload, dict) else {}
