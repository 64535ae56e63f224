r"""What stands within a line of Markdown is for markdown-it to say; here its places are noted.

Beyond CommonMark and strikethrough: maths between `$`, `$$`, `\( \)` or `\[ \]`, which is shown
as code, so that no mark in it is taken for emphasis. An image is shown as a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.balance_pairs import link_pairs
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from markdown_it.utils import EnvType

from bot.reply.links import TARGET, TITLED, live
from bot.reply.tokens import MARK, prose, span

_MATHS = re.compile(
    r"\$\$(?!\$)[^`]{1,1000}?\$\$|(?<![\w$])\$(?![\s$])[^$`\n]{0,1000}?(?<![\s\\$])\$(?![\w$])"
    r"|\\\([^`]{1,1000}?\\\)|\\\[[^`]{1,1000}?\\\]",
    re.DOTALL,
)
_ADDRESS = re.compile(r"<[^\s<>|\\`\"\[\]()*@]+>(?![^\s.,;:!?)])")


@dataclass(slots=True)
class Span:
    """Something at text[start:end] that is not plain; of a link, the label ends at `label`."""

    kind: Literal["code", "maths", "link", "image", "address"]
    start: int
    end: int
    label: int = 0


@dataclass(slots=True)
class Marks:
    """What a line holds: its spans, in order; and what it opened and did not close.

    `loose` are brackets and backticks, `emphasis` is each run of marks that met no other, and
    whether it could open something.
    """

    spans: list[Span] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    emphasis: list[tuple[int, str, bool]] = field(default_factory=list)
    paired: list[tuple[int, int]] = field(default_factory=list)


def marks(text: str) -> Marks:
    """Read a text that holds no blocks."""
    found = Marks()
    state = _State(text, _READER, {"marks": found}, [])
    _READER.inline.tokenize(state)
    link_pairs(state)
    found.spans.sort(key=lambda one: (one.start, -one.end))
    state.note(found)
    return found


def inline(text: str) -> str:
    """`text` with every ping, disguised link and hidden token made harmless."""
    return _written(text, 0, len(text), marks(text).spans)


def _written(text: str, start: int, end: int, spans: list[Span]) -> str:
    parts, at = [""], start
    for index, one in enumerate(spans):
        if one.start < at or one.end > end:
            continue
        parts.append(prose(text[at : one.start]))
        shown = _span(text, one, spans[index + 1 :])
        parts.append(MARK + shown if _joins(parts, shown) else shown)
        at = one.end
    parts.append(prose(text[at:end]))
    return "".join(parts)


def _joins(parts: list[str], shown: str) -> bool:
    """Whether what follows would be read as one with what stands before it."""
    before = "".join(parts[-2:])[-1:]
    return (before, shown[:1]) in {("!", "["), ("`", "`")}


def _span(text: str, one: Span, inner: list[Span]) -> str:
    raw = text[one.start : one.end]
    match one.kind:
        case "code":
            return span(raw)
        case "maths":
            return f"`{span(raw)}`{MARK if text[one.end : one.end + 1] == '`' else ''}"
        case "address":
            alone = _ADDRESS.match(text, one.start)
            return raw[1:-1] if alone and live("it", raw[1:-1]) else prose(raw)
        case _:
            return _link(text, one, inner)


def _link(text: str, one: Span, inner: list[Span]) -> str:
    """A link if it is an honest one; otherwise what it would have been, to be read."""
    first = one.start + 1 + (one.kind == "image")
    label = text[first : one.label]
    target, title = _target(text[one.label + 1 : one.end])
    within = [other for other in inner if other.end <= one.label]
    shown = _written(text, first, one.label, within)
    nested = any(other.kind in {"link", "image"} for other in within)
    if target and not nested and not label.strip() and live("it", target):
        return target
    if target and not nested and live(label, target):
        return f"[{shown}]({target}{title})"
    return f"[{shown}]{MARK}{prose(text[one.label + 1 : one.end])}"


def _target(text: str) -> tuple[str, str]:
    """Where a link goes, and its title; nowhere, if it has to be escaped or is not plain."""
    found = TITLED.fullmatch(text)
    if not found:
        return "", ""
    plain = found["target"] or found["angled"]
    return (plain, found["title"] or "") if TARGET.fullmatch(f"({plain})") else ("", "")


class _State(StateInline):
    """Notes where tokens are pushed."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta.update(at=self.pos, until=self.posMax)
        return token

    def note(self, found: Marks) -> None:
        """The emphasis, once its marks have met."""
        lists = [self.delimiters, *(meta["delimiters"] for meta in self.tokens_meta if meta)]
        for delimiters in lists:
            ended = {one.end for one in delimiters if one.end >= 0}
            places = list(self._places(delimiters))
            for at, one in enumerate(delimiters):
                char = self.tokens[one.token].content
                if one.end >= 0:
                    found.paired.append((places[at], places[one.end] + len(char)))
                elif at not in ended:
                    found.emphasis.append((places[at], char, one.open))
        found.emphasis.sort()

    def _places(self, delimiters: list[Delimiter]) -> Iterator[int]:
        begun, run = -1, 0
        for one in delimiters:
            token = self.tokens[one.token]
            run = run + len(token.content) if token.meta["at"] == begun else 0
            begun = token.meta["at"]
            yield begun + run


class _Parser(ParserInline):
    """Notes where what is not plain begins and ends, and what began and never ended."""

    def tokenize(self, state: StateInline) -> None:
        """As markdown-it does it."""
        rules, end, found = self.ruler.getRules(""), state.posMax, state.env["marks"]
        while state.pos < end:
            start, pushed = state.pos, len(state.tokens)
            if any(rule(state, False) for rule in rules):  # noqa: FBT003
                self._note(state, start, pushed, found)
            else:
                if state.src[start] == "[":
                    found.loose.append(start)
                state.append_pending(state.src[start])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Of an image's label, which is a text of its own, nothing is noted."""
        del src, md, env
        return tokens

    def _note(self, state: StateInline, start: int, pushed: int, found: Marks) -> None:
        new = state.tokens[pushed:]
        last = new[-1].type if new else ""
        if last in _KINDS:
            opened = next((one for one in new if one.type == "link_open"), None)
            label = opened.meta["until"] if opened else 0
            if last == "image":
                label = state.md.helpers.parseLinkLabel(state, start + 1)
            if last == "link_close" and state.src[start] == "<":
                last = "address"
            found.spans.append(Span(_KINDS[last], start, state.pos, label))
        elif state.src[start] == "`":
            found.loose.append(start)


_KINDS: dict[str, Literal["code", "maths", "link", "image", "address"]] = {
    "code_inline": "code",
    "maths": "maths",
    "link_close": "link",
    "image": "image",
    "address": "address",
}


def _maths(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    found = _MATHS.match(state.src, state.pos, state.posMax)
    if found and not silent:
        state.push("maths", "", 0)
    state.pos = found.end() if found else state.pos
    return found is not None


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    reader.inline = _Parser()
    reader.enable(["strikethrough"]).disable(["html_inline"])
    reader.inline.ruler.before("escape", "maths", _maths)
    return reader


_READER = _reader()
