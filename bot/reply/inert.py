"""The model's words cannot act: its Markdown, with nothing in it that Slack would obey.

Slack reads its own `<…>` tokens inside Markdown too (facts/slack.md §4). In prose `<` becomes an
entity. In code an entity would be read as it stands, so a zero-width space breaks the token.
That is done wherever a token could be, so that nothing hangs on Slack telling code from prose as
we do. Each line is judged by itself and by the lines before it, never by those after it.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from bot.reply.characters import plain
from bot.reply.lines import Lines
from bot.reply.links import TARGET, live

MARK = "\u200b"
"""Put where it breaks what Slack would obey; nobody sees it."""

_SCHEMES = (
    r"(?:[a-z][a-z0-9+.-]*://|(?:https?|mailto|tel|sms|javascript|vbscript|data|slack|file):(?!:))"
)
_LIVE = re.compile(
    r"<(?=!(?:channel|here|everyone|group|subteam|date)|(?-i:[@#][UWBTCDGS](?![a-z]))"
    rf"|{_SCHEMES})",
    re.IGNORECASE,
)
_LIVE_LINK = re.compile(rf"\](?=\([ \t]*<?[ \t]*{_SCHEMES})", re.IGNORECASE)
_PING = re.compile(r"(?<!\w)@(?=channel|here|everyone|group)", re.IGNORECASE)
_ANY = re.compile(r"<(?=[!@#])")
_PIECE = re.compile(
    r"\\[!-/:-?\[-`{-~]|`+|<|!?\[|\]|(?<!\w)@(?=channel|here|everyone|group)", re.IGNORECASE
)
_RUN = re.compile(r"`+")
_ADDRESS = re.compile(r"<(https?://[^\s<>|\\`\"\[\]()*@]+)>(?![^\s.,;:!?)])", re.IGNORECASE)


def inert(markdown: str) -> str:
    """`markdown` with every ping, disguised link and hidden character made harmless."""
    here, out = Lines(), []
    for line in plain(markdown).split("\n"):
        here = here.after(line)
        out.append(still(line, here))
    return "\n".join(out)


def still(line: str, here: Lines) -> str:
    """One line made inert, `here` being where one stands after it."""
    if here.kind == "fence":
        return _LIVE.sub(f"<{MARK}", _LIVE_LINK.sub(f"]{MARK}", line))
    if here.kind == "code":
        return _code(line)
    return _Prose(line).read()


def _code(text: str) -> str:
    """Code that a stricter reader may take for prose: nothing in it is a token or a link."""
    broken = _ANY.sub(f"<{MARK}", _LIVE.sub(f"<{MARK}", _PING.sub(f"@{MARK}", text)))
    return broken.replace("](", f"]{MARK}(").replace("]:", f"]{MARK}:")


class _Prose:
    """A line of Markdown that is not code, read once from left to right."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._at = 0
        self._out: list[str] = []
        self._labels: list[tuple[int, int]] = []  # where open brackets stand, in `out` and `line`
        self._runs: dict[int, list[int]] = {}  # of so many backticks, where each begins
        for run in _RUN.finditer(line):
            self._runs.setdefault(len(run[0]), []).append(run.start())

    def read(self) -> str:
        while piece := _PIECE.search(self._line, self._at):
            self._out.append(self._line[self._at : piece.start()])
            self._at = piece.end()
            self._take(piece[0], piece.start())
        self._out.append(self._line[self._at :])
        return "".join(self._out)

    def _take(self, piece: str, start: int) -> None:
        match piece[0]:
            case "`":
                self._span(piece, start)
            case "<":
                self._angle(start)
            case "@":
                self._out.append(f"@{MARK}")
            case "]":
                self._close(start)
            case "[" | "!" if piece != "!":
                self._labels.append((len(self._out), self._at))
                self._out.append(piece)
            case _:
                self._out.append(f"\\<{MARK}" if piece == "\\<" else piece)

    def _span(self, ticks: str, start: int) -> None:
        """Code in a line, as far as the next run of just as many backticks."""
        alike = self._runs.get(len(ticks), [])
        after = bisect_right(alike, start)
        end = alike[after] + len(ticks) if after < len(alike) else self._at
        self._out.append(_code(self._line[start:end]))
        self._at = end

    def _angle(self, start: int) -> None:
        """`<`, or the address that stands in angle brackets, without them."""
        address = _ADDRESS.match(self._line, start)
        if address and live("it", address[1]):
            self._out.append(address[1])
            self._at = address.end()
        else:
            self._out.append("&lt;")

    def _close(self, start: int) -> None:
        """`]`: the end of a label if an honest target follows, and otherwise of nothing."""
        opened = self._labels.pop() if self._labels else None
        target = TARGET.match(self._line, self._at)
        if opened and target and live(self._line[opened[1] : start], target[1]):
            self._out[opened[0]] = self._bracket(opened[1])
            self._out.append("]" + target[0])
            self._at = target.end()
            self._labels.clear()  # no link holds another
        else:
            follows = self._line[self._at : self._at + 1]
            self._out.append(f"]{MARK}" if follows in {"(", ":"} else "]")

    def _bracket(self, at: int) -> str:
        """What opens a link whose label begins at `at`; an image becomes a link to it."""
        image = self._line[at - 2 : at] == "!["
        return f"{MARK}[" if image and self._line[: at - 2].endswith("!") else "["
