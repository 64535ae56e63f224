"""What an answer cites: small numbered links behind what cites, and a list of sources at its end.

The API says an answer in short text blocks, each with the citations that it rests on
(facts/messages.md §2.4). What is stored and sent again stays as it came; this is for reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from bot.conversation.conversation import Block
from bot.tongue import say

_BLANKS = " \t\r\n\f\v\u00a0|"  # what a marker stands before: the end of a line, or of a cell
# What closes a sentence or an emphasis; a marker stands behind it, never inside.
_MAYBE = re.compile(r"[.,;:!?…)\]}»”’\"'*_~`]*")
_CLOSING = re.compile(
    r"[.,;:!?…)\]}»”’\"']*(?:[*_~`]+(?=[\s.,;:!?…)\]}|]|\Z)[.,;:!?…)\]}»”’\"']*)?"
)
_FENCE = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}|~{3,})([^\n]*)\Z")
_UNSAFE = re.compile(r"[^A-Za-z0-9._~:/?#@!$&+,;=%-]")
_ENTITY = re.compile(r"&(?=\w+;)")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$])")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?", re.IGNORECASE)
_NAMES_A_HOST = re.compile(r"\w[.。]\w{2}")
_LONGEST = 100  # characters of a title


class Source(NamedTuple):
    """What is cited: a page of the web, or, where `url` is "", a document by its title."""

    url: str
    title: str


def source(citation: object) -> Source | None:
    """What one citation of the wire cites; None if it names nothing."""
    told = citation if isinstance(citation, Mapping) else {}
    title = _words(told.get("title")) or _words(told.get("document_title"))
    place = _words(told.get("url")) or _words(told.get("source"))
    url = _safe(place)
    if not (url or title or place) and isinstance(index := told.get("document_index"), int):
        title = say("Document {number}", number=index + 1)
    named = title or ("" if url else place)
    return Source(url, named) if url or named else None


class Cited:
    """The readable text of an answer while it is being said: push blocks, read `text`.

    `text` only ever grows; a marker is put when the block that cites has ended, and as soon as it
    is clear what closes its sentence. Numbers go on over all rounds of the answer.
    """

    def __init__(self) -> None:
        self._said: list[str] = []
        self._numbers: dict[Source, int] = {}
        self._pages: dict[str, str] = {}
        self._at = 0
        self._taken = 0
        self._held = ""
        self._due: list[Source] = []
        self._gap = False
        self._line = ""
        self._fence = ""

    @property
    def text(self) -> str:
        """What there is to read so far, markers included."""
        if len(self._said) > 1:
            self._said = ["".join(self._said)]
        return self._said[0] if self._said else ""

    @property
    def sources(self) -> tuple[Source, ...]:
        """What was cited, in the order of first use: the first has number 1."""
        return tuple(self._numbers)

    def hear(self, content: Sequence[Block], ended: int) -> None:
        """What one round has said so far: all its blocks, the first `ended` of which are over."""
        while self._at < len(content):
            block = content[self._at]
            if block.get("type") == "text":
                words = block.get("text")
                words = words if isinstance(words, str) else ""
                self._say(words[self._taken :])
                self._taken = len(words)
            if self._at >= ended:
                return
            self._over(block)
            self._at, self._taken = self._at + 1, 0

    def next(self) -> None:
        """The round is over; what comes is said after a gap."""
        self._flush()
        self._at, self._taken = 0, 0
        self._gap = bool(self._said)

    def whole(self) -> str:
        """All of it, which is over, with the list of sources; nothing may be heard after this."""
        self._flush()
        if self._numbers:
            close = f"\n{self._fence}" if self._fence else ""
            rows = (_row(number, source) for source, number in self._numbers.items())
            title = say("Sources")
            self._said.append(f"{close}\n\n**{title}**\n\n" + "\n".join(rows))
        return self.text

    def _over(self, block: Block) -> None:
        if block.get("type") == "web_fetch_tool_result":
            self._fetched(block)
        cites = block.get("citations") if block.get("type") == "text" else None
        found = list(filter(None, map(source, _list(cites))))
        for one in map(self._linked, found):
            self._numbers.setdefault(one, len(self._numbers) + 1)
            if one not in self._due:
                self._due.append(one)
        if self._held and found and not _MAYBE.fullmatch(self._held):
            self._mark()  # before the blanks that end it

    def _fetched(self, block: Block) -> None:
        """Remember where a fetched page is from: citations of it tell only its title."""
        told = _object(block.get("content"))
        if url := _safe(_words(told.get("url"))):
            self._pages[_words(_object(told.get("content")).get("title"))] = url

    def _linked(self, one: Source) -> Source:
        """The source as it is known already: an address has one number, whatever its title."""
        url = one.url or self._pages.get(one.title, "")
        if not url:
            return one
        return next((known for known in self._numbers if known.url == url), Source(url, one.title))

    def _say(self, text: str) -> None:
        if text and self._gap:
            self._emit("\n\n")
            self._gap = False
        self._held += text
        if self._due:
            if _MAYBE.fullmatch(self._held):
                return  # the sentence may not be closed yet
            self._place()
        end = len(self._held.rstrip(_BLANKS))
        self._emit(self._held[:end])
        self._held = self._held[end:]

    def _place(self) -> None:
        closing = _CLOSING.match(self._held)
        end = closing.end() if closing else 0
        self._emit(self._held[:end])
        self._held = self._held[end:]
        self._mark()

    def _mark(self) -> None:
        """Put the markers that are due here; inside code, where they would be code, none."""
        if not self._fence and not _FENCE.match(self._line):
            for one in self._due:
                self._emit(" " + _marker(self._numbers[one], one))
        self._due.clear()

    def _flush(self) -> None:
        if self._due:
            self._place()
        self._emit(self._held)
        self._held = ""

    def _emit(self, text: str) -> None:
        if not text:
            return
        self._said.append(text)
        *lines, rest = text.split("\n")
        for line in lines:
            self._fence = _fenced(self._fence, self._line + line)
            self._line = ""
        self._line += rest


def cited(rounds: Iterable[Sequence[Block]]) -> str:
    """What a whole answer says, in all its rounds, with its sources."""
    told = Cited()
    for content in rounds:
        told.hear(content, len(content))
        told.next()
    return told.whole()


def _fenced(fence: str, line: str) -> str:
    """The fence that is open after `line`, `fence` being the one before it; "" for none."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return "" if found[1][0] == "`" and "`" in found[2] else found[1]
    return "" if found[1].startswith(fence) and not found[2].strip() else fence


def _marker(number: int, one: Source) -> str:
    return f"[{number}]({one.url})" if one.url else rf"\[{number}\]"


def _row(number: int, one: Source) -> str:
    """One line of the list. A title that names some host is not pressed, its own host is."""
    host = urlsplit(one.url).netloc.removeprefix("www.")
    title = _SPECIAL.sub(r"\\\1", _cut(one.title))
    if not one.url:
        return f"{number}. {title}"
    if not title:
        return f"{number}. [{host}]({one.url})"
    if _NAMES_A_HOST.search(one.title):
        return f"{number}. {title} · [{host}]({one.url})"
    return f"{number}. [{title}]({one.url}) · {host}"


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"


def _safe(url: str) -> str:
    """An address of the web that Markdown can't read otherwise; "" if it is none."""
    try:
        parts = urlsplit(url)
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return ""
    rest = parts._replace(scheme="", netloc="").geturl()
    plain = _UNSAFE.sub(lambda odd: quote(odd[0], safe="", errors="replace"), rest)
    return f"{parts.scheme}://{host}{_ENTITY.sub('%26', plain)}"


def _words(value: object) -> str:
    """A text of the wire on one line."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> Iterator[Any]:
    return iter(value if isinstance(value, list | tuple) else ())
