"""A Slack message as HTML: nothing of a message is ever markup of the page."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.slack.cards import plan, task_card
from bot.playground.slack.controls import controls
from bot.playground.slack.markdown import markdown
from bot.playground.slack.mrkdwn import mrkdwn
from bot.playground.slack.rich_text import rich_text
from bot.playground.slack.tables import image, table

Names = Mapping[str, str]
Block = Mapping[str, Any]


@dataclass
class Rendered:
    """What the page shows of a message: HTML that is safe to set, and the controls below it."""

    html: str = ""
    footer_html: str = ""
    controls: list[dict[str, Any]] = field(default_factory=list)


def render(message: Mapping[str, Any], names: Names) -> Rendered:
    """`message` as the Web API keeps it; `names` says what ids of users and channels are called.

    Blocks are shown if there are any, else `markdown_text`, else `text` (mrkdwn), as Slack does.
    """
    if blocks := message.get("blocks"):
        return _blocks(blocks, names)
    if written := message.get("markdown_text"):
        return Rendered(html=markdown(str(written), names))
    return Rendered(html=mrkdwn(str(message.get("text") or ""), names))


def _blocks(blocks: list[Block], names: Names) -> Rendered:
    drawn = Rendered()
    for block in blocks:
        kind = str(block.get("type"))
        if kind == "context":
            drawn.footer_html += _context(block, names)
        else:
            drawn.html += _BODY.get(kind, _unknown)(block, names)
        drawn.controls += controls(block)
    return drawn


def _words(text: Block | None, names: Names) -> str:
    """A text object: mrkdwn or plain."""
    words = str((text or {}).get("text", ""))
    if text and text.get("type") == "mrkdwn":
        return mrkdwn(words, names)
    return html.escape(words).replace("\n", "<br>")


def _markdown(block: Block, names: Names) -> str:
    return markdown(str(block.get("text", "")), names)


def _section(block: Block, names: Names) -> str:
    text = block.get("text")
    fields = "".join(f"<p>{_words(one, names)}</p>" for one in block.get("fields") or [] if one)
    words = f"<p>{_words(text, names)}</p>" if text else ""
    return f'{words}<div class="fields">{fields}</div>' if fields else words


def _header(block: Block, names: Names) -> str:
    return f"<h3>{_words(block.get('text'), names)}</h3>"


def _context(block: Block, names: Names) -> str:
    elements = block.get("elements") or []
    words = (_words(one, names) for one in elements if one.get("type") != "image")
    return f"<p>{' '.join(words)}</p>"


def _rich_text(block: Block, names: Names) -> str:
    return rich_text(block.get("elements") or [], names)


def _divider(_block: Block, _names: Names) -> str:
    return "<hr>"


def _nothing(_block: Block, _names: Names) -> str:
    return ""


def _unknown(block: Block, _names: Names) -> str:
    kind = html.escape(str(block.get("type")))
    return f'<p class="unknown">The playground does not draw “{kind}” blocks.</p>'


_BODY: Mapping[str, Callable[[Block, Names], str]] = {
    "markdown": _markdown,
    "section": _section,
    "header": _header,
    "rich_text": _rich_text,
    "divider": _divider,
    "image": image,
    "table": table,
    "data_table": table,
    "actions": _nothing,
    "context_actions": _nothing,
    "plan": plan,
    "task_card": task_card,
}
