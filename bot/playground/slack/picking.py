"""The menu of conversations: its shape, and what it offers to a person, which is never all of them.

docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element and
…/composition-objects/conversation-filter-object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.playground.slack import shape
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.shape import Complaints
from bot.playground.slack.team import BOT_USER, Channel, Json

KIND = "conversations_select"
_INCLUDED: Mapping[str, str] = {"public": "channel", "private": "private", "im": "im"}
_FLAGS = ("exclude_external_shared_channels", "exclude_bot_users")


def wrong(told: Json, at: str) -> Complaints:
    """What Slack holds against such an element."""
    yield from shape.maybe_text(told, "placeholder", 150, at)
    yield from shape.string(told, "initial_conversation", 255, at)
    for name in ("default_to_current_conversation", "response_url_enabled"):
        yield from shape.switch(told, name, at)
    if (kept := told.get("filter")) is not None:
        yield from _filter(kept, f"{at}/filter")


def offered(element: Json, channels: Iterable[Channel], person: str) -> list[Channel]:
    """The conversations of which `person` may choose one: those that they can see, filtered."""
    kept = element.get("filter") or {}
    kinds = {_INCLUDED.get(kind) for kind in kept.get("include") or _INCLUDED}
    return [
        channel
        for channel in channels
        if channel.kind in kinds
        and (channel.kind == "channel" or person in channel.members)
        and not (channel.archived or (channel.ext_shared and kept.get(_FLAGS[0])))
        and not (channel.kind == "im" and kept.get(_FLAGS[1]) and BOT_USER in channel.members)
    ]


def require(element: Json, value: object, channels: Iterable[Channel], person: str) -> None:
    """`unknown_option` unless `value` is offered; nothing at all clears the menu."""
    known = {channel.id for channel in offered(element, channels, person)}
    if value and value not in known:
        raise Refusal("unknown_option")


def _filter(kept: object, at: str) -> Complaints:
    if not isinstance(kept, dict) or not kept:
        yield f"must provide at least one field [json-pointer:{at}]"
        return
    for name in _FLAGS:
        yield from shape.switch(kept, name, at)
    included = kept.get("include")
    if "include" not in kept:
        return
    if not isinstance(included, list) or not included:
        yield f"must be a non-empty array [json-pointer:{at}/include]"
        return
    for kind in included:
        if kind not in (*_INCLUDED, "mpim"):
            yield f"must be one of im, mpim, private, public [json-pointer:{at}/include]"
