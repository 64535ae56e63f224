"""What a setting may look like: each shape says what is wrong in words that name no value."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr

from bot.conversation.commands import PREFIX
from bot.conversation.dials import DIALS

_SECRETS: Final = {
    "xoxb-": re.compile(r"(xoxe\.)?xoxb-[!-~]+"),  # xoxe. is what token rotation puts before it
    "xapp-": re.compile(r"xapp-[!-~]+"),
    "": re.compile(r"[!-~]+"),
}


def secret(prefix: str = "") -> AfterValidator:
    """Plain ASCII, beginning as Slack's tokens of one kind do."""

    def check(secret: SecretStr) -> SecretStr:
        if not _SECRETS[prefix].fullmatch(secret.get_secret_value()):
            begins = f"must begin with {prefix} and " if prefix else "must "
            raise ValueError(f"{begins}be plain ASCII without blanks")
        return secret

    return AfterValidator(check)


def url(*schemes: str) -> AfterValidator:
    """A URL with one of `schemes`."""

    def check(text: str) -> str:
        message = f"must be a URL that begins with {' or '.join(f'{s}://' for s in schemes)}"
        if text.partition("://")[0].lower() in {one for one in schemes if "+" in one}:
            return text  # it may list several hosts, which is more than a URL can
        try:
            parts = urlsplit(text)
            _ = parts.port  # raises for what is no port
        except ValueError:
            raise ValueError(message) from None
        if parts.scheme not in schemes or (parts.scheme in {"http", "https"} and not parts.netloc):
            raise ValueError(message)
        return text

    return AfterValidator(check)


def dial(name: str) -> AfterValidator:
    """What people may say of the dial `name`, in the same words; empty leaves it to the model."""

    def check(words: str) -> str:
        turned = DIALS[name]
        if words and (read := turned.read(words if turned.exact else words.lower())) is None:
            raise ValueError(f"must be {turned.usage}")
        return read if words and read else ""

    return AfterValidator(check)


def prefix(text: str) -> str:
    """What command names may begin with; its slash, and capitals, are forgiven."""
    bare = text.removeprefix("/").lower()
    if bare and not PREFIX.fullmatch(bare):
        raise ValueError(
            "must begin with a letter, and have at most 16 letters, digits, hyphens or underscores"
        )
    return bare


def listed(text: object) -> object:
    """Words with commas or blanks between them."""
    return [word for word in re.split(r"[,\s]+", text) if word] if isinstance(text, str) else text


def pairs(text: object) -> object:
    """`name=value` with commas between them."""
    if not isinstance(text, str):
        return text
    split = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    return {name.strip(): value.strip() for name, _, value in split}


def whereabouts(told: dict[str, str]) -> dict[str, str]:
    """What of a place the search tool wants to know."""
    if unknown := set(told) - {"city", "region", "country", "timezone"}:
        raise ValueError(f"knows city, region, country and timezone, not {', '.join(unknown)}")
    return told


def parsed(text: object) -> object:
    """An object in JSON."""
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        raise ValueError("must be an object in JSON") from None


Word = Annotated[str, Field(pattern=r"^[!-~]+$")]
"""Fit for a header of HTTP."""
Domain = Annotated[str, Field(pattern=r"^[a-z0-9.-]+(/[!-~]*)?$")]
"""A host as the web tools want it: without a scheme, ASCII only (look-alikes are not)."""
Version = Annotated[str, Field(pattern=r"^20[0-9]{6}$")]
"""The date by which a tool's version is known."""


def sentence(kind: str, message: str, context: Mapping[str, Any]) -> str:
    """What is wrong with a value, in words that do not quote it: any may hold a secret."""
    match kind:
        case "literal_error":
            return f"must be {context['expected']}"
        case "int_parsing":
            return "must be a whole number"
        case "greater_than_equal":
            return f"must be {context['ge']} or more"
        case "less_than_equal":
            return f"must be {context['le']} or less"
        case "string_pattern_mismatch":
            return "must be plain ASCII without blanks"
        case _:
            return message.removeprefix("Value error, ")
