"""Slack's own `<…>` marks, live wherever Slack reads them, as HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

# Slack reads these in mrkdwn, and inside Markdown too (facts/slack.md section 4).
MARK = re.compile(
    r"<(?:@(?P<user>[UWB][A-Z0-9]+)"
    r"|!(?P<range>channel|here|everyone)"
    r"|!subteam\^(?P<group>S[A-Z0-9]+)"
    r"|!date\^(?P<date>\d+\^[^<>|\n]*)"
    r"|#(?P<channel>[CGD][A-Z0-9]+)"
    r"|(?P<url>(?:https?://|mailto:)[^\s<>|]+))"
    r"(?:\|(?P<label>[^<>\n]*))?>"
)
_OPENS = re.compile(r"https?://|mailto:", re.IGNORECASE)


def mark(found: re.Match[str], names: Mapping[str, str], *, linked: bool = False) -> str:
    """One match of `MARK` as HTML; inside a link (`linked`) an address is only its words."""
    label = plain(found["label"] or "")
    if user := found["user"]:
        return ping(names.get(user) or label or user)
    if everyone := found["range"]:
        return ping(everyone)
    if group := found["group"]:
        return ping(label.removeprefix("@") or names.get(group) or group)
    if channel := found["channel"]:
        return place(label or names.get(channel) or channel)
    if not found["url"]:
        return html.escape(label or "a date")
    url = plain(found["url"])
    words = html.escape(label or url.removeprefix("mailto:"))
    return words if linked else link(url, words)


def ping(name: str) -> str:
    """Somebody is called: what an answer of the bot must never contain by accident."""
    return f'<span class="ping">@{html.escape(name)}</span>'


def place(name: str) -> str:
    """A channel is named."""
    return f'<span class="channel">#{html.escape(name)}</span>'


def link(url: str, words: str) -> str:
    """`words` (HTML) as a link, if `url` is one that Slack would open; else the bare words."""
    if not opens(url):
        return words
    return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'


def opens(url: str) -> bool:
    """Whether a click on `url` leads anywhere: never javascript:, data: and their like."""
    return bool(_OPENS.match(url))


def plain(text: str) -> str:
    """`text` with Slack's three entities read; there are no others in mrkdwn."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
