"""The Web API methods we have: by name, which token each takes, and the ones about the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.playground.slack import (
    canvases,
    chat,
    conversations,
    files,
    members,
    memberships,
    prompts,
    sessions,
    streams,
    uploads,
    views,
)
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import (
    APP,
    BOT,
    BOT_USER,
    TEAM,
    TEAM_NAME,
    Json,
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


METHODS: Mapping[str, Method] = {
    "agents.sessions.rename": sessions.rename,
    "agents.sessions.setStatus": sessions.set_status,
    "api.test": api_test,
    "apps.connections.open": connections_open,
    "assistant.threads.setStatus": sessions.legacy_status,
    "assistant.threads.setSuggestedPrompts": prompts.set_suggested,
    "auth.test": auth_test,
    "canvases.access.set": canvases.set_access,
    "canvases.create": canvases.create,
    "chat.appendStream": streams.append,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.startStream": streams.start,
    "chat.stopStream": streams.stop,
    "chat.update": chat.update,
    "conversations.canvases.create": canvases.create_in_channel,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_,
    "conversations.replies": conversations.replies,
    "files.completeUploadExternal": uploads.complete,
    "files.getUploadURLExternal": uploads.get_url,
    "files.info": files.info,
    "users.conversations": memberships.conversations,
    "users.info": members.info,
    "views.open": views.open_,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
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
