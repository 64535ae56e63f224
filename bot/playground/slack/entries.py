"""What stands in the fields of a view: set by the app at first, then by the person.

An entry is one element's part of `state.values`, as docs.slack.dev/reference/interaction-payloads
has it: its `type`, and a `value`, a `selected_option`, `selected_options` or a
`selected_conversation`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.playground.slack.elements import choices
from bot.playground.slack.lengths import units
from bot.playground.slack.picking import KIND
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json

Entry = dict[str, Any]
Values = dict[str, dict[str, Entry]]
"""Entries by block and action."""
Given = str | Sequence[str] | None
"""What a person gives a field: words, the value of an option, or of several; None clears it."""

REQUIRED = "Please complete this required field."


def initial(element: Json) -> Entry:
    """What the app put there."""
    kind = element["type"]
    if kind == "checkboxes":
        return {"type": kind, "selected_options": element.get("initial_options") or []}
    if kind in ("static_select", "radio_buttons"):
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind == KIND:
        return {"type": kind, "selected_conversation": element.get("initial_conversation")}
    return {"type": kind, "value": element.get("initial_value")}


def given(element: Json, told: Given) -> Entry:
    """What the person puts there; `unknown_option` if that is none of the element's."""
    kind = element["type"]
    if kind == "checkboxes":
        several = [told] if isinstance(told, str) else list(told or ())
        return {"type": kind, "selected_options": [option(element, value) for value in several]}
    if kind in ("static_select", "radio_buttons"):
        one = _one(told)
        return {"type": kind, "selected_option": option(element, one) if one else None}
    if kind == KIND:
        return {"type": kind, "selected_conversation": _one(told) or None}
    return {"type": kind, "value": _one(told) or None}


def option(element: Json, value: str) -> Json:
    """The option with this value, as payloads tell it; `unknown_option`."""
    for known in choices(element):
        if known.get("value") == value:
            return {k: known[k] for k in ("text", "value", "description", "url") if k in known}
    raise Refusal("unknown_option")


def complaint(element: Json, entry: Mapping[str, Any], *, optional: bool) -> str:
    """What the client says under the field before anything is sent; empty if nothing is wrong."""
    names = ("value", "selected_option", "selected_options", "selected_conversation")
    told = next(filter(None, (entry.get(name) for name in names)), None)
    if not told:
        return "" if optional else REQUIRED
    if element["type"] == "plain_text_input":
        return _length(element, str(told))
    return _number(element, str(told)) if element["type"] == "number_input" else ""


def _one(told: Given) -> str:
    if told is not None and not isinstance(told, str):
        raise Refusal("one_value_only")
    return told or ""


def _length(element: Json, text: str) -> str:
    least, most = element.get("min_length") or 0, element.get("max_length") or 3000
    if units(text) < least:
        return f"This field must have at least {least} characters."
    return f"This field can’t have more than {most} characters." if units(text) > most else ""


def _number(element: Json, text: str) -> str:
    try:
        number = float(text) if element["is_decimal_allowed"] else int(text)
    except ValueError:
        return "Please enter a number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < float(least):
        return f"Please enter a number that is at least {least}."
    if most is not None and number > float(most):
        return f"Please enter a number that is at most {most}."
    return ""
