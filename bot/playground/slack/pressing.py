"""What one press, choice or entry looks like in a payload: an item of `actions`.

Shapes: docs.slack.dev/reference/interaction-payloads/block_actions-payload, and for feedback
buttons Bolt's FeedbackButtonsAction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.playground.slack.elements import STATEFUL, interactive
from bot.playground.slack.entries import Entry, Given, given, initial, option
from bot.playground.slack.message import Message
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json

Part = tuple[Json, Json]
"""An interactive element, after the block it stands in."""


def parts(message: Message) -> Iterator[Part]:
    """The interactive elements of a message, from the top."""
    for block in message.said.blocks:
        for element in interactive(block):
            yield block, element


def pressed(
    offered: Iterable[Part], action_id: str, value: Given, action_ts: str, user: str = ""
) -> Json:
    """The action of using the element that has this id and takes this value; `unknown_action`."""
    for block, element in offered:
        if element["action_id"] != action_id or not _visible(element, user):
            continue
        if (told := _used(element, value)) is not None:
            where = {"action_id": action_id, "block_id": block["block_id"]}
            return where | told | {"type": element["type"], "action_ts": action_ts}
    raise Refusal("unknown_action")


def state(offered: Iterable[Part], action: Json) -> dict[str, dict[str, Entry]]:
    """`state.values` of a message: its choices as the app set them, and the one just made."""
    values: dict[str, dict[str, Entry]] = {}
    for block, element in offered:
        if element["type"] in STATEFUL:
            values.setdefault(block["block_id"], {})[element["action_id"]] = initial(element)
    if action["type"] in STATEFUL:
        names = ("type", "value", "selected_option", "selected_options", "selected_conversation")
        entry = {name: action[name] for name in names if name in action}
        values[action["block_id"]][action["action_id"]] = entry
    return values


def _visible(element: Json, user: str) -> bool:
    """Icon buttons may be there for some people only."""
    seen = element.get("visible_to_user_ids")
    return not seen or not user or user in seen


def _used(element: Json, value: Given) -> Json | None:
    """What the action says of the element; None if it can't be used with this value."""
    use = _USES.get(element["type"])
    try:
        return use(element, value) if use else None
    except Refusal:
        return None


def _button(element: Json, value: Given) -> Json | None:
    if value and element.get("value") != value:
        return None
    names = ("text", "value", "style", "url", "icon", "accessibility_label")
    return {name: element[name] for name in names if name in element}


def _overflow(element: Json, value: Given) -> Json:
    return {"selected_option": option(element, str(value or ""))}


def _feedback(element: Json, value: Given) -> Json | None:
    for name in ("positive_button", "negative_button"):
        if (button := element[name])["value"] == value:
            return {"text": button["text"], "value": value}
    return None


def _chosen(element: Json, value: Given) -> Json:
    entry = given(element, value)
    names = ("placeholder", "initial_option", "initial_options", "initial_conversation")
    return {name: element[name] for name in names if name in element} | entry


_USES: Mapping[str, Callable[[Json, Given], Json | None]] = {
    "button": _button,
    "checkboxes": _chosen,
    "conversations_select": _chosen,
    "feedback_buttons": _feedback,
    "icon_button": _button,
    "number_input": _chosen,
    "overflow": _overflow,
    "plain_text_input": _chosen,
    "radio_buttons": _chosen,
    "static_select": _chosen,
}
