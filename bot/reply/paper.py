"""A text as a canvas takes it: nothing in it acts, and nothing that Slack would refuse it for.

A canvas knows three levels of headings, 300 cells of a table, and in a list or a quote only words
(docs.slack.dev/surfaces/canvases); its `![](…)` would be a mention or an unfurl. What does not fit
stays to be read: deeper headings become the third, a table goes on in another one, and a list with
more than words in it is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.reply.inert import inert

LARGEST = 1_000_000
"""Characters: docs.slack.dev/reference/methods/conversations.canvases.create, and a margin."""
CELLS = 300
_DEEPEST = 3
_BOXES = frozenset({"bullet_list_open", "ordered_list_open", "blockquote_open"})
_TROUBLE = frozenset({"fence", "code_block", "table_open", "heading_open", "blockquote_open", "hr"})
_LEAF = re.compile(r"(?m)^[ \t]*(?=[#>+*=|`~-]|\d+[.)])")
_CUT = "…"


def paper(markdown: str) -> str:
    """The Markdown of a canvas that says what `markdown` says."""
    source = inert(markdown)
    lines = source.split("\n")
    parts: list[str] = []
    for block in _blocks(_parser().parse(source)):
        parts += _part(block, lines)
        if sum(len(part) + 2 for part in parts) > LARGEST:
            return "\n\n".join([*parts[:-1], _CUT])
    return "\n\n".join(parts)


def _blocks(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of each block that stands in no other."""
    start = 0
    for at, token in enumerate(tokens, 1):
        if token.level == 0 and token.nesting != 1:
            yield tokens[start:at]
            start = at


def _part(block: Sequence[Token], lines: Sequence[str]) -> list[str]:
    first = block[0]
    if first.type in _BOXES and any(token.type in _TROUBLE for token in block[1:]):
        return _apart(block)
    if first.type == "heading_open":
        return _heading(block[1], first)
    if first.type == "table_open":
        return _tables(block)
    if first.type == "hr":
        return ["---"]
    start, end = first.map or (0, 0)
    return ["\n".join(lines[start:end]).strip("\n")]


def _apart(block: Sequence[Token]) -> list[str]:
    """Each leaf of a list or a quote on its own; the first words of an item bear its mark."""
    parts, mark = [], ""
    for at, token in enumerate(block):
        match token.type:
            case "list_item_open":
                mark = f"{token.info}{token.markup} " if token.info else "- "
            case "inline" if block[at - 1].type == "paragraph_open" and token.content:
                parts.append(mark + _words(token.content).replace("\n", "\n" + " " * len(mark)))
                mark = ""
            case "heading_open":
                parts += _heading(block[at + 1], token)
            case "fence" | "code_block":
                parts.append(_code(token))
            case "table_open":
                ends = (n for n, other in enumerate(block[at:], at) if other.type == "table_close")
                parts += _tables(block[at : next(ends)])
    return parts


def _heading(inline: Token, opened: Token) -> list[str]:
    words = " ".join(inline.content.split("\n"))
    return [f"{'#' * min(int(opened.tag[1:]), _DEEPEST)} {words}"] if words.strip() else []


def _code(token: Token) -> str:
    longest = max((len(run) for run in re.findall(r"`+", token.content)), default=0)
    fence = "`" * max(3, longest + 1)
    info = "".join(token.info.split()[:1]).replace("`", "")
    return f"{fence}{info}\n{token.content.rstrip(chr(10))}\n{fence}"


def _tables(block: Sequence[Token]) -> list[str]:
    """The table, in as many as it takes; each has its header."""
    rows: list[list[str]] = []
    for token in block:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token.content.replace("|", "\\|"))
    header, *body = rows
    each = CELLS // len(header) - 1  # what is too wide for Slack is no table by now
    pieces = [body[at : at + each] for at in range(0, len(body), each)] or [[]]
    return [_table(header, piece) for piece in pieces]


def _table(header: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    rows = [header, ["---"] * len(header), *body]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _words(content: str) -> str:
    """Words of a paragraph that began elsewhere: no line of them begins anything else here."""
    return _LEAF.sub("\\\\", content)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")
