"""One message as Slack is asked to draw it: its words, what stands under them, what is read out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.question import Question
from bot.reply.aloud import aloud
from bot.reply.characters import size, still
from bot.reply.furniture import Furniture, blocks, stop
from bot.reply.pages import PAGE

READ_OUT = 4_000
"""UTF-8 bytes of `text` that chat.update takes (facts/slack.md §2)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """`said` is the answer's Markdown on it, `built` its blocks; without any it is words alone.

    `plain` is shown where Slack would not have the blocks, `read` is read out in their place: ""
    leaves that to Slack, which derives it from them.
    """

    said: str
    built: Sequence[dict[str, Any]] = ()
    plain: str = ""
    read: str = ""

    @property
    def content(self) -> dict[str, Any]:
        """As `chat.postMessage` and `chat.update` take it."""
        if not self.built:
            return self.bare
        return {"blocks": self.built, **({"text": self.read} if self.read else {})}

    @property
    def bare(self) -> dict[str, Any]:
        """The same without blocks."""
        return {"markdown_text": self.plain or self.said}


def growing(page: str, question: Question) -> Drawing:
    """The last page of an answer that is being written: with a button to stop it."""
    return Drawing(page, blocks(page, Furniture(buttons=(stop(question),))))


def finished(page: str, furniture: Furniture) -> Drawing:
    """The last page of an answer that has ended, with what stands under it."""
    return Drawing(page, blocks(page, furniture), _plain(page, furniture), read(page, furniture))


def read(page: str, furniture: Furniture) -> str:
    """`text` for who hears the message read, complete; "" where Slack would not take so much.

    A stream has no such text: Slack derives it (chat.stopStream takes none).
    """
    sorry = f"⚠️ {furniture.apology}" if furniture.apology else ""
    parts = (aloud(page), sorry, " ".join(furniture.notes), furniture.footer)
    text = still("\n\n".join(part for part in parts if part))
    return text if len(text.encode()) <= READ_OUT else ""


def _plain(page: str, furniture: Furniture) -> str:
    """The words come first: what stands under them is there too if there is room."""
    whole = "\n\n".join(filter(None, (page, furniture.apology, furniture.footer)))
    return whole if size(whole) <= PAGE else page
