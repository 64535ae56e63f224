"""chat.*Stream: the bot says something while it is still thinking of the rest."""

from __future__ import annotations

from bot.playground.slack import lengths, sessions
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.blocks import blocks
from bot.playground.slack.chat import own, parent
from bot.playground.slack.chunks import chunks
from bot.playground.slack.message import Message, Said
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.stream import Stream
from bot.playground.slack.team import BOT_USER, TEAM, Channel, Json
from bot.playground.slack.workspace import Place

_DISPLAYS = ("timeline", "plan", "dense")


def start(office: Office, args: Arguments) -> Json:
    """Begins one, under a root always; outside of an im it has to say who watches."""
    office.installation.require("chat:write")
    channel = office.open(args.need("channel"))
    root = _root(office, channel, args.text("thread_ts"))
    stream = Stream(
        began=office.installation.clock(),
        recipient=_recipient(office, channel, args),
        display=args.text("task_display_mode") or "timeline",
        lifetime=office.installation.stream_lifetime,
    )
    if stream.display not in _DISPLAYS:
        raise Refusal("invalid_arguments", ["[ERROR] must be one of timeline, plan, dense"])
    stream.take(*_content(args))
    stream.fragment = stream.blocks()
    place = Place(channel, root)
    said = Said(stream.text, stream.blocks())
    message = office.workspace.post(place, BOT_USER, said, stream)
    sessions.change(office, channel, root.ts, "processing")
    return {"channel": channel.id, "ts": message.ts}


def append(office: Office, args: Arguments) -> Json:
    """Says more of it."""
    channel, message, stream = _live(office, args)
    text, more = _content(args)
    if not text and not more:
        raise Refusal("no_text")
    stream.take(text, more)
    office.workspace.edit(message, Said(stream.text, stream.blocks()), marked=False)
    return {"channel": channel.id, "ts": message.ts}


def stop(office: Office, args: Arguments) -> Json:
    """Says the last of it, with blocks below, and how the session stands from then on."""
    channel, message, stream = _live(office, args)
    status = args.text("session_status") or "active"
    if status not in sessions.LEFT:
        raise Refusal("invalid_arguments", ["[ERROR] must be one of active, suspended, closed"])
    built = args.json("blocks", "invalid_blocks_format")
    below = blocks(built) if built else []
    told = args.json("metadata", "invalid_metadata_format")
    metadata = lengths.metadata(told) if told is not None else None
    stream.take(*_content(args))
    stream.end("completed")
    said = Said(stream.text, [*stream.blocks(), *below], metadata)
    office.workspace.edit(message, said, marked=False)
    if message.parent:
        sessions.change(office, channel, message.parent.ts, status)
    return {"channel": channel.id, "ts": message.ts, "message": message.wire()}


def _root(office: Office, channel: Channel, ts: str) -> Message:
    """Only where a whole channel is one session may it be left out, and we have no such place."""
    root = parent(office, channel, ts)
    if root is None:
        raise Refusal("invalid_thread_ts")
    return root


def _recipient(office: Office, channel: Channel, args: Arguments) -> str | None:
    user, team = args.text("recipient_user_id"), args.text("recipient_team_id")
    if user and user not in office.workspace.users:
        raise Refusal("user_not_found")
    if team and team != TEAM:
        raise Refusal("team_not_found")
    if channel.kind == "im":
        return None  # nobody else is there
    if not user:
        raise Refusal("missing_recipient_user_id")
    if not team:
        raise Refusal("missing_recipient_team_id")
    return user


def _live(office: Office, args: Arguments) -> tuple[Channel, Message, Stream]:
    """The stream that is meant; one that grew too old is found dead, and shown so."""
    office.installation.require("chat:write")
    channel = office.joined(args.need("channel"))
    message = own(office, channel, args.need("ts"), "message_not_owned_by_app")
    stream = message.stream
    if stream is None:
        raise Refusal("message_not_in_streaming_state")
    was = stream.state
    try:
        stream.check(office.installation.clock())
    except Refusal:
        if was != stream.state:
            office.workspace.edit(message, Said(stream.text, stream.blocks()), marked=False)
            sessions.expired(office, message)
        raise
    return channel, message, stream


def _content(args: Arguments) -> tuple[str, list[Json]]:
    text, told = args.text("markdown_text"), args.json("chunks", "invalid_chunks")
    if text and told:
        raise Refusal("invalid_arguments", ["[ERROR] either markdown_text or chunks"])
    return lengths.markdown(text), chunks(told) if told is not None else []
