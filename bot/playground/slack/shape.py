"""The words in which Slack complains about a shape: what is missing, too long, or too many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from bot.playground.slack.lengths import units
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json

Complaints = Iterator[str]
"""What is wrong, each with the place where, as a JSON pointer."""


def text(told: Any, most: int, at: str, *, plain: bool = False) -> Complaints:
    """A text object, of kind `plain_text` if it must be."""
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        yield f"must provide an object [json-pointer:{at}]"
    elif told.get("type") not in kinds:
        yield f"must be one of {', '.join(kinds)} [json-pointer:{at}/type]"
    elif not told["text"]:
        yield f"must be more than 0 characters [json-pointer:{at}/text]"
    elif units(told["text"]) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{at}/text]"


def maybe_text(part: Json, name: str, most: int, at: str) -> Complaints:
    """A plain text object that may be left out."""
    if part.get(name) is not None:
        yield from text(part[name], most, f"{at}/{name}", plain=True)


def string(part: Json, name: str, most: int, at: str) -> Complaints:
    """A string that may be left out."""
    told = part.get(name)
    if told is not None and (not isinstance(told, str) or units(told) > most):
        yield f"must be less than {most + 1} characters [json-pointer:{at}/{name}]"


def whole(part: Json, name: str, least: int, most: int, at: str) -> Complaints:
    """A whole number that may be left out."""
    told = part.get(name)
    if told is None:
        return
    if not isinstance(told, int) or isinstance(told, bool) or not least <= told <= most:
        yield f"must be between {least} and {most} [json-pointer:{at}/{name}]"


def one_of(part: Json, name: str, kinds: Collection[str], at: str) -> Complaints:
    """One of a few words, which may be left out."""
    if part.get(name) is not None and part[name] not in kinds:
        yield f"must be one of {', '.join(kinds)} [json-pointer:{at}/{name}]"


def switch(part: Json, name: str, at: str) -> Complaints:
    """True or false, which may be left out."""
    if part.get(name) is not None and not isinstance(part[name], bool):
        yield f"must be a boolean [json-pointer:{at}/{name}]"


def each(
    part: Json, name: str, most: int, at: str, complain: Callable[[Json, str], Complaints]
) -> Complaints:
    """A list of 1 to `most` objects, each of which `complain` looks at."""
    parts = part.get(name)
    if not isinstance(parts, list) or not parts or not all(isinstance(p, dict) for p in parts):
        yield f"must provide an array of objects [json-pointer:{at}/{name}]"
        return
    yield from count(parts, most, f"{at}/{name}")
    for place, one in enumerate(parts):
        yield from complain(one, f"{at}/{name}/{place}")


def count(parts: list[Any], most: int, at: str) -> Complaints:
    """At most so many."""
    if len(parts) > most:
        yield f"no more than {most} items allowed [json-pointer:{at}]"


def twice(parts: list[Any], name: str, at: str) -> Complaints:
    """No two with the same `name`."""
    names = [part[name] for part in parts if isinstance(part, dict) and part.get(name)]
    for again in sorted({str(one) for one in names if names.count(one) > 1}):
        yield f"`{name}` must be unique: {again} [json-pointer:{at}]"


def refuse(code: str, wrong: Complaints) -> None:
    """`code` with all complaints, if there are any."""
    if told := [f"[ERROR] {complaint}" for complaint in wrong]:
        raise Refusal(code, told)
