"""conversations.*: what the bot can read of channels and threads."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence

from bot.playground.slack.arguments import Arguments
from bot.playground.slack.message import Message
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import BOT_USER, FOUNDED, TEAM, Channel, Json

_TS = re.compile(r"\d{1,12}(\.\d{1,6})?")
_MARK = "next_ts:"


def replies(office: Office, args: Arguments) -> Json:
    """A thread, oldest first, its root always first; the ts of a reply gives that reply alone."""
    channel = office.workspace.readable(args.need("channel"))
    office.installation.require_to("history", channel)
    office.joined(channel.id)
    root = office.workspace.root(channel, args.need("ts"))
    if root is None:
        raise Refusal("thread_not_found")
    wanted = _within(args, root.replies)
    thread = [*([] if args.text("cursor") else [root]), *wanted]
    return _page(args, thread, args.limit(1000, 1000))


def history(office: Office, args: Arguments) -> Json:
    """What stands in a channel itself, newest first: no replies but those sent there as well."""
    channel = office.workspace.readable(args.need("channel"))
    office.installation.require_to("history", channel)
    office.joined(channel.id)
    said = [m for m in office.workspace.timeline(channel) if not m.parent or m.broadcast]
    page = _page(args, _within(args, said[::-1]), args.limit(100, 999))
    return page | {"pin_count": 0}


def info(office: Office, args: Arguments) -> Json:
    """The facts of one channel."""
    channel = office.workspace.readable(args.need("channel"))
    office.installation.require_to("read", channel)
    told = _channel(channel)
    if args.flag("include_num_members"):
        told["num_members"] = len(channel.members)
    return {"channel": told}


def members(office: Office, args: Arguments) -> Json:
    """Who is in a channel."""
    channel = office.workspace.readable(args.need("channel"))
    office.installation.require_to("read", channel)
    everybody = sorted(channel.members)
    start = _start(args.text("cursor"))
    limit = args.limit(100, 1000)
    rest = [user for user in everybody if user >= start]
    return {"members": rest[:limit], "response_metadata": _next(rest[limit : limit + 1])}


def open_(office: Office, args: Arguments) -> Json:
    """Opens the im with one person; it is always there already."""
    office.installation.require("im:write")
    if id_ := args.text("channel"):
        return {"no_op": True, "already_open": True, "channel": {"id": office.joined(id_).id}}
    named = [user for user in args.need("users").split(",") if user]
    if len(named) != 1 or named[0] not in office.workspace.users:
        raise Refusal("user_not_found")
    if office.workspace.users[named[0]].is_bot:
        raise Refusal("cannot_dm_bot")
    channel = office.workspace.im(named[0])
    told = _channel(channel) if args.flag("return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": told}


def _within(args: Arguments, said: Sequence[Message]) -> list[Message]:
    """Between `oldest` and `latest`, neither included unless `inclusive`."""
    oldest, latest = _bound(args, "oldest"), _bound(args, "latest")
    both = args.flag("inclusive")
    return [
        message
        for message in said
        if (not oldest or _micros(message.ts) > oldest - both)
        and (not latest or _micros(message.ts) < latest + both)
    ]


def _bound(args: Arguments, name: str) -> int:
    ts = args.text(name)
    if ts and not _TS.fullmatch(ts):
        raise Refusal(f"invalid_ts_{name}")
    return _micros(ts) if ts else 0


def _micros(ts: str) -> int:
    seconds, _dot, micros = ts.partition(".")
    return int(seconds) * 1_000_000 + int(micros.ljust(6, "0"))


def _page(args: Arguments, said: Sequence[Message], limit: int) -> Json:
    """The page that `cursor` points at; the cursor names the next message, as Slack's does."""
    start = _start(args.text("cursor"))
    found = [place for place, message in enumerate(said) if message.ts == start]
    if start and not found:
        raise Refusal("invalid_cursor")
    rest = said[found[0] :] if found else said
    more = rest[limit : limit + 1]
    page: Json = {
        "messages": [m.wire(metadata=args.flag("include_all_metadata")) for m in rest[:limit]],
        "has_more": bool(more),
    }
    if more:
        page["response_metadata"] = _next([more[0].ts])
    return page


def _start(cursor: str) -> str:
    """What a cursor of ours names."""
    if not cursor:
        return ""
    try:
        named = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Refusal("invalid_cursor") from None
    if not named.startswith(_MARK):
        raise Refusal("invalid_cursor")
    return named.removeprefix(_MARK)


def _next(named: Sequence[str]) -> Json:
    cursor = base64.b64encode(f"{_MARK}{named[0]}".encode()).decode() if named else ""
    return {"next_cursor": cursor}


def _channel(channel: Channel) -> Json:
    told: Json = {"id": channel.id, "created": FOUNDED, "is_archived": channel.archived}
    if channel.kind == "im":
        told |= {"is_im": True, "user": channel.person, "is_org_shared": False}
        return told | {"context_team_id": TEAM, "is_open": True}
    topic = {"value": channel.topic, "creator": "", "last_set": 0}
    return told | {
        "creator": channel.creator,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": True,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_general": channel.name == "general",
        "is_member": BOT_USER in channel.members,
        "is_shared": channel.ext_shared,
        "is_ext_shared": channel.ext_shared,
        "is_org_shared": False,
        "context_team_id": TEAM,
        "topic": topic,
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }
