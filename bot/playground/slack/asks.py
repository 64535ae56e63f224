"""What Slack sends when somebody types a command or presses a button."""

from __future__ import annotations

from dataclasses import dataclass

from bot.playground.slack.message import Message
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import APP, DOMAIN, TEAM, Channel, Json, User

TOKEN = "local-verification-token"


@dataclass(frozen=True, slots=True)
class Keys:
    """What comes with either: the address to answer at, and a trigger for a view."""

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


def block_actions(
    user: User, channel: Channel, message: Message, pressed: Json, keys: Keys
) -> Json:
    """A pressed button; a message that only one person sees is not sent along."""
    whispered = bool(message.ephemeral_to)
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    container["is_ephemeral"] = whispered
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload: Json = {
        "type": "block_actions",
        "user": _who(user),
        "api_app_id": APP,
        "token": TOKEN,
        "container": container,
        "trigger_id": keys.trigger_id,
        "team": {"id": TEAM, "domain": DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel.id, "name": _called(channel)},
        "state": {"values": {}},
        "response_url": keys.response_url,
        "actions": [pressed],
    }
    return payload if whispered else payload | {"message": message.wire()}


def pressed(message: Message, action_id: str, value: str | None, action_ts: str) -> Json:
    """The action of pressing a button that stands in `message`; `unknown_action`."""
    for block in message.said.blocks:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if _is(element, action_id, value):
                shown = {k: element[k] for k in ("text", "value", "style", "url") if k in element}
                where = {"action_id": action_id, "block_id": block["block_id"]}
                return where | shown | {"type": "button", "action_ts": action_ts}
    raise Refusal("unknown_action")


def _is(element: Json, action_id: str, value: str | None) -> bool:
    """Whether this is that button; `value` None or empty does not care."""
    if element.get("type") != "button" or element.get("action_id") != action_id:
        return False
    return not value or element.get("value") == value


def _who(user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": TEAM}


def _called(channel: Channel) -> str:
    """What payloads call a channel: private ones and ims have no name there."""
    return {"channel": channel.name, "private": "privategroup", "im": "directmessage"}[channel.kind]
