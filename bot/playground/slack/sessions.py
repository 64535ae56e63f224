"""agents.sessions.*: whether the agent works in a thread, and what happens when told to stop."""

from __future__ import annotations

from typing import get_args

from bot.playground.slack import lengths
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.message import Message, Said
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.session import LEGACY, Session, Status
from bot.playground.slack.team import Channel, Json, User

LEFT = ("active", "suspended", "closed")
"""How a session may stand once nobody works in it."""
_TITLE = 200
EVENT = "agent_session_stopped"


def set_status(office: Office, args: Arguments) -> Json:
    """Says how a session stands; `processing` for an hour at most."""
    channel, session = _session(office, args)
    status = args.need("status")
    if status not in get_args(Status):
        raise Refusal("invalid_arguments", [f"[ERROR] unknown status {status}"])
    if title := args.text("title"):
        session.title = session.title or _title(title)
    change(office, channel, session.thread_ts, status)
    told = {"status": status, "agent_status": status, "title": session.title}
    if EVENT in office.installation.events:
        return told
    warning = "missing_agent_session_stopped_event_subscription"
    return told | {"warning": warning, "response_metadata": {"warnings": [warning]}}


def rename(office: Office, args: Arguments) -> Json:
    """Gives a session another title; `not_authorized` before it had any status."""
    _channel, session = _session(office, args)
    if not session.status:
        raise Refusal("not_authorized")
    session.title = _title(args.need("title"))
    return {"title": session.title}


def legacy_status(office: Office, args: Arguments) -> Json:
    """assistant.threads.setStatus: words, gone after two minutes or with a reply."""
    office.installation.require("chat:write")
    channel = office.joined(args.need("channel_id"))
    _root(office, channel, args.need("thread_ts"))
    loading = args.json("loading_messages", "invalid_arguments") or []
    if not isinstance(loading, list) or len(loading) > 10:
        raise Refusal("invalid_arguments", ["[ERROR] no more than 10 loading_messages"])
    words = args.text("status")
    status: Status = "processing" if words else "active"
    until = office.installation.clock() + LEGACY
    change(office, channel, args.text("thread_ts"), status, until)
    return {}


def change(
    office: Office, channel: Channel, thread_ts: str, status: str, until: float | None = None
) -> None:
    """Let a session stand so, and let every page know."""
    office.sessions.of(channel.id, thread_ts).stand(status, office.installation.clock(), until)
    office.sessions.tell(channel.id, thread_ts)


def expired(office: Office, message: Message) -> None:
    """A stream died of old age: nobody works here as far as Slack knows."""
    if message.parent:
        change(office, office.workspace.channels[message.channel], message.parent.ts, "active")


def stop(office: Office, person: User, channel: Channel, thread_ts: str) -> Json:
    """Somebody presses Slack's own Stop: the event that tells the app so.

    Slack ends the streams itself; the session goes on as `processing` until the app says
    otherwise. `not_processing` where there is no such button.
    """
    session = office.sessions.of(channel.id, thread_ts)
    if EVENT not in office.installation.events or not session.works(office.installation.clock()):
        raise Refusal("not_processing")
    ended = [message for message in _replies(office, channel, thread_ts) if _end(office, message)]
    return {
        "type": EVENT,
        "channel": channel.id,
        "thread_ts": thread_ts,
        "user": person.id,
        "streaming_message_ts": [message.ts for message in ended],
        "event_ts": office.workspace.ts(),
    }


def _end(office: Office, message: Message) -> bool:
    stream = message.stream
    if stream is None or stream.state != "in_progress":
        return False
    stream.end("completed")
    stream.stopped = True
    office.workspace.edit(message, Said(stream.text, stream.blocks()), marked=False)
    return True


def _session(office: Office, args: Arguments) -> tuple[Channel, Session]:
    if not office.installation.agent:
        raise Refusal("feature_disabled")
    office.installation.require("assistant:write")
    channel = office.joined(args.need("channel_id"))
    root = _root(office, channel, args.need("thread_ts"))
    return channel, office.sessions.of(channel.id, root.ts)


def _root(office: Office, channel: Channel, ts: str) -> Message:
    root = office.workspace.root(channel, ts)
    if root is None or root.parent:
        raise Refusal("invalid_thread_ts")
    return root


def _replies(office: Office, channel: Channel, thread_ts: str) -> list[Message]:
    root = office.workspace.root(channel, thread_ts)
    return list(root.replies) if root else []


def _title(text: str) -> str:
    if lengths.units(text) > _TITLE:
        raise Refusal("invalid_arguments", [f"[ERROR] must be less than {_TITLE + 1} characters"])
    return text.replace(":", "_")  # as Slack does (facts/slack.md 1.6)
