"""The texts beside this file, with the facts of a question filled in."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files


def page(name: str, facts: Mapping[str, str]) -> str:
    """The text `name`.md, each `{fact}` replaced by what it is."""
    text = files(__package__).joinpath(f"{name}.md").read_text("utf-8").strip()
    for fact, value in facts.items():
        text = text.replace("{" + fact + "}", value)
    return text
