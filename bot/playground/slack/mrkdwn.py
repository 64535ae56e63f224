"""Slack's mrkdwn as HTML: bold, italic, strike, code, quotes, links and mentions."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from itertools import groupby

from bot.playground.slack.mentions import MARK, link, mark, plain

_FENCE = re.compile(r"```\n?(.*?)\n?```\n?", re.DOTALL)
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_SPAN = re.compile(
    rf"(?P<mark>{re.sub(r'[(][?]P<[a-z]+>', '(?:', MARK.pattern)})"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?P<bare>\bhttps?://[^\s<>|]+[^\s<>|.,;:!?)'\"*_~])"
    r"|(?<![\w*])\*(?P<b>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<i>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"
    r"|(?<![\w~])~(?P<s>[^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])"
)


def mrkdwn(text: str, names: Mapping[str, str]) -> str:
    """The HTML of `text`; `names` says what the ids of users and channels are called."""
    parts = _FENCE.split(text)  # words, code, words, code, … words
    return "".join(
        f"<pre><code>{html.escape(plain(part))}</code></pre>" if at % 2 else _lines(part, names)
        for at, part in enumerate(parts)
    )


def _lines(text: str, names: Mapping[str, str]) -> str:
    """Lines without fences; those that begin with `>` stand together in a quote."""
    if not text:
        return ""
    groups = groupby(text.split("\n"), key=lambda line: bool(_QUOTE.match(line)))
    done: list[str] = []
    for quoted, lines in groups:
        words = "<br>".join(
            _spans(_QUOTE.sub("", ln, count=1) if quoted else ln, names) for ln in lines
        )
        done.append(f"<blockquote>{words}</blockquote>" if quoted else words)
    return "".join(done)


def _spans(text: str, names: Mapping[str, str]) -> str:
    """What stands within one line."""
    done: list[str] = []
    end = 0
    for found in _SPAN.finditer(text):
        done += [html.escape(plain(text[end : found.start()])), _span(found, names)]
        end = found.end()
    return "".join([*done, html.escape(plain(text[end:]))])


def _span(found: re.Match[str], names: Mapping[str, str]) -> str:
    """One thing that `_SPAN` found. A span can't hold its own sign, so this goes 3 deep at most."""
    words = found[0]
    match found.lastgroup:
        case "mark":
            inner = MARK.fullmatch(words)
            return mark(inner, names) if inner else html.escape(words)
        case "code":
            return f"<code>{html.escape(plain(found['code']))}</code>"
        case "bare":
            return link(plain(words), html.escape(plain(words)))
        case tag:
            return f"<{tag}>{_spans(words[1:-1], names)}</{tag}>"
