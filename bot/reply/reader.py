r"""What is a block of Markdown is for markdown-it to say; here it learns what models write beside.

Beyond CommonMark and GFM's tables and strikethrough: display maths between `$$` or `\[ \]`.
Raw HTML and link definitions are text, so that they can be read.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import getLine, table
from markdown_it.token import Token

DEEPEST = 24
"""Levels of quotes, lists and items (a list in a list is two); what is nested deeper is text."""

_MATHS = {"$$": "$$", "\\[": "\\]"}
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


def blocks(lines: Sequence[str]) -> tuple[list[Token], dict[tuple[int, int], int]]:
    """The tokens of markdown-it for whole `lines`, and at which column what stands in an item.

    That column is kept by the first line and the level of what begins there.
    """
    columns: dict[tuple[int, int], int] = {}
    tokens: list[Token] = []
    _READER.block.parse("\n".join(lines) + "\n", _READER, {"columns": columns}, tokens)
    return tokens, columns


def _column(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Note where a block begins, which tokens do not say; and end what is nested too deep."""
    if silent:
        return False
    state.env["columns"][start, state.level] = state.blkIndent
    if state.level < DEEPEST:
        return False
    line = start
    while line < end and (state.isEmpty(line) or not 0 <= state.sCount[line] < state.blkIndent):
        line += 1
    _push(state, "paragraph", start, line, state.blkIndent)
    state.line = line
    return True


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """markdown-it's own, which tells its lines too."""
    at = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        state.tokens[at].meta["lines"] = [getLine(state, n) for n in range(start, state.line)]
    return True


def _maths(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Display maths: from a line that begins with its mark to one that ends so, none blank."""
    if state.is_code_block(start):
        return False
    first = _bare(state, start)
    closing = _MATHS.get(first[:2])
    line = start
    said = first[2:].rstrip()
    while closing and not said.endswith(closing):
        line += 1
        if line >= end or state.isEmpty(line) or state.sCount[line] < state.blkIndent:
            return False
        said = _bare(state, line).rstrip()
    if not closing or closing in said[:-2]:
        return False
    if not silent:
        _push(state, "math", start, line + 1, state.sCount[start])
        state.line = line + 1
    return True


def _bare(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _push(state: StateBlock, kind: str, start: int, end: int, indent: int) -> None:
    text = state.getLines(start, end, indent, keepLastLF=False)
    state.push(f"{kind}_open", "p", 1).map = [start, end]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text.strip(), [start, end], []
    state.push(f"{kind}_close", "p", -1)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 100})
    reader.enable(["table"]).disable(["reference", "html_block"])
    reader.block.ruler.before("table", "column", _column)
    reader.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    reader.block.ruler.before("fence", "math", _maths, _INTERRUPTS)
    return reader


_READER = _reader()
