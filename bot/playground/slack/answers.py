"""What an app answers to a command or a button: in the acknowledgement, or at a response URL."""

from __future__ import annotations

from typing import Any

from bot.playground.slack import lengths
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.blocks import blocks, spoken
from bot.playground.slack.doors import Hook
from bot.playground.slack.message import Said
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import BOT_USER, Json
from bot.playground.slack.workspace import Place


def answer(office: Office, hook: Hook, told: Json) -> None:
    """Do what `told` says, for the person of `hook`; `no_text` and whatever blocks are wrong.

    Ephemeral unless `response_type` is `in_channel`; `replace_original` and `delete_original` act
    on the message with the button, or on what a command was answered before.
    """
    args = Arguments(told)
    if args.flag("delete_original"):
        _delete(office, hook)
        return
    said = _said(args)
    if args.flag("replace_original") and hook.original:
        office.workspace.edit(hook.original, said, marked=False)
        return
    public = args.text("response_type") == "in_channel"
    parent = office.workspace.root(hook.place.channel, args.text("thread_ts"))
    place = Place(hook.place.channel, parent, ephemeral_to=None if public else hook.user)
    message = office.workspace.post(place, BOT_USER, said)
    hook.original = hook.original or message


def acknowledged(office: Office, hook: Hook, body: Any) -> None:
    """The body of a command's acknowledgement: nothing, bare text, or an answer as JSON."""
    told = {"text": body} if isinstance(body, str) else body
    if isinstance(told, dict) and (told.get("text") or told.get("blocks")):
        answer(office, hook, told)


def _delete(office: Office, hook: Hook) -> None:
    if hook.original:
        office.workspace.delete(hook.original)
        hook.original = None


def _said(args: Arguments) -> Said:
    text = lengths.posted(args.text("text"))
    if built := args.json("blocks", "invalid_blocks_format"):
        kept = blocks(built)
        return Said(text or spoken(kept), kept)
    if not text.strip():
        raise Refusal("no_text")
    return Said(text)
