"""chat.*: the bot says something, changes it, takes it back."""

from __future__ import annotations

import re

from bot.playground.slack import lengths
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.blocks import blocks, spoken
from bot.playground.slack.message import Message, Said
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import BOT_USER, Channel, Json
from bot.playground.slack.workspace import Place, Workspace

_TS = re.compile(r"\d{1,12}\.\d{6}")


def post_message(office: Office, args: Arguments) -> Json:
    """Posts; `text` beyond 40,000 characters is cut off in silence."""
    office.installation.require("chat:write")
    channel = office.open(addressed(office.workspace, args.need("channel")))
    said = _said(args)
    said.text = lengths.posted(said.text)
    if (told := args.json("metadata", "invalid_metadata_format")) is not None:
        said.metadata = lengths.metadata(told)
    root = parent(office, channel, args.text("thread_ts"))
    place = Place(channel, root, bool(root) and args.flag("reply_broadcast"))
    message = office.workspace.post(place, BOT_USER, said)
    return {"channel": channel.id, "ts": message.ts, "message": message.wire()}


def update(office: Office, args: Arguments) -> Json:
    """Edits; text alone takes the blocks away and marks it edited, other ways don't.

    Whether `markdown_text` marks it is not documented; it becomes blocks, so here it does not.
    """
    office.installation.require("chat:write")
    channel = office.joined(args.need("channel"))
    message = own(office, channel, args.need("ts"), "cant_update_message")
    if streams_on(message):
        raise Refusal("streaming_state_conflict")
    said = _said(args)
    if message.stream and said.blocks and not _rich(said.blocks):
        # Text that was streamed can't become blocks without any (facts/slack.md 1.3).
        raise Refusal("block_mismatch")
    lengths.updated(args.text("text"))
    said.metadata = message.said.metadata
    if (told := args.json("metadata", "invalid_metadata_format")) is not None:
        said.metadata = lengths.metadata(told) if told else None
    office.workspace.edit(message, said, marked=not said.blocks)
    told = message.wire()
    return {"channel": channel.id, "ts": message.ts, "text": said.text, "message": told}


def delete(office: Office, args: Arguments) -> Json:
    """Deletes what the bot said itself."""
    office.installation.require("chat:write")
    channel = office.joined(args.need("channel"))
    message = own(office, channel, args.need("ts"), "cant_delete_message")
    if streams_on(message):
        raise Refusal("cant_delete_message")
    office.workspace.delete(message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(office: Office, args: Arguments) -> Json:
    """Tells one member of the channel; it can neither be read again nor updated."""
    office.installation.require("chat:write")
    channel = office.open(args.need("channel"))
    user = args.need("user")
    if user not in office.workspace.users:
        raise Refusal("user_not_found")
    if user not in channel.members:
        raise Refusal("user_not_in_channel")
    root = parent(office, channel, args.text("thread_ts"))
    said = _said(args)
    said.text = lengths.posted(said.text)
    message = office.workspace.post(Place(channel, root, ephemeral_to=user), BOT_USER, said)
    return {"message_ts": message.ts}


def get_permalink(office: Office, args: Arguments) -> Json:
    """The address of a message, with its thread if it is a reply."""
    channel = office.workspace.readable(args.need("channel"))
    message = office.workspace.find(channel, args.need("message_ts"))
    link = f"{office.site}archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.parent:
        link += f"?thread_ts={message.parent.ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def streams_on(message: Message) -> bool:
    """Whether a stream still writes this message."""
    return bool(message.stream and message.stream.state == "in_progress")


def _rich(kept: list[Json]) -> bool:
    return any(block["type"] in ("markdown", "rich_text") for block in kept)


def addressed(workspace: Workspace, name: str) -> str:
    """chat.postMessage takes a person's id for the place where the bot talks with them."""
    person = workspace.users.get(name)
    return workspace.im(name).id if person and not person.is_bot else name


def _said(args: Arguments) -> Said:
    """What these arguments say; `no_text`, `markdown_text_conflict` and wrong blocks."""
    text, markdown = args.text("text"), args.text("markdown_text")
    built = args.json("blocks", "invalid_blocks_format")
    if markdown and (text or built):
        raise Refusal("markdown_text_conflict")
    if markdown.strip():
        written = lengths.markdown(markdown)
        return Said(written, [{"type": "markdown", "block_id": "b0000", "text": written}])
    if built:
        kept = blocks(built)
        return Said(text or spoken(kept), kept)
    if not text.strip():
        raise Refusal("no_text")
    return Said(text)


def parent(office: Office, channel: Channel, ts: str) -> Message | None:
    """The root that a reply goes under, also a deleted one that still has replies."""
    if not ts:
        return None
    if not _TS.fullmatch(ts):
        raise Refusal("invalid_thread_ts")
    root = office.workspace.root(channel, ts)
    if root is None:
        raise Refusal("thread_not_found")
    if root.parent:
        raise Refusal("cannot_reply_to_message")
    return root


def own(office: Office, channel: Channel, ts: str, error: str) -> Message:
    """A message that the bot wrote itself; `error` for anybody else's."""
    message = office.workspace.find(channel, ts)
    if message.user != BOT_USER:
        raise Refusal(error)
    return message
