"""Slack's `rich_text` blocks as HTML: the shape of what people type; its text is literal."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from bot.playground.slack.mentions import link, ping, place

Names = Mapping[str, str]
Element = Mapping[str, Any]
_STYLES = (("code", "code"), ("strike", "s"), ("italic", "i"), ("bold", "b"))


def rich_text(elements: Sequence[Element], names: Names) -> str:
    """The HTML of a `rich_text` block's elements."""
    return "".join(_part(element, names) for element in elements)


def _part(part: Element, names: Names) -> str:
    """A section, list, quote or preformatted text."""
    inner: Sequence[Element] = part.get("elements") or []
    match part.get("type"):
        case "rich_text_list":
            tag = "ol" if part.get("style") == "ordered" else "ul"
            return f"<{tag}>{''.join(f'<li>{_part(item, names)}</li>' for item in inner)}</{tag}>"
        case "rich_text_quote":
            return f"<blockquote>{_spans(inner, names)}</blockquote>"
        case "rich_text_preformatted":
            words = "".join(str(one.get("text") or one.get("url") or "") for one in inner)
            return f"<pre><code>{html.escape(words)}</code></pre>"
        case _:
            return _spans(inner, names)


def _spans(elements: Sequence[Element], names: Names) -> str:
    return "".join(_styled(element, names) for element in elements)


def _styled(element: Element, names: Names) -> str:
    words = _span(element, names)
    style = element.get("style") or {}
    for key, tag in _STYLES:
        if style.get(key):
            words = f"<{tag}>{words}</{tag}>"
    return words


def _span(element: Element, names: Names) -> str:
    """One element within a line; of an unknown kind, its text or nothing."""
    match element.get("type"):
        case "user" | "usergroup" as kind:
            called = str(element.get(f"{kind}_id"))
            return ping(names.get(called, called))
        case "broadcast":
            return ping(str(element.get("range")))
        case "channel":
            channel = str(element.get("channel_id"))
            return place(names.get(channel, channel))
        case "link":
            url = str(element.get("url"))
            return link(url, html.escape(str(element.get("text") or url)))
        case "emoji":
            return html.escape(f":{element.get('name')}:")
        case _:
            return html.escape(str(element.get("text") or "")).replace("\n", "<br>")
