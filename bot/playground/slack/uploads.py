"""How the app uploads a file: it asks for an address, posts the bytes there, and shares them.

docs.slack.dev/reference/methods/files.getUploadURLExternal and …/files.completeUploadExternal.
"""

from __future__ import annotations

import asyncio
import mimetypes
from typing import Any

from bot.playground.slack import chat, files, lengths
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.blocks import blocks, spoken
from bot.playground.slack.file import File
from bot.playground.slack.message import Said
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import BOT_USER, Json
from bot.playground.slack.ticket import Ticket
from bot.playground.slack.workspace import Place

LARGEST = 1_073_741_824
"""Bytes of one file, 1 GB."""
_SNIPPET = 1_000_000
_ALT = 1_000
_PLACES = 100


def get_url(office: Office, args: Arguments) -> Json:
    """Gives out an id and an address that takes `length` bytes, once."""
    office.installation.require("files:write")
    name = args.need("filename")
    length = _length(args)
    if args.text("snippet_type") and length > _SNIPPET:
        raise Refusal("snippet_too_large")
    if lengths.units(args.text("alt_txt")) > _ALT:
        raise Refusal("alt_txt_too_large")
    ticket = Ticket(office.file_id(), name, length)
    office.tickets[ticket.id] = ticket
    return {"upload_url": f"{office.root}upload/v1/{ticket.key}", "file_id": ticket.id}


def complete(office: Office, args: Arguments) -> Json:
    """Makes files of what was posted, and one message of them in each channel that is named.

    A second time the same upload is `file_not_found`: what Slack says then is not documented.
    """
    office.installation.require("files:write")
    wanted = _wanted(office, args)
    places = _places(office, args)
    said = _said(args)
    kept = [_keep(office, ticket, title) for ticket, title in wanted]
    for place in places:
        share = Said(said.text, said.blocks, files=[file.wire() for file in kept])
        _later(office, place, share)
    return {"files": [file.wire() for file in kept]}


def _length(args: Arguments) -> int:
    """A number, in a form as its digits."""
    try:
        length = int(str(args.told.get("length") or 0))
    except ValueError:
        wrong = "[ERROR] must be an integer [json-pointer:/length]"
        raise Refusal("invalid_arguments", [wrong]) from None
    if length <= 0:
        raise Refusal("missing_argument")
    if length > LARGEST:
        raise Refusal("file_upload_size_restricted")
    return length


def _wanted(office: Office, args: Arguments) -> list[tuple[Ticket, str]]:
    told = args.json("files", "invalid_arguments")
    if not isinstance(told, list) or not told:
        raise Refusal("invalid_arguments", ["[ERROR] missing required field: files"])
    return [(_ticket(office, one), str(one.get("title") or "")) for one in told]


def _ticket(office: Office, told: Any) -> Ticket:
    if not isinstance(told, dict) or not isinstance(told.get("id"), str):
        raise Refusal("invalid_arguments", ["[ERROR] missing required field: id [/files]"])
    ticket = office.tickets.get(told["id"])
    if ticket is None or ticket.raw is None:
        raise Refusal("file_not_found")
    return ticket


def _places(office: Office, args: Arguments) -> list[Place]:
    """Where to share it: the bot must be there; nowhere if no channel is named."""
    named = [args.text("channel_id"), *args.text("channels").split(",")]
    ids = list(dict.fromkeys(filter(None, named)))
    if len(ids) > _PLACES:
        raise Refusal("channels_limit_exceeded")
    thread_ts = args.text("thread_ts")
    if thread_ts and len(ids) != 1:
        raise Refusal("invalid_arguments", ["[ERROR] thread_ts goes with one channel"])
    found = [office.joined(chat.addressed(office.workspace, id_)) for id_ in ids]
    return [Place(channel, chat.parent(office, channel, thread_ts)) for channel in found]


def _said(args: Arguments) -> Said:
    """The words beside the files; with a comment the blocks count for nothing."""
    if comment := args.text("initial_comment"):
        return Said(lengths.posted(comment))
    built = args.json("blocks", "invalid_blocks")
    kept = blocks(built) if built else []
    return Said(spoken(kept), kept)


def _keep(office: Office, ticket: Ticket, title: str) -> File:
    del office.tickets[ticket.id]
    kind = mimetypes.guess_type(ticket.name)[0] or "application/octet-stream"
    told = (ticket.name, ticket.raw or b"", kind)
    return files.keep(office, BOT_USER, told, ticket.id, title)


def _later(office: Office, place: Place, said: Said) -> None:
    """Files are looked through before they are shown, so that a share may lag its answer."""
    pause = office.installation.share_after
    if not pause:
        office.workspace.post(place, BOT_USER, said)
        return
    loop = asyncio.get_running_loop()
    office.timers.append(loop.call_later(pause, office.workspace.post, place, BOT_USER, said))
