"""Fields that must be there, must not be there, or must be of a type: the words of the schema."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.playground.messages.refusal import Refused

_WORDS = {
    str: "a valid string",
    int: "a valid integer",
    float: "a valid number",
    bool: "a valid boolean",
    list: "a valid list",
    dict: "a valid dictionary",
}


def need(thing: Mapping[str, Any], name: str, path: str) -> Any:
    """`thing[name]`, or the refusal of an object at `path` without it."""
    if name not in thing:
        raise Refused(f"{_at(path, name)}: Field required")
    return thing[name]


def typed(value: Any, kind: type, path: str) -> None:
    """Refuse a value at `path` that is not of `kind`; a boolean is no number."""
    fits = isinstance(value, (int, float) if kind is float else kind)
    if not fits or (isinstance(value, bool) and kind is not bool):
        raise Refused(f"{path}: Input should be {_WORDS[kind]}")


def only(thing: Mapping[str, Any], names: Collection[str], path: str = "") -> None:
    """Refuse the first field of `thing` that is not among `names`."""
    for name in thing:
        if name not in names:
            raise Refused(f"{_at(path, name)}: Extra inputs are not permitted")


def among(value: Any, choices: Sequence[str], path: str) -> None:
    """Refuse a value that is none of `choices`."""
    if value not in choices:
        *most, last = (f"'{choice}'" for choice in choices)
        listed = f"{', '.join(most)} or {last}" if most else last
        raise Refused(f"{path}: Input should be {listed}")


def tagged(thing: Any, tags: Collection[str], path: str) -> str:
    """The `type` of an object, which must be one of `tags`."""
    typed(thing, dict, path)
    if "type" not in thing:
        raise Refused(f"{path}.type: Field required")
    tag = thing["type"]
    if not isinstance(tag, str) or tag not in tags:
        expected = ", ".join(f"'{t}'" for t in sorted(tags))
        raise Refused(
            f"{path}: Input tag '{tag}' found using 'type' does not match any of the expected "
            f"tags: {expected}"
        )
    return str(tag)


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
