"""What a screen reader says of Markdown: all of its words, and none of its marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PART = ("paragraph_close", "heading_close", "tr_close")
_CELL = ("td_close", "th_close")
_CODE = ("fence", "code_block", "html_block")


def aloud(markdown: str) -> str:
    """`markdown` as plain text, a line for each paragraph, item or row of a table."""
    lines: list[str] = []
    said: list[str] = []
    for token in _parser().parse(markdown):
        if token.type in _CODE:
            lines.append(token.content.rstrip("\n"))
        elif token.type == "inline":
            said.append(_inline(token.children or ()))
        elif token.type == "list_item_open" and token.info:
            said.append(f"{token.info}{token.markup} ")
        elif token.type in _CELL:
            said.append("; ")
        elif token.type in _PART:
            lines.append("".join(said).strip().removesuffix(";").rstrip())
            said = []
    return "\n".join(line for line in lines if line.strip())


def _inline(tokens: Sequence[Token]) -> str:
    return "".join(map(_words, tokens))


def _words(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "image":
            return _inline(token.children or ())
        case _:
            return token.content


@cache
def _parser() -> MarkdownIt:
    # Broken characters and numbers out of range are left to it: it reads any text.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
