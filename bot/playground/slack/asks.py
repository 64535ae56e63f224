"""What Slack sends when somebody types a command, uses an element, a view or a shortcut."""

from __future__ import annotations

from dataclasses import dataclass

from bot.playground.slack.message import Message
from bot.playground.slack.pressing import parts, state
from bot.playground.slack.team import APP, DOMAIN, TEAM, Channel, Json, User
from bot.playground.slack.view import View

TOKEN = "local-verification-token"


@dataclass(frozen=True, slots=True)
class Keys:
    """What comes with most of them: the address to answer at, and a trigger for a view."""

    response_url: str
    trigger_id: str


def command(user: User, channel: Channel, typed: str, keys: Keys) -> Json:
    """A slash command: as docs.slack.dev/interactivity has it, with no thread in it at all."""
    name, _space, text = typed.partition(" ")
    return {
        "token": TOKEN,
        "team_id": TEAM,
        "team_domain": DOMAIN,
        "channel_id": channel.id,
        "channel_name": _called(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text.strip(),
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": keys.response_url,
        "trigger_id": keys.trigger_id,
    }


def block_actions(user: User, channel: Channel, message: Message, action: Json, keys: Keys) -> Json:
    """An element of a message was used; one that only one person sees is not sent along."""
    whispered = bool(message.ephemeral_to)
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    container["is_ephemeral"] = whispered
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = _acted("block_actions", user) | {
        "container": container,
        "trigger_id": keys.trigger_id,
        "channel": _place(channel),
        "state": {"values": state(parts(message), action)},
        "response_url": keys.response_url,
        "actions": [action],
    }
    return payload if whispered else payload | {"message": message.wire()}


def view_actions(user: User, view: View, action: Json, trigger_id: str) -> Json:
    """An element of a modal or a Home tab was used: no channel, and no address to answer at."""
    told = view.wire()
    return _acted("block_actions", user) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger_id,
        "view": told,
        "state": told["state"],
        "actions": [action],
    }


def view_submission(user: User, view: View, trigger_id: str) -> Json:
    """A modal was submitted, with what stands in its fields."""
    told = _acted("view_submission", user) | {"trigger_id": trigger_id, "view": view.wire()}
    return told | {"response_urls": []}


def view_closed(user: User, view: View, *, cleared: bool) -> Json:
    """A modal was closed without submitting it; `cleared`: with all that lay below it."""
    told = _acted("view_closed", user) | {"view": view.wire(), "is_cleared": cleared}
    return told | {"response_urls": []}


def message_action(
    user: User, channel: Channel, message: Message, callback_id: str, keys: Keys
) -> Json:
    """A shortcut in the menu of a message, which comes whole."""
    return _acted("message_action", user) | {
        "callback_id": callback_id,
        "trigger_id": keys.trigger_id,
        "response_url": keys.response_url,
        "action_ts": message.ts,
        "channel": _place(channel),
        "message_ts": message.ts,
        "message": message.wire(),
    }


def shortcut(user: User, callback_id: str, trigger_id: str, action_ts: str) -> Json:
    """A global shortcut: it knows who, and neither where nor of what."""
    told = {"callback_id": callback_id, "trigger_id": trigger_id, "action_ts": action_ts}
    return _acted("shortcut", user) | told


def _acted(kind: str, user: User) -> Json:
    """What all payloads of acts have in common."""
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
        "api_app_id": APP,
        "token": TOKEN,
        "team": {"id": TEAM, "domain": DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _place(channel: Channel) -> Json:
    return {"id": channel.id, "name": _called(channel)}


def _called(channel: Channel) -> str:
    """What payloads call a channel: private ones and ims have no name there."""
    return {"channel": channel.name, "private": "privategroup", "im": "directmessage"}[channel.kind]
