"""Whether Slack would take an interactive element: what a person can press, choose or fill in.

Limits: docs.slack.dev/reference/block-kit/block-elements and …/composition-objects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.slack import picking, shape
from bot.playground.slack.shape import Complaints
from bot.playground.slack.team import Json

PRESSED = ("button", "overflow")
CHOSEN = ("static_select", "radio_buttons", "checkboxes", picking.KIND)
TYPED = ("plain_text_input", "number_input")
FEEDBACK = ("feedback_buttons", "icon_button")
STATEFUL = (*CHOSEN, *TYPED)
"""The elements whose value `state.values` tells; the others only tell that they were pressed."""


def element(told: Json, at: str, kinds: tuple[str, ...]) -> Complaints:
    """An element of one of these `kinds`; those we do not have are refused like unknown ones."""
    kind = told.get("type")
    if not isinstance(kind, str):
        yield f"missing required field: type [json-pointer:{at}]"
        return
    if kind not in kinds:
        yield f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    yield from shape.string(told, "action_id", 255, at)
    if told.get("confirm") is not None:
        yield from _confirm(told["confirm"], f"{at}/confirm")
    yield from shape.switch(told, "focus_on_load", at)
    yield from _KINDS[kind](told, at)


def image(told: Json, at: str) -> Complaints:
    """An image, which is no interactive element but stands among them."""
    for name in ("image_url", "alt_text"):
        if not told.get(name) and not (name == "image_url" and told.get("slack_file")):
            yield f"missing required field: {name} [json-pointer:{at}]"


def interactive(block: Mapping[str, Any]) -> list[Json]:
    """The elements of a kept block that a person can use."""
    told = [block.get("element"), block.get("accessory")]
    if block.get("type") in ("actions", "context_actions"):
        told += block.get("elements") or []
    return [e for e in told if isinstance(e, dict) and e.get("type") in _KINDS]


def choices(told: Json) -> list[Json]:
    """All options of an element, those in groups as well."""
    groups = told.get("option_groups") or []
    return [*(told.get("options") or []), *(o for group in groups for o in group["options"])]


def _button(told: Json, at: str) -> Complaints:
    yield from shape.text(told.get("text"), 75, f"{at}/text", plain=True)
    yield from shape.string(told, "value", 2000, at)
    yield from shape.string(told, "url", 3000, at)
    yield from shape.string(told, "accessibility_label", 75, at)
    yield from shape.one_of(told, "style", ("primary", "danger"), at)


def _overflow(told: Json, at: str) -> Complaints:
    yield from shape.each(told, "options", 5, at, _plain_option)


def _static_select(told: Json, at: str) -> Complaints:
    yield from shape.maybe_text(told, "placeholder", 150, at)
    if told.get("option_groups") is not None:
        yield from shape.each(told, "option_groups", 100, at, _group)
    else:
        yield from shape.each(told, "options", 100, at, _plain_option)
    yield from _initially(told, "initial_option", [told.get("initial_option")], at)


def _radio_buttons(told: Json, at: str) -> Complaints:
    yield from shape.each(told, "options", 10, at, _option)
    yield from _initially(told, "initial_option", [told.get("initial_option")], at)


def _checkboxes(told: Json, at: str) -> Complaints:
    yield from shape.each(told, "options", 10, at, _option)
    yield from _initially(told, "initial_options", told.get("initial_options"), at)


def _plain_text_input(told: Json, at: str) -> Complaints:
    yield from shape.maybe_text(told, "placeholder", 150, at)
    yield from shape.string(told, "initial_value", 3000, at)
    yield from shape.switch(told, "multiline", at)
    yield from shape.whole(told, "min_length", 0, 3000, at)
    yield from shape.whole(told, "max_length", 1, 3000, at)


def _number_input(told: Json, at: str) -> Complaints:
    if not isinstance(told.get("is_decimal_allowed"), bool):
        yield f"missing required field: is_decimal_allowed [json-pointer:{at}]"
    yield from shape.maybe_text(told, "placeholder", 150, at)
    for name in ("initial_value", "min_value", "max_value"):
        if told.get(name) is not None and not _numeric(told[name]):
            yield f"must be a number in a string [json-pointer:{at}/{name}]"


def _feedback_buttons(told: Json, at: str) -> Complaints:
    for name in ("positive_button", "negative_button"):
        button, where = told.get(name), f"{at}/{name}"
        if not isinstance(button, dict):
            yield f"missing required field: {name} [json-pointer:{at}]"
            continue
        yield from shape.text(button.get("text"), 75, f"{where}/text", plain=True)
        if not button.get("value"):
            yield f"missing required field: value [json-pointer:{where}]"
        yield from shape.string(button, "value", 2000, where)
        yield from shape.string(button, "accessibility_label", 75, where)


def _icon_button(told: Json, at: str) -> Complaints:
    if told.get("icon") != "trash":
        yield f"must be one of trash [json-pointer:{at}/icon]"
    yield from shape.text(told.get("text"), 75, f"{at}/text", plain=True)
    yield from shape.string(told, "value", 2000, at)
    yield from shape.string(told, "accessibility_label", 75, at)
    if (seen := told.get("visible_to_user_ids")) is not None:
        if not isinstance(seen, list) or not all(isinstance(user, str) for user in seen):
            yield f"must provide an array of strings [json-pointer:{at}/visible_to_user_ids]"
        else:
            yield from shape.count(seen, 10, f"{at}/visible_to_user_ids")


def _group(told: Json, at: str) -> Complaints:
    yield from shape.text(told.get("label"), 75, f"{at}/label", plain=True)
    yield from shape.each(told, "options", 100, at, _plain_option)


def _option(told: Json, at: str) -> Complaints:
    yield from shape.text(told.get("text"), 75, f"{at}/text")
    if not isinstance(told.get("value"), str):
        yield f"missing required field: value [json-pointer:{at}]"
    yield from shape.string(told, "value", 150, at)
    if told.get("description") is not None:
        yield from shape.text(told["description"], 75, f"{at}/description")


def _plain_option(told: Json, at: str) -> Complaints:
    yield from _option(told, at)
    if isinstance(told.get("text"), dict) and told["text"].get("type") == "mrkdwn":
        yield f"must be one of plain_text [json-pointer:{at}/text/type]"
    yield from shape.string(told, "url", 3000, at)


def _initially(told: Json, name: str, chosen: object, at: str) -> Complaints:
    """What is chosen at first has to be one of the options, word for word."""
    if told.get(name) is None:
        return
    if not isinstance(chosen, list) or not chosen:
        yield f"must provide an array of objects [json-pointer:{at}/{name}]"
        return
    if not all(one in _offered(told) for one in chosen):
        yield f"must be one of the provided options [json-pointer:{at}/{name}]"


def _offered(told: Json) -> list[object]:
    """The options of an element whose shape nobody vouches for yet."""
    groups = told.get("option_groups")
    parts = [told, *(groups if isinstance(groups, list) else [])]
    lists = [part.get("options") for part in parts if isinstance(part, dict)]
    return [option for options in lists if isinstance(options, list) for option in options]


def _confirm(told: object, at: str) -> Complaints:
    if not isinstance(told, dict):
        yield f"must provide an object [json-pointer:{at}]"
        return
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        yield from shape.text(told.get(name), most, f"{at}/{name}", plain=name != "text")
    yield from shape.one_of(told, "style", ("primary", "danger"), at)


def _numeric(told: object) -> bool:
    try:
        float(told if isinstance(told, str) else "")
    except ValueError:
        return False
    return True


_KINDS: Mapping[str, Callable[[Json, str], Complaints]] = {
    "button": _button,
    "checkboxes": _checkboxes,
    picking.KIND: picking.wrong,
    "feedback_buttons": _feedback_buttons,
    "icon_button": _icon_button,
    "number_input": _number_input,
    "overflow": _overflow,
    "plain_text_input": _plain_text_input,
    "radio_buttons": _radio_buttons,
    "static_select": _static_select,
}
