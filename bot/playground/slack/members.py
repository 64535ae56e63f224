"""users.*: who the members are."""

from __future__ import annotations

from bot.playground.slack.arguments import Arguments
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import BOT_USER, FOUNDED, TEAM, Json, User


def info(office: Office, args: Arguments) -> Json:
    """The facts of one member; the locale only if `include_locale`."""
    office.installation.require("users:read")
    user = office.workspace.users.get(args.need("user"))
    if user is None:
        raise Refusal("user_not_found")
    told = member(user)
    if user.team != TEAM:
        told |= {"is_stranger": not _met(office, user)}
    return {"user": told | {"locale": user.locale} if args.flag("include_locale") else told}


def member(user: User) -> Json:
    """The facts of one member, without the locale.

    What somebody is in another workspace is not told: docs.slack.dev/reference/objects/user-object.
    """
    told = _facts(user)
    return told if user.team != TEAM else told | _roles(user)


def _met(office: Office, user: User) -> bool:
    """Whether they are where the bot is: only who is not counts as a stranger to Slack."""
    both = {user.id, BOT_USER}
    return any(both <= channel.members for channel in office.workspace.channels.values())


def _roles(user: User) -> Json:
    return {
        "is_admin": user.role in ("owner", "admin"),
        "is_owner": user.role == "owner",
        "is_primary_owner": user.role == "owner",
        "is_restricted": user.role == "guest",
        "is_ultra_restricted": False,
    }


def _facts(user: User) -> Json:
    return {
        "id": user.id,
        "team_id": user.team,
        "name": user.name,
        "deleted": False,
        "color": user.color,
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": user.tz_offset,
        "profile": {
            "real_name": user.real_name,
            "real_name_normalized": user.real_name,
            "display_name": user.name if not user.is_bot else "",
            "display_name_normalized": user.name if not user.is_bot else "",
            "team": user.team,
        },
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": FOUNDED,
    }
