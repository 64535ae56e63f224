"""The row under a finished reply: what can be pressed there, in one order, each if it applies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.conversation.thread import Thread
from bot.conversation.turn import STOPPED, Turn
from bot.reply.furniture import Button, Furniture, Menu, Thumbs
from bot.tongue import say

AGAIN = "again"
"""The action of the Retry button; its value is the id of what was asked."""
AGAIN_THERE = "again_there"
"""The same in its asker's direct messages, where it could not be answered in its own channel."""
GO_ON = "go_on"
"""The action of the Continue button; its value is the thread."""
REGENERATE = "regenerate"
"""The action of the button for another answer; its value is the id of the first asking and, behind
a blank, the name of the answer that is to be replaced (`Turn.name`; older buttons have none)."""
VARIED = "regenerate_varied"
"""The action of the menu beside it; its values are a `How`, a blank, and the same."""
RATE = "rate"
"""The action of both thumbs; their values are `Thumb`, the id of the first asking, and the answer's
own (`msg_…`), with blanks between."""
THINKING = "thinking"
"""The action of Show thinking; its value is the id of the first asking."""
EARLIER = "earlier"
"""The action of Earlier answer; its value is that id and, behind a blank, which one: from 0."""
LABEL = 75
"""Characters of what a button says (facts/slack.md §1.7)."""
SHARE = "share"
"""The action of the Share button under a summary; its value is the id of the first asking."""
FURTHER = "further"
"""What the actions of the buttons for further questions begin with; their values are those."""
STEPS = "steps"
"""The action of Show steps under a research; its value is the id of the first asking."""
EXPORT = "export"
"""What the actions of the buttons for exporting begin with; the value is the id of the first
asking."""
SETTINGS = "settings"
"""The action of Settings, whose value is the thread; also that of the form, and of a shortcut."""
MINE = "my_settings"
"""The global shortcut to one's own settings."""


def finished(
    said: Sequence[Turn], first: str, thread: Thread, earlier: int
) -> tuple[Thumbs | None, tuple[Button | Menu, ...]]:
    """What stands under an answer of these turns to the question `first`.

    `earlier` is how many answers to it there were before. There are no thumbs for what nobody
    said.
    """
    thumbs = Thumbs(RATE, f"{first} {said[-1].name}") if said else None
    return thumbs, tuple(_row(said, first, thread, earlier))


def retry(asked: str) -> Button:
    """What asks once more what failed."""
    return Button(AGAIN, say("Retry"), asked)


def retry_there(asked: str) -> Button:
    """What asks it once more from elsewhere."""
    return Button(AGAIN_THERE, say("Retry"), asked)


def share(first: str) -> Button:
    """What shows a summary to those who can read what it is about."""
    return Button(SHARE, say("Share"), first, "primary")


def further(questions: Sequence[str]) -> tuple[Button, ...]:
    """What asks each of `questions`, as much of it as a button shows on it."""
    return tuple(
        Button(f"{FURTHER}_{number}", label(question), question)
        for number, question in enumerate(questions)
    )


def export(first: str) -> tuple[Button, ...]:
    """What tells what a research did, and hands over its answer as a file or as a canvas."""
    return (
        Button(STEPS, say("Show steps"), first),
        Button(f"{EXPORT}_file", say("Export as a file"), first),
        Button(f"{EXPORT}_canvas", say("Export as a canvas"), first),
    )


def label(words: str) -> str:
    """As much of `words` as a button shows."""
    if len(words) <= LABEL:
        return words
    return words[: LABEL - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def go_on(thread: Thread) -> Button:
    """What asks for the rest."""
    return Button(GO_ON, say("Continue"), str(thread))


def _row(said: Sequence[Turn], first: str, thread: Thread, earlier: int) -> Iterator[Button | Menu]:
    if cut_short(said):
        yield go_on(thread)
    anew = f"{first} {said[-1].name}" if said else first
    yield Button(REGENERATE, say("Regenerate"), anew)
    yield Menu(
        VARIED,
        (
            (say("Regenerate with more effort"), f"effort {anew}"),
            (say("Regenerate with web search"), f"search {anew}"),
        ),
    )
    if any(_thought(turn) for turn in said):
        yield Button(THINKING, say("Show thinking"), first)
    if earlier:
        yield Button(EARLIER, say("Earlier answer"), f"{first} {earlier - 1}")
    yield Button(SETTINGS, say("Settings"), str(thread))


def cut_short(said: Sequence[Turn]) -> bool:
    """Whether there would be more to say."""
    return bool(said) and said[-1].about.get("stop_reason") in ("max_tokens", STOPPED)


def _thought(turn: Turn) -> bool:
    return any("thinking" in str(block.get("type")) for block in turn.content)


def older(first: str, at: int) -> Furniture:
    """What stands under an earlier answer, number `at` from 0: the way to the one before it."""
    if at == 0:
        return Furniture()
    return Furniture(buttons=(Button(EARLIER, say("The one before"), f"{first} {at - 1}"),))
