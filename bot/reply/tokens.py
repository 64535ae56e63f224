"""Nothing that Slack would obey stands in a text: what it reads as its own token is broken.

Slack reads its own `<…>` tokens inside Markdown too (facts/slack.md §4). In prose `<` becomes an
entity. In code an entity would be read as it stands, so a zero-width space breaks the token. That
is done wherever one could be, so that nothing hangs on Slack telling code from prose as we do.
"""

from __future__ import annotations

import re

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
_TICKS = re.compile(r"^ {0,3}(?=```)")
_PIECE = re.compile(
    r"\\[!-/:-@\[-`{-~]|<|\](?=[(:])|(?<!\w)@(?=channel|here|everyone|group)", re.IGNORECASE
)


def prose(text: str) -> str:
    """`text`, in which no code and no link stands, without tokens and without links."""
    return _PIECE.sub(_broken, text)


def span(text: str) -> str:
    """Code in a line, which a stricter reader may take for prose: no token, no link."""
    broken = _ANY.sub(f"<{MARK}", _LIVE.sub(f"<{MARK}", _PING.sub(f"@{MARK}", text)))
    return broken.replace("](", f"]{MARK}(").replace("]:", f"]{MARK}:")


def code(line: str) -> str:
    """A line of a code block."""
    return _LIVE.sub(f"<{MARK}", _LIVE_LINK.sub(f"]{MARK}", line))


def within(line: str) -> str:
    """A line put into a fence of ours, which it can't end."""
    return code(_TICKS.sub(MARK, line))


def _broken(piece: re.Match[str]) -> str:
    match piece[0]:
        case "<" | "\\<":
            return "&lt;"
        case "@" | "]" as char:
            return char + MARK
        case "\\@" | "\\]" as escaped:
            return escaped + MARK
        case escaped:
            return escaped
