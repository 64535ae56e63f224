"""The model's words cannot act: its Markdown, with nothing in it that Slack would obey."""

from __future__ import annotations

import sys

from bot.reply.blocks import Blocks
from bot.reply.characters import plain
from bot.reply.sheet import Sheet


def inert(markdown: str) -> str:
    """A whole text with every ping, disguised link and hidden character made harmless."""
    blocks, sheet = Blocks(), Sheet(sys.maxsize, len)
    for line in plain(markdown).split("\n"):
        sheet.add(blocks.push(line))
    return sheet.trying(blocks.rest())
