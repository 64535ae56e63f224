"""What a stream had shown of an answer when edits took over: not said twice, and nothing lost."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reply.pages import pages


@dataclass(frozen=True, slots=True)
class Handover:
    """The messages of a reply that are full, `turned`, and what comes after them.

    `rest` is the Markdown behind them as far as `said` goes, the text that was known by then.
    """

    turned: tuple[str, ...] = ()
    rest: str = ""
    said: str = ""

    def after(self, text: str) -> str:
        """What of `text`, which only grows, comes behind the messages that are full."""
        return self.rest + text[len(self.said) :]

    def pages(self, text: str) -> list[str]:
        """All pages of the whole `text`; of another text than that they are anew."""
        if not text.startswith(self.said):
            return pages(text)
        rest = self.after(text)
        return [*self.turned, *(pages(rest) if rest.strip() else [])]
