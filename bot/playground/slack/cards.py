"""Steps that an agent took, as HTML: a card each, or a plan of several."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

Block = Mapping[str, Any]
_WEB = re.compile(r"https?://", re.IGNORECASE)


def task_card(block: Block, _names: Mapping[str, str]) -> str:
    """One step: how it stands, what it is, what came of it, and from where."""
    status = str(block.get("status"))
    kind = status if status in ("pending", "in_progress", "complete", "error") else "pending"
    told = "".join(
        f"<p>{_words(block.get(name))}</p>" for name in ("details", "output") if block.get(name)
    )
    sources = "".join(map(_source, block.get("sources") or ()))
    told += f"<p>{sources}</p>" if sources else ""
    return f'<div class="card {kind}"><b>{_words(block.get("title"))}</b>{told}</div>'


def plan(block: Block, names: Mapping[str, str]) -> str:
    """All steps under one title."""
    cards = "".join(task_card(task, names) for task in block.get("tasks") or ())
    return f'<div class="plan"><b>{_words(block.get("title"))}</b>{cards}</div>'


def _words(value: object) -> str:
    return html.escape(str(value or "")).replace("\n", "<br>")


def _source(source: Block) -> str:
    url, text = str(source.get("url", "")), _words(source.get("text"))
    if not _WEB.match(url):
        return f"<span>{text}</span> "
    return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{text}</a> '
