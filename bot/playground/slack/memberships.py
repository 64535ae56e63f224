"""users.conversations: the places that the bot is in."""

from __future__ import annotations

import base64
import binascii

from bot.playground.slack.arguments import Arguments
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import BOT_USER, FOUNDED, TEAM, Channel, Json

_KINDS = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": "mpim"}
_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def conversations(office: Office, args: Arguments) -> Json:
    """A page of them, of the kinds in `types`; each kind wants the scope that reads it."""
    types = [kind.strip() for kind in (args.text("types") or "public_channel").split(",")]
    for kind in types:
        if kind not in _KINDS:
            raise Refusal("invalid_types")
        office.installation.require(_SCOPES[kind])
    user, kinds = args.text("user") or BOT_USER, {_KINDS[kind] for kind in types}
    if user not in office.workspace.users:
        raise Refusal("user_not_found")
    there = [
        channel
        for channel in sorted(office.workspace.channels.values(), key=lambda channel: channel.id)
        if channel.kind in kinds and {user, BOT_USER} <= channel.members
    ]
    limit, start = args.limit(100, 999), _start(args.text("cursor"))
    rest = [channel for channel in there if channel.id >= start]
    following = rest[limit : limit + 1]
    cursor = base64.b64encode(following[0].id.encode()).decode() if following else ""
    told = [_channel(channel) for channel in rest[:limit]]
    return {"channels": told, "response_metadata": {"next_cursor": cursor}}


def _start(cursor: str) -> str:
    try:
        return base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Refusal("invalid_cursor") from None


def _channel(channel: Channel) -> Json:
    told: Json = {"id": channel.id, "created": FOUNDED, "is_archived": channel.archived}
    told |= {"is_im": channel.kind == "im", "is_mpim": False, "is_org_shared": False}
    if channel.kind == "im":
        return told | {"user": channel.person, "context_team_id": TEAM}
    private = channel.kind == "private"
    named = {"name": channel.name, "name_normalized": channel.name, "is_private": private}
    return (
        told | named | {"is_channel": True, "is_group": False, "is_ext_shared": channel.ext_shared}
    )
