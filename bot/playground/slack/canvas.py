"""One canvas: a document of Markdown with an owner, and who else may read or write it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.playground.slack.team import TEAM, Channel, Json

Level = Literal["read", "write", "owner"]
LEVELS: tuple[Level, ...] = ("read", "write", "owner")
LARGEST = 1_048_576
"""Characters of its Markdown (docs.slack.dev/reference/methods/conversations.canvases.create)."""
CELLS = 300
"""Cells of one table (docs.slack.dev/surfaces/canvases)."""
DEEPEST = 3
"""Levels of headings (likewise: h1 to h3)."""
_NESTED = ("fence", "code_block", "table_open", "heading_open", "blockquote_open", "hr")


@dataclass(slots=True, eq=False)
class Canvas:
    """A canvas; `tab` is the channel that has it as a tab, `home` says that it is that channel's.

    `levels` says what ids of people and channels may do; the owner is among them.
    """

    id: str
    owner: str
    created: int
    title: str
    markdown: str
    site: str
    tab: str = ""
    home: bool = False
    levels: dict[str, Level] = field(default_factory=dict)

    def seen_by(self, person: str, channels: list[Channel]) -> bool:
        """Whether that person may read it, who is in these channels."""
        return bool(self.levels.keys() & {person, *(channel.id for channel in channels)})

    def wire(self) -> Json:
        """The file object of files.info: to Slack a canvas is a file of the kind `quip`."""
        return {
            "id": self.id,
            "created": self.created,
            "timestamp": self.created,
            "name": self.title or "Untitled",
            "title": self.title or "Untitled",
            "mimetype": "application/vnd.slack-docs",
            "filetype": "quip",
            "pretty_type": "Canvas",
            "user": self.owner,
            "user_team": TEAM,
            "editable": True,
            "size": len(self.markdown.encode()),
            "mode": "quip",
            "is_external": False,
            "is_public": True,
            "permalink": f"{self.site}docs/{TEAM}/{self.id}",
            "file_access": "visible",
        }


def complaint(markdown: str) -> str:
    """What Slack would not make a canvas of, as its `detail` says it; "" for nothing.

    Measured in its form alone (slackapi/python-slack-sdk#1720); which words it has for what else
    it does not take is not documented.
    """
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    return next((f"'content' error: line {at}: {what}" for at, what in _unsupported(tokens)), "")


def _unsupported(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    depth, cells, line = 0, 0, 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.type == "heading_open" and int(token.tag[1:]) > DEEPEST:
            yield line, f"Unsupported heading depth ({token.tag[1:]})"
        if depth and token.type in _NESTED:
            yield line, "Unsupported block within a list or a quote"
        if token.type in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
            depth += 1
        if token.type in ("bullet_list_close", "ordered_list_close", "blockquote_close"):
            depth -= 1
        cells = 0 if token.type == "table_open" else cells + (token.type in ("th_open", "td_open"))
        if cells == CELLS + 1:
            yield line, "Unsupported table size"
