"""A modal or a Home tab as the page draws it: safe HTML, and plain words about its fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.playground.slack.controls import controls, offering, words
from bot.playground.slack.render import Names, render
from bot.playground.slack.team import Channel, Json
from bot.playground.slack.view import View


def panel(view: View, names: Names, depth: int = 1, channels: Sequence[Channel] = ()) -> Json:
    """`view` for the page; `depth` is the number of modals that lie on one another.

    `channels` are those of the workspace.
    """
    told, state = view.told, view.state()
    return {
        "id": view.id,
        "kind": view.kind,
        "title": words(told.get("title")),
        "submit": words(told.get("submit")),
        "close": words(told.get("close")),
        "can_submit": not told.get("submit_disabled"),
        "trouble": view.trouble,
        "depth": depth,
        "blocks": [
            _block(block, names, state.get(block["block_id"], {}), (channels, view.user))
            | {"error": view.errors.get(block["block_id"], "")}
            for block in told["blocks"]
        ],
    }


def _block(
    block: Json, names: Names, values: dict[str, Any], whose: tuple[Sequence[Channel], str]
) -> Json:
    drawn: Json = {"block_id": block["block_id"], "controls": controls(block, values)}
    offering(drawn["controls"], block, *whose)
    if block["type"] == "input":
        told: Json = {"label": words(block["label"]), "hint": words(block.get("hint"))}
        told |= {"optional": bool(block.get("optional"))}
        return drawn | {"input": told, "at_once": bool(block.get("dispatch_action"))}
    shown = render({"blocks": [block]}, names)
    return drawn | {"html": shown.html, "footer_html": shown.footer_html}
