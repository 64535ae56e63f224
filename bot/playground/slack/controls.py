"""What the page needs to draw an interactive element: plain words and numbers, never markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.playground.slack.elements import interactive
from bot.playground.slack.entries import Entry, initial
from bot.playground.slack.picking import KIND, offered
from bot.playground.slack.team import Channel, Json

Block = Mapping[str, Any]

_TEXTS = ("text", "placeholder")
_STRINGS = ("style", "value", "url", "accessibility_label", "min_value", "max_value")
_REST = ("multiline", "min_length", "max_length", "is_decimal_allowed", "visible_to_user_ids")


def controls(block: Block, values: Mapping[str, Entry] | None = None) -> list[Json]:
    """The elements of one block as the page draws and uses them; `values` by action id.

    Each has `kind` (the element's type), `action_id`, `block_id`, and what its kind knows:
    `text`, `value`, `style`, `options`, `chosen` (values), `confirm` and so on.
    """
    parts = interactive(block)
    return [_control(block, part, (values or {}).get(part["action_id"])) for part in parts]


def offering(told: list[Json], block: Block, channels: Sequence[Channel], person: str) -> None:
    """Add to the menus of conversations among the controls of a block what `person` may choose."""
    for control, part in zip(told, interactive(block), strict=True):
        if control["kind"] == KIND:
            places = offered(part, channels, person)
            control["options"] = [{"text": f"#{c.name}", "value": c.id} for c in places]


def words(text: Any) -> str:
    """The bare words of a text object."""
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def _control(block: Block, element: Json, entry: Entry | None) -> Json:
    kind = str(element.get("type"))
    told: Json = {"kind": kind, "action_id": str(element["action_id"])}
    told["block_id"] = str(block.get("block_id", ""))
    told |= {name: words(element[name]) for name in _TEXTS if element.get(name)}
    told |= {name: str(element[name]) for name in _STRINGS if element.get(name) is not None}
    told |= {name: element[name] for name in _REST if element.get(name) is not None}
    if confirm := element.get("confirm"):
        told["confirm"] = {name: words(confirm.get(name)) for name in _CONFIRM}
    for name in ("positive_button", "negative_button"):
        if name in element:
            told[name] = _choice(element[name])
    told |= _options(element)
    return told | _standing(element, entry)


_CONFIRM = ("title", "text", "confirm", "deny")


def _options(element: Json) -> Json:
    groups = element.get("option_groups")
    if groups:
        told = [{"label": words(g.get("label")), "options": g.get("options")} for g in groups]
        return {"groups": [g | {"options": [_choice(o) for o in g["options"]]} for g in told]}
    options = element.get("options")
    return {"options": [_choice(option) for option in options]} if options else {}


def _choice(told: Json) -> Json:
    names = ("value", "url", "accessibility_label")
    plain = {name: str(told[name]) for name in names if told.get(name) is not None}
    return {"text": words(told.get("text")), "description": words(told.get("description"))} | plain


def _standing(element: Json, entry: Entry | None) -> Json:
    """What stands in the element now."""
    if element["type"] in ("plain_text_input", "number_input"):
        return {"value": str((entry or initial(element)).get("value") or "")}
    if element["type"] == KIND:
        kept = (entry or initial(element)).get("selected_conversation")
        return {"chosen": [str(kept)] if kept else []}
    if element["type"] not in ("static_select", "radio_buttons", "checkboxes"):
        return {}
    told = entry or initial(element)
    chosen = told.get("selected_options") or [told.get("selected_option")]
    return {"chosen": [str(option["value"]) for option in chosen if option]}
