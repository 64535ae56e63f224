"""Slack's payloads, read into our words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.question import Question
from bot.conversation.spoken import addressee, mentioned, without
from bot.conversation.thread import Thread

Payload = Mapping[str, Any]
_SPOKEN = {None, "file_share", "thread_broadcast", "me_message"}
"""The subtypes in which a person says something (facts/slack.md §3.3)."""


def question(body: Payload, us: str) -> Question | None:
    """What a person said to whoever listens, `us` (our user id) not counted; None if nobody did.

    Anything malformed is nobody's word: Slack does not send it, and a forger gets no traceback.
    """
    event = body.get("event")
    if not isinstance(event, Mapping) or not _by_a_person(event):
        return None
    team, channel, ts = body.get("team_id"), event.get("channel"), event.get("ts")
    root = event.get("thread_ts") or ts
    user, text = event.get("user"), event.get("text") or ""
    words = (team, channel, ts, root, user, text)
    if not all(isinstance(word, str) for word in words) or not (team and _is_stamp(ts)):
        return None
    return Question(
        thread=Thread(str(team), str(channel), str(root)),
        ts=str(ts),
        user=str(user),
        text=without(str(text), us),
        direct=event.get("channel_type") == "im",
    )


def calls(body: Payload, us: str) -> bool:
    """Whether `us` is mentioned in the words of the event."""
    return us in mentioned(_words(body))


def addressed_elsewhere(body: Payload, us: str) -> bool:
    """Whether the event's words begin by calling somebody else."""
    return addressee(_words(body)) not in (None, us)


def _words(body: Payload) -> str:
    return str(body["event"].get("text") or "")


def _by_a_person(event: Payload) -> bool:
    if event.get("bot_id") or event.get("bot_profile") or event.get("hidden"):
        return False
    return event.get("subtype") in _SPOKEN


def _is_stamp(ts: object) -> bool:
    """Slack's ts are decimal numbers that order messages; nothing else may become a key."""
    whole, dot, part = str(ts).partition(".")
    return bool(dot) and whole.isascii() and part.isascii() and (whole + part).isdigit()
