"""Slack's payloads, read into our words."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext

from bot.conversation.attachment import attachments
from bot.conversation.pointed import Pointed, brought
from bot.conversation.press import Press
from bot.conversation.question import Question
from bot.conversation.spoken import addressee, mentioned, without
from bot.conversation.thread import Thread
from bot.conversation.wording import spoken

Payload = Mapping[str, Any]
_SPOKEN = (None, "file_share", "thread_broadcast", "me_message")
"""The subtypes in which a person says something (facts/slack.md §3.3)."""
_ID = re.compile(r"[A-Za-z0-9_]+")
_STAMP = re.compile(r"[0-9]{1,16}\.[0-9]{1,16}")
"""Slack's ts are decimal numbers that order messages; nothing else may become a key."""


def question(body: Payload, us: str, team: str | None) -> Question | None:
    """What a person said to whoever listens, `us` (our user id) not counted; None if nobody did.

    `team` is the workspace that we were let into: in a channel shared with others, the payload may
    name theirs, and whatever is remembered of us would be lost there.
    Anything malformed is nobody's word: Slack does not send it, and a forger gets no traceback.
    """
    event = body.get("event")
    if not isinstance(event, Mapping) or not _by_a_person(event):
        return None
    channel, user = event.get("channel"), event.get("user")
    ts, text = event.get("ts"), event.get("text") or ""
    root = event.get("thread_ts") or ts
    named = all(_is(_ID, word) for word in (team, channel, user))
    if not (named and _is(_STAMP, ts) and _is(_STAMP, root) and isinstance(text, str)):
        return None
    return Question(
        thread=Thread(str(team), str(channel), str(root)),
        ts=str(ts),
        user=str(user),
        text=without(spoken(event), us),
        direct=event.get("channel_type") == "im",
        files=attachments(event.get("files")),
        about=brought(str(channel), event),
    )


def edited(body: Payload) -> Payload | None:
    """What a person says since they changed it, as if just said; None if they changed no words.

    Slack tells so of much else: of links that it unfolds, and of what we edit ourselves.
    """
    event, now, before = _changed(body)
    same = all(now.get(name) == before.get(name) for name in ("text", "files"))
    by = now.get("edited")
    if same or not isinstance(by, Mapping) or by.get("user") != now.get("user"):
        return None
    when = event.get("event_ts")
    place = {"channel": event.get("channel"), "channel_type": event.get("channel_type")}
    # Slack counts an edit's own time in whole seconds, and two may fall into one.
    stamp = when if _is(_STAMP, when) else by.get("ts")
    return {**body, "event": {**now, **place, "edited": stamp}}


def rephrased(said: Payload, us: str, team: str | None) -> Question | None:
    """The question that `edited` read, as it is now."""
    asked, when = question(said, us, team), said["event"]["edited"]
    return replace(asked, edited=str(when)) if asked and _is(_STAMP, when) else None


def original(body: Payload, us: str, team: str | None) -> Question | None:
    """What a person had said, before they changed it or took it back; None for nobody's word."""
    event, _, before = _changed(body)
    place = {"channel": event.get("channel"), "channel_type": event.get("channel_type")}
    return question({"event": {**before, **place}}, us, team)


def deleted(body: Payload, us: str, team: str | None) -> Question | None:
    """What a person took back; None if it was nobody's word.

    A message with replies becomes a tombstone: that is told as a change.
    """
    event, now, _ = _changed(body)
    gone = event.get("subtype") == "message_deleted" or now.get("subtype") == "tombstone"
    return original(body, us, team) if gone else None


def _changed(body: Payload) -> tuple[Payload, Payload, Payload]:
    """The event, the message as it is and as it was; {} for what is not there."""
    event = body.get("event")
    event = event if isinstance(event, Mapping) else {}
    now, before = event.get("message"), event.get("previous_message")
    return (
        event,
        now if isinstance(now, Mapping) else {},
        before if isinstance(before, Mapping) else {},
    )


def stopping(body: Payload, team: str | None) -> tuple[Thread, str] | None:
    """Where Slack's own Stop was pressed, and by whom; None for anything malformed."""
    event = body.get("event")
    told = event if isinstance(event, Mapping) else {}
    channel, ts, user = (told.get(name) for name in ("channel", "thread_ts", "user"))
    named = all(_is(_ID, word) for word in (team, channel, user))
    if not (named and _is(_STAMP, ts)):
        return None
    return Thread(str(team), str(channel), str(ts)), str(user)


def opened(body: Payload, team: str | None) -> tuple[Thread, str] | None:
    """The direct messages that somebody looks at, and who; None for anything malformed."""
    event = _part(body, "event")
    channel, user = event.get("channel"), event.get("user")
    if not all(_is(_ID, word) for word in (team, channel, user)):
        return None
    return Thread(str(team), str(channel), ""), str(user)


def summoned(channel: object, user: object, order: str, team: str | None) -> Question | None:
    """What is ordered outside of every thread, now; None for anything malformed."""
    ts = f"{time.time():.6f}"
    if not all(_is(_ID, word) for word in (team, channel, user)):
        return None
    return Question(Thread(str(team), str(channel), ts), ts, str(user), order)


def commanded(command: Payload, order: str, team: str | None) -> Question | None:
    """The same, of a command; None too where it comes of another workspace."""
    ours = command.get("team_id") == team
    asked = summoned(command.get("channel_id"), command.get("user_id"), order, team)
    return asked if ours else None


def pointed(body: Payload, team: str | None) -> Question | None:
    """The order to summarise the thread of the message that somebody pointed at."""
    channel, user, message = (_part(body, name) for name in ("channel", "user", "message"))
    root = message.get("thread_ts") or message.get("ts")
    if not _is(_STAMP, root):
        return None
    return summoned(channel.get("id"), user.get("id"), f"!summarize thread {root}", team)


def message_of(body: Payload, team: str | None) -> Question | None:
    """A question without words yet, about the message that somebody pointed at.

    None for anything malformed, and for whoever is of another workspace.
    """
    channel, user, message = (_part(body, name) for name in ("channel", "user", "message"))
    ours = bool(message.get("app_id")) and message.get("app_id") == body.get("api_app_id")
    about = Pointed.read(channel.get("id"), message, ours=ours)
    asked = summoned(channel.get("id"), user.get("id"), "", team)
    if about is None or asked is None or stranger(body, team):
        return None
    return replace(asked, about=about, files=attachments(message.get("files")))


def stranger(body: Payload, team: str | None) -> bool:
    """Whether somebody of another workspace pressed, in a channel that is shared with them."""
    user = body.get("user")
    named = user.get("team_id") if isinstance(user, Mapping) else None
    return named not in (None, team)


def press(body: Payload, context: AsyncBoltContext) -> Press:
    """Who uses a control, a shortcut or a form, and where; in a view there is no channel."""
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions else body
    return Press(
        team=context.team_id or "",
        channel=context.channel_id or "",
        user=context.user_id or "",
        ours=not stranger(body, context.team_id),
        trigger=str(body.get("trigger_id") or ""),
        when=str(action.get("action_ts") or ""),
        once=_once(body, action),
    )


def _once(body: Payload, action: Payload) -> str:
    """What names the control: a button is everybody's who sees it, a menu entry whoever's uses it.

    Buttons that one person sees stand in messages of their own.
    """
    box, user = _part(body, "container"), _part(body, "user")
    at = box.get("message_ts") or body.get("message_ts") or box.get("view_id")
    name = action.get("action_id") or f"{body.get('callback_id')} {user.get('id')}"
    return f"{_part(body, 'channel').get('id')} {at} {name} {chosen(action)}"


def elsewhere(value: str, team: str | None) -> Thread | None:
    """The thread of this workspace that a control names: a value may be forged, so ask who may."""
    parts = value.split(":")
    if len(parts) != len(fields(Thread)) or parts[0] != team:
        return None
    return Thread(*parts) if _is(_ID, parts[1]) and _is(_STAMP, parts[2]) else None


def thread_of(body: Payload, context: AsyncBoltContext) -> Thread | None:
    """The thread that the message of a shortcut is in, or would begin."""
    message = body.get("message")
    told = message if isinstance(message, Mapping) else {}
    root = told.get("thread_ts") or told.get("ts")
    if not _is(_STAMP, root):
        return None
    return Thread(context.team_id or "", context.channel_id or "", str(root))


def chosen(action: Payload) -> str:
    """The value of what was pressed, or chosen from a menu; "" for none."""
    option = action.get("selected_option")
    told = option if isinstance(option, Mapping) else action
    return str(told.get("value") or "")


def calls(body: Payload, us: str) -> bool:
    """Whether `us` is mentioned in the words of the event: what is forwarded there calls nobody."""
    return us in mentioned(_words(body))


def addressed_elsewhere(body: Payload, us: str) -> bool:
    """Whether the event's words begin by calling somebody else."""
    return addressee(_words(body)) not in (None, us)


def _part(body: Payload, name: str) -> Payload:
    part = body.get(name)
    return part if isinstance(part, Mapping) else {}


def _words(body: Payload) -> str:
    return spoken(body["event"])


def _by_a_person(event: Payload) -> bool:
    if event.get("bot_id") or event.get("bot_profile") or event.get("hidden"):
        return False
    return event.get("subtype") in _SPOKEN


def _is(kind: re.Pattern[str], word: object) -> bool:
    return isinstance(word, str) and kind.fullmatch(word) is not None
