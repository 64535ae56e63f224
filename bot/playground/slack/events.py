"""What Slack tells an app about a change: its events, as the Events API shapes them."""

from __future__ import annotations

from secrets import token_hex

from bot.playground.slack.team import APP, BOT_USER, TEAM, Channel, Json
from bot.playground.slack.workspace import Change

_FAMILIES = {"channel": "message.channels", "private": "message.groups", "im": "message.im"}


def events(change: Change, channel: Channel) -> dict[str, Json]:
    """The events of a change, by the name an app subscribes to; none where the bot is not.

    A mention in a channel is two events: `app_mention` and `message.channels`.
    """
    if BOT_USER not in channel.members or change.message.ephemeral_to:
        return {}
    told = {_FAMILIES[channel.kind]: _message(change, channel)}
    if change.kind == "posted" and _mentions(change) and channel.kind != "im":
        told["app_mention"] = _mention(change)
    return told


def envelope(event: Json, event_time: float) -> Json:
    """The body that brings one event; every call makes another `event_id`.

    Of a channel that is shared with others, `team_id` is the author's and the authorization ours.
    """
    said = event.get("message") or event.get("previous_message") or event
    shared = "source_team" in said
    granted = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
    return {
        "token": "local-verification-token",
        "team_id": said["source_team"] if shared else TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{token_hex(5).upper()}",
        "event_time": int(event_time),
        "authorizations": [granted | {"is_enterprise_install": False}],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{token_hex(12)}",
    }


def _mentions(change: Change) -> bool:
    message = change.message
    return message.user != BOT_USER and f"<@{BOT_USER}>" in message.said.text


def _message(change: Change, channel: Channel) -> Json:
    message = change.message
    place = {"channel": channel.id, "event_ts": change.ts, "channel_type": channel.type}
    if change.kind == "posted":
        return message.wire() | place
    told: Json = {"type": "message", "previous_message": change.before, "hidden": True}
    told |= {"ts": change.ts} | place
    if change.kind == "edited" or message.deleted:
        # A deleted root that still has replies is told as changed into a tombstone.
        return told | {"subtype": "message_changed", "message": message.wire()}
    return told | {"subtype": "message_deleted", "deleted_ts": message.ts}


def _mention(change: Change) -> Json:
    told = change.message.wire() | {"type": "app_mention"}
    told.pop("subtype", None)
    return told | {"channel": change.message.channel, "event_ts": change.ts}
