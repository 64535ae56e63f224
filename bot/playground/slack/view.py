"""One modal or Home tab: the payload an app may send, and the view as Slack keeps and tells it.

Limits: facts/slack.md 4 and docs.slack.dev/reference/views.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.playground.slack import shape
from bot.playground.slack.blocks import HOME, VIEW, blocks
from bot.playground.slack.elements import STATEFUL, interactive
from bot.playground.slack.entries import Entry, Values, initial
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.shape import Complaints
from bot.playground.slack.team import APP, BOT, TEAM, Json

LARGEST = 250_000
"""Bytes of a view as JSON."""
_MODAL_ONLY = ("title", "close", "submit", "clear_on_close", "notify_on_close", "submit_disabled")


def checked(value: object, kind: str) -> Json:
    """The view as Slack takes it, with ids for its blocks; `invalid_arguments`, `view_too_large`.

    `kind` is `modal` or `home`.
    """
    if not isinstance(value, dict) or not isinstance(value.get("blocks"), list):
        raise Refusal("invalid_arguments", ["[ERROR] missing required field: blocks [/view]"])
    if len(json.dumps(value).encode()) > LARGEST:
        raise Refusal("view_too_large")
    shape.refuse("invalid_arguments", _wrong(value, kind))
    return value | {"blocks": blocks(value["blocks"], HOME if kind == "home" else VIEW)}


@dataclass(slots=True, eq=False)
class View:
    """A view of one person; `told` is what the app sent, `entered` what the person did there.

    `errors` are the sentences under its inputs, by block; `trouble` the one for the whole view.
    """

    id: str
    user: str
    told: Json
    hash: str
    root: str
    previous: str | None = None
    entered: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    @property
    def kind(self) -> str:
        """`modal` or `home`."""
        return str(self.told["type"])

    def parts(self) -> Iterator[tuple[Json, Json]]:
        """Every interactive element with its block, from the top."""
        for block in self.told["blocks"]:
            for part in interactive(block):
                yield block, part

    def state(self) -> dict[str, dict[str, Entry]]:
        """`state.values`: what stands in every field, by block and action."""
        values: dict[str, dict[str, Entry]] = {}
        for block, part in self.parts():
            if part["type"] in STATEFUL:
                here = values.setdefault(block["block_id"], {})
                kept = self.entered.get(block["block_id"], {}).get(part["action_id"])
                # Fields outlive an update by their ids, unless they became another kind.
                fits = kept and kept["type"] == part["type"]
                here[part["action_id"]] = kept if kept and fits else initial(part)
        return values

    def wire(self, *, state: bool = True) -> Json:
        """As payloads tell it; what a method answers has no `state` yet."""
        told = self.told
        return {
            "id": self.id,
            "team_id": TEAM,
            "type": self.kind,
            "blocks": told["blocks"],
            "private_metadata": told.get("private_metadata") or "",
            "callback_id": told.get("callback_id") or "",
            "state": {"values": self.state() if state else {}},
            "hash": self.hash,
            "title": told.get("title"),
            "clear_on_close": bool(told.get("clear_on_close")),
            "notify_on_close": bool(told.get("notify_on_close")),
            "close": told.get("close"),
            "submit": told.get("submit"),
            "previous_view_id": self.previous,
            "root_view_id": self.root,
            "app_id": APP,
            "external_id": told.get("external_id") or "",
            "app_installed_team_id": TEAM,
            "bot_id": BOT,
        }


def _wrong(view: Json, kind: str) -> Complaints:
    if view.get("type") != kind:
        yield f"must be one of {kind} [json-pointer:/view/type]"
    yield from shape.string(view, "private_metadata", 3000, "/view")
    for name in ("callback_id", "external_id"):
        yield from shape.string(view, name, 255, "/view")
    if kind == "modal":
        yield from _modal(view)
    else:
        for name in _MODAL_ONLY:
            if name in view:
                yield f"unexpected field: {name} [json-pointer:/view/{name}]"


def _modal(view: Json) -> Complaints:
    yield from shape.text(view.get("title"), 24, "/view/title", plain=True)
    yield from shape.maybe_text(view, "close", 24, "/view")
    yield from shape.maybe_text(view, "submit", 24, "/view")
    for name in ("clear_on_close", "notify_on_close", "submit_disabled"):
        yield from shape.switch(view, name, "/view")
    kinds = [block.get("type") for block in view["blocks"] if isinstance(block, dict)]
    if "input" in kinds and not view.get("submit"):
        yield "missing required field: submit [json-pointer:/view]"
