"""The leaves of a Markdown text: what is said, each with the quotes and the items it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from bot.reply.reader import blocks

Kind = Literal["text", "heading", "rule", "math", "code", "fence", "table"]
_LEAVES: dict[str, Kind] = {
    "paragraph_open": "text",
    "heading_open": "heading",
    "hr": "rule",
    "math_open": "math",
    "code_block": "code",
    "fence": "fence",
    "table_open": "table",
}
_OPEN = {"blockquote_open", "list_item_open"}
_CLOSE = {"blockquote_close", "list_item_close"}
_ALIGNED = {"left": ":--", "right": "--:", "center": ":-:"}


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A quote or an item of a list; each is itself alone.

    `mark` is how it is shown, ">", "-" or "2."; `written` the number it has in the source; `width`
    how many columns its lines are indented in the source.
    """

    mark: str
    width: int
    written: str = ""

    @property
    def quote(self) -> bool:
        """Whether it is a quote, whose mark stands before each line."""
        return self.mark == ">"

    @property
    def opening(self) -> str:
        """How a line of the source begins that opens it and says something."""
        if self.quote:
            return "> "
        lead = max(0, min(3, self.width - len(self.mark) - 1))
        return f"{' ' * lead}{self.mark}".ljust(max(self.width, len(self.mark) + 1))

    @property
    def indent(self) -> str:
        """How a line of the source begins that goes on in it."""
        return "> " if self.quote else " " * self.width


@dataclass(slots=True)
class Leaf:
    """A block that holds no others, in the lines from `start` up to `end`.

    `fresh` of its `path` begin with it. `text` is inline Markdown, or the info of a fence; `mark`
    that of a heading, a rule or a fence. `rows` are lines of code, or the lines of a table below
    its two of header, each without what it is indented by.
    """

    kind: Kind
    path: tuple[Box, ...]
    fresh: int
    start: int
    end: int
    text: str = ""
    mark: str = ""
    rows: list[str] = field(default_factory=list)
    closed: bool = True


def leaves(lines: Sequence[str], known: Sequence[Box] = (), first: int = 0) -> list[Leaf]:
    """The leaves of whole `lines`; the first line and line `first` open boxes that are `known`."""
    return list(_Walk(lines, known, first).read())


class _Walk:
    """Over the tokens of markdown-it, once."""

    def __init__(self, lines: Sequence[str], known: Sequence[Box], first: int) -> None:
        self._known = known
        self._first = first
        self._tokens, self._columns = blocks(lines)
        self._path: list[tuple[Box, int, int]] = []  # where it begins, and its absolute indent
        self._fresh = 0
        self._items: list[Box | None] = []  # the last item of each open list

    def read(self) -> Iterator[Leaf]:
        for at, token in enumerate(self._tokens):
            if token.type in _OPEN:
                self._enter(at, token)
            elif token.type in _CLOSE:
                if self._fresh and token.type == "list_item_close":
                    yield self._leaf("text", self._path[-1][1], self._path[-1][1] + 1)
                self._path.pop()
                self._fresh = 0
            elif token.type in {"bullet_list_open", "ordered_list_open"}:
                self._items.append(None)
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                self._items.pop()
            elif kind := _LEAVES.get(token.type):
                start, end = token.map or (0, 0)
                yield self._filled(self._leaf(kind, start, end), at, token)

    def _enter(self, at: int, token: Token) -> None:
        start = (token.map or [0])[0]
        outer = self._path[-1][2] if self._path else 0
        inside = self._tokens[at + 1]
        column = self._columns.get(((inside.map or [start])[0], inside.level), outer)
        depth = len(self._path)
        quote = token.type == "blockquote_open"
        known = self._known[depth : depth + 1] if start in {0, self._first} else ()
        if known and known[0].quote == quote:
            box = known[0]
        elif quote:
            box = Box(">", 2)
        else:
            box = self._item(token, column - outer)
        if not box.quote:
            self._items[-1] = box
        self._path.append((box, start, 0 if box.quote else column))
        self._fresh += 1

    def _item(self, token: Token, width: int) -> Box:
        """A new item; where each has the number of the last one, as many write, it is counted."""
        number, last = token.info, self._items[-1]
        if number and last and last.written == number:
            number = str(int(last.mark[:-1]) + 1)
        mark = number + token.markup
        return Box(mark, max(width, len(token.info) + 2), token.info)

    def _leaf(self, kind: Kind, start: int, end: int) -> Leaf:
        path = tuple(box for box, *_ in self._path)
        first = self._path[-self._fresh][1] if self._fresh else start
        leaf = Leaf(kind, path, self._fresh, min(first, start), end)
        self._fresh = 0
        return leaf

    def _filled(self, leaf: Leaf, at: int, token: Token) -> Leaf:
        match leaf.kind:
            case "text" | "heading" | "math":
                leaf.text = self._tokens[at + 1].content
                leaf.mark = "#" * int(token.tag[1]) if leaf.kind == "heading" else ""
            case "rule":
                leaf.mark = token.markup[0] * 3
            case "code" | "fence":
                leaf.text, leaf.mark = token.info.strip(), token.markup
                leaf.rows = token.content.removesuffix("\n").split("\n") if token.content else []
                opened = (token.map or [0])[0]
                leaf.closed = leaf.kind == "code" or leaf.end - opened - 1 > len(leaf.rows)
            case "table":
                self._table(leaf, at, token)
        return leaf

    def _table(self, leaf: Leaf, at: int, token: Token) -> None:
        """A table's lines as they stand: markdown-it drops cells that have no header."""
        aligned = []
        for one in self._tokens[at:]:
            if one.type == "thead_close":
                break
            if one.type == "th_open":
                how = str(one.attrs.get("style", "")).removeprefix("text-align:")
                aligned.append(_ALIGNED.get(how, "---"))
        leaf.mark = f"|{'|'.join(aligned)}|"
        leaf.text, _, *leaf.rows = token.meta["lines"]


def cells(row: str) -> list[str]:
    """What the cells of a table's line say."""
    split = escapedSplit(row.strip())
    if split and not split[0]:
        split.pop(0)
    if split and not split[-1]:
        split.pop()
    return [cell.strip() for cell in split]
