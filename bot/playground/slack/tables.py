"""Table and image blocks as HTML; a picture from elsewhere is named, and never fetched."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from bot.playground.slack.mentions import link
from bot.playground.slack.rich_text import rich_text

Block = Mapping[str, Any]
_FILE = re.compile(r"[A-Z0-9]{2,32}")
_SIDES = ("left", "center", "right")


def table(block: Block, names: Mapping[str, str]) -> str:
    """A `table` or `data_table` block: the first row is its header."""
    settings = block.get("column_settings") or []
    sides = [str((one or {}).get("align") or "") for one in settings]
    header, *body = block.get("rows") or [[]]
    rows = "".join(_row(row, "td", sides, names) for row in body)
    head = _row(header, "th", sides, names)
    return f'<div class="table"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def image(block: Block, _names: Mapping[str, str]) -> str:
    """A picture that lies in Slack is shown; one from elsewhere is a link to it."""
    words = html.escape(str(block.get("alt_text", "")))
    id_ = str((block.get("slack_file") or {}).get("id") or "")
    if _FILE.fullmatch(id_):
        return f'<p><img src="/file/{id_}" alt="{words}"></p>'
    return f"<p>{link(str(block.get('image_url', '')), words)}</p>"


def _row(row: Any, tag: str, sides: list[str], names: Mapping[str, str]) -> str:
    cells = row if isinstance(row, list) else []
    told = "".join(
        f"<{tag}{_side(sides, at)}>{_cell(cell, names)}</{tag}>" for at, cell in enumerate(cells)
    )
    return f"<tr>{told}</tr>"


def _side(sides: list[str], at: int) -> str:
    side = sides[at] if at < len(sides) else ""
    return f' class="{side}"' if side in _SIDES else ""


def _cell(cell: Any, names: Mapping[str, str]) -> str:
    if not isinstance(cell, dict):
        return ""
    if cell.get("type") == "rich_text":
        return rich_text(cell.get("elements") or [], names)
    return html.escape(str(cell.get("text", cell.get("value", ""))))
