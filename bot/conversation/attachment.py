"""A file that somebody shared with a question: what Slack says of it, not yet what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file, in the words of Slack's file object (facts/slack.md §4 Files).

    `size` is in bytes, 0 where Slack does not tell. `mode` is `hosted`, `snippet`, `external`,
    `tombstone`, `hidden_by_limit`, ...; `access` is `check_file_info` where Slack tells the rest
    only when asked for it. Any of them but `id` may be empty, and none of them is to be trusted.
    """

    id: str
    name: str = ""
    mimetype: str = ""
    size: int = 0
    url: str = ""
    mode: str = ""
    access: str = ""

    @classmethod
    def read(cls, told: object) -> Attachment | None:
        """The file in Slack's JSON; None for anything that is no file."""
        if not isinstance(told, Mapping) or not _word(told, "id"):
            return None
        return cls(
            id=_word(told, "id"),
            name=_word(told, "name") or _word(told, "title"),
            mimetype=_word(told, "mimetype"),
            size=_number(told.get("size")),
            url=_word(told, "url_private_download") or _word(told, "url_private"),
            mode="external" if told.get("is_external") is True else _word(told, "mode"),
            access=_word(told, "file_access"),
        )


def attachments(told: object) -> tuple[Attachment, ...]:
    """The files in the `files` of Slack's JSON, in order; what is malformed is left out."""
    listed = told if isinstance(told, list) else []
    return tuple(file for file in map(Attachment.read, listed) if file)


def _word(told: Mapping[str, Any], name: str) -> str:
    word = told.get(name)
    return word if isinstance(word, str) else ""


def _number(told: object) -> int:
    return told if isinstance(told, int) and 0 < told < 1 << 53 else 0
