"""The Web API methods we have: by name, which token each takes, and the ones about the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.playground.slack import chat, conversations, files
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import (
    APP,
    BOT,
    BOT_USER,
    FOUNDED,
    TEAM,
    TEAM_NAME,
    Json,
    User,
)

Method = Callable[[Office, Arguments], Json]
"""Gives what stands beside `"ok": true`; raises `Refusal`."""


def api_test(_office: Office, args: Arguments) -> Json:
    """Says what it was told."""
    if error := args.text("error"):
        raise Refusal(error, args=args.told)
    return {"args": args.told}


def auth_test(office: Office, _args: Arguments) -> Json:
    """Says who the token is."""
    return {
        "url": office.site,
        "team": TEAM_NAME,
        "user": office.workspace.users[BOT_USER].name,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def connections_open(office: Office, _args: Arguments) -> Json:
    """The address of one websocket, good for a short time."""
    address = office.root.replace("http://", "ws://", 1)
    return {"url": f"{address}link/?ticket={office.doors.ticket()}&app_id={APP}"}


def users_info(office: Office, args: Arguments) -> Json:
    """The facts of one member; the locale only if `include_locale`."""
    office.installation.require("users:read")
    user = office.workspace.users.get(args.need("user"))
    if user is None:
        raise Refusal("user_not_found")
    told = _user(user)
    if args.flag("include_locale"):
        told["locale"] = user.locale
    return {"user": told}


def views_open(office: Office, args: Arguments) -> Json:
    """Opens a modal: it is kept in `office.views`, nobody draws it."""
    view = args.json("view", "invalid_arguments")
    if not isinstance(view, dict) or not view.get("type") or not view.get("title"):
        raise Refusal("invalid_arguments", ["[ERROR] missing required field: view"])
    office.doors.exchange(args.need("trigger_id"))
    opened = view | {"id": f"V0{len(office.views):07d}", "team_id": TEAM, "app_id": APP}
    opened |= {"bot_id": BOT, "hash": f"{FOUNDED}.{len(office.views):06d}", "state": {"values": {}}}
    office.views.append(opened)
    return {"view": opened}


def _user(user: User) -> Json:
    return {
        "id": user.id,
        "team_id": TEAM,
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
            "team": TEAM,
        },
        "is_admin": user.name == "ann",
        "is_owner": user.name == "ann",
        "is_primary_owner": user.name == "ann",
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": FOUNDED,
    }


METHODS: Mapping[str, Method] = {
    "api.test": api_test,
    "apps.connections.open": connections_open,
    "auth.test": auth_test,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_,
    "conversations.replies": conversations.replies,
    "files.info": files.info,
    "users.info": users_info,
    "views.open": views_open,
}


def authenticate(office: Office, name: str, token: str) -> None:
    """Whether this token may call this method; `unknown_method`, and what is wrong with it."""
    if name not in METHODS:
        raise Refusal("unknown_method", req_method=name)
    app = office.installation
    if name == "apps.connections.open":
        app.authenticate(token, app.app_token)
    elif name != "api.test":
        app.authenticate(token, app.bot_token)


def perform(office: Office, name: str, args: Arguments) -> Json:
    """The body of the answer to one call; `Refusal` if Slack would refuse it."""
    return {"ok": True} | METHODS[name](office, args)
