"""Modals as Slack takes them: what one person reads alone, and the form for a comment.

Limits: 100 blocks, 3,000 characters a section, 24 a title, 250,000 bytes a view
(facts/slack.md §1.7, docs.slack.dev/reference/views).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from bot.reply.characters import plain, size
from bot.tongue import say

View: TypeAlias = dict[str, Any]
Block: TypeAlias = dict[str, Any]
SECTION = 3_000
"""UTF-16 units of the text of one section."""
SECTIONS = 12
"""Sections of one leaf: as JSON a unit may take six bytes, and a view of so many still fits."""
LEAVES = ("leaf_back", "leaf_next")
"""The actions of the buttons that turn a leaf; their value is the number of the leaf, from 0."""
COMMENT = "comment"
"""The form for a comment, its one field, and the field's block."""
LONGEST = 3_000
"""Characters of a comment."""


def modal(title: str, blocks: Sequence[Block], about: str = "") -> View:
    """A modal to be read and closed; `about` comes back with what is pressed in it."""
    return {
        "type": "modal",
        "title": words(title[:24]),
        "close": words(say("Close")),
        "blocks": list(blocks),
        "private_metadata": about,
    }


def form(name: str, labels: tuple[str, str], blocks: Sequence[Block], about: str) -> View:
    """A modal to be filled in: its submission is heard by `name`, with `about`.

    `labels` are its title, and what its button says.
    """
    title, send = labels
    return modal(title, blocks, about) | {"callback_id": name, "submit": words(send)}


def note(title: str, sentence: str) -> View:
    """A modal that says one sentence."""
    return modal(title, [section(sentence)])


def marked(title: str, text: str) -> View:
    """A modal that says what was done; `text` is mrkdwn, in which nothing acts."""
    return modal(title, [{"type": "section", "text": mrkdwn(part)} for part in _cut(plain(text))])


def loading(title: str) -> View:
    """What stands there at first: Slack waits three seconds for a modal, and no longer."""
    return note(title, say("One moment…"))


def leaves(text: str) -> list[list[str]]:
    """Any text, cut into sections and these put on leaves; [] if nothing is in it to be seen."""
    parts = list(filter(str.strip, _cut(plain(text))))
    return [parts[at : at + SECTIONS] for at in range(0, len(parts), SECTIONS)]


def reading(title: str, leaf: int, text: Sequence[Sequence[str]], about: str) -> View:
    """One leaf of a text: nothing in it is read as markup."""
    at = min(max(leaf, 0), len(text) - 1)
    blocks = [section(part) for part in text[at]]
    back, next_ = LEAVES
    turns = [_turn(back, at - 1, say("Back"))] if at else []
    turns += [_turn(next_, at + 1, say("Next"))] if at + 1 < len(text) else []
    if turns:
        told = say("Page {page} of {pages}", page=at + 1, pages=len(text))
        blocks.append({"type": "context", "elements": [words(told)]})
        blocks.append({"type": "actions", "elements": turns})
    return modal(title, blocks, about)


def comment(about: str, so_far: str) -> View:
    """The form that asks what was wrong with an answer."""
    field = {
        "type": "plain_text_input",
        "action_id": COMMENT,
        "multiline": True,
        "max_length": LONGEST,
    } | ({"initial_value": so_far} if so_far else {})
    asked: Block = {
        "type": "input",
        "block_id": COMMENT,
        "optional": True,
        "label": words(say("What was wrong? Only whoever runs this app reads it.")),
        "element": field,
    }
    return form(COMMENT, (say("Thank you"), say("Send")), [asked], about)


def section(text: str) -> Block:
    """A paragraph, as it is."""
    return {"type": "section", "text": words(text)}


def words(text: str) -> dict[str, Any]:
    """Text in which Slack sees nothing but text."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> dict[str, Any]:
    """Text in which Slack sees its marks, and makes no links of its own."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _turn(action: str, leaf: int, label: str) -> Block:
    return {"type": "button", "action_id": action, "text": words(label), "value": str(leaf)}


def _cut(text: str) -> list[str]:
    """Pieces of `SECTION` at most, between lines or words if that leaves none too small."""
    parts: list[str] = []
    while text:
        end = _fitting(text)
        if end < len(text):
            gaps = (text.rfind(gap, end // 2, end) for gap in ("\n", " "))
            end = next((gap + 1 for gap in gaps if gap > 0), end)
        parts.append(text[:end])
        text = text[end:]
    return parts


def _fitting(text: str) -> int:
    """How many characters fit into a section."""
    if size(head := text[:SECTION]) <= SECTION:
        return len(head)
    most = 0
    for at, char in enumerate(head):
        most += 2 if char > "\uffff" else 1
        if most > SECTION:
            return at
    return len(head)
