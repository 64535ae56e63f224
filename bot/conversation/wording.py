"""What a message of Slack says to whoever sees it: its words, its blocks, what is attached to it.

https://docs.slack.dev/messaging/formatting-message-text, https://docs.slack.dev/reference/block-kit
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.conversation import kit
from bot.conversation.spoken import escaped

Message = Mapping[str, Any]
ODD = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u202a-\u202e\u2066-\u206f"  # embeddings, overrides, isolates: they reorder what is read
    "\ud800-\udfff"  # half a character, which JSON for Slack can't carry
    "\U000e0000-\U000e007f"  # tags: text that nobody sees
)
"""Characters that hide, reorder or break text, for a class of a regular expression."""
_HIDDEN = re.compile(f"[{ODD}\u00ad\u200b\u2060-\u2064\ufeff]")  # the rest: nothing in mid-word
_NAME = 80
"""Characters of a name: docs.slack.dev allows as many."""
_LABELLED = re.compile(r"<([@#!][^<>|]*)\|[^<>]*>")


def wording(message: Message, *, ours: bool = False) -> str:
    """What it says, and what its author attached, with Slack's marks, however long.

    "" where nothing but files came. `ours`: we wrote it, and its blocks hold our buttons, too.
    """
    if ours and (text := _seen(str(message.get("text") or ""))):
        return text
    theirs = map(attached, filter(_theirs, kit.listed(message.get("attachments"))))
    return "\n".join(filter(None, (spoken(message), *theirs)))


def spoken(message: Message) -> str:
    """What its author says in it, with Slack's marks.

    Whoever sees a message with blocks sees these, and not its `text`, which an app writes for
    notifications. Of what people type Slack makes both, and `text` has all that a rich text has.
    """
    text = _seen(str(message.get("text") or ""))
    blocks = _blocks(message.get("blocks"))
    same = not blocks or _letters(blocks) == _letters(text)
    return text if same or (text and _typed(message)) else blocks


def called(name: object, other: str = "") -> str:
    """What somebody calls themselves, on one line and as it is seen; `other` where they do not."""
    bare = " ".join(_seen(" ".join(str(name or "").split())).split())
    return bare[:_NAME] or other


def _typed(message: Message) -> bool:
    app = message.get("bot_id") or message.get("app_id")
    blocks = kit.listed(message.get("blocks"))
    return not app and all(block.get("type") == "rich_text" for block in blocks)


def forwarded(message: Message) -> list[Message]:
    """The messages that somebody forwarded with it, as Slack attaches them; empty ones left out."""
    told = kit.listed(message.get("attachments"))
    return [each for each in told if each.get("is_share") is True and attached(each)]


def _theirs(told: Message) -> bool:
    """Whether they attached it: what Slack unfolded of a link is not theirs who wrote the link."""
    return not told.get("from_url") or told.get("is_share") is True


def attached(told: Message) -> str:
    """What an attachment says, or a message that somebody forwarded.

    Its blocks are shown in place of its text, and its fallback where nothing else can be.
    """
    names = ("author_name", "title")
    heads = [escaped(str(told.get(name) or "")) for name in names]
    blocks = _blocks(told.get("blocks")) or _blocks(_of_messages(told))
    text = str(told.get("text") or "")
    body = text if _letters(blocks) == _letters(text) else blocks or text
    fields = (f"{f.get('title', '')}: {f.get('value', '')}" for f in kit.listed(told.get("fields")))
    written = "\n".join(filter(None, (str(told.get("pretext") or ""), *heads, body, *fields)))
    return _seen(written or str(told.get("fallback") or ""))


def _of_messages(told: Message) -> list[object]:
    """The blocks of what was forwarded, where Slack tells them: each with its message."""
    messages = (each.get("message") for each in kit.listed(told.get("message_blocks")))
    found = [message.get("blocks") for message in messages if isinstance(message, Mapping)]
    return [block for blocks in found if isinstance(blocks, list) for block in blocks]


def _blocks(told: object) -> str:
    return _seen("\n".join(filter(None, map(kit.words, kit.listed(told)))))


def _seen(text: str) -> str:
    """`text` without characters that nobody sees, or that change what is seen of others."""
    return _HIDDEN.sub("", text).strip()


def _letters(text: str) -> str:
    """What tells words from others, however they are set."""
    return "".join(filter(str.isalnum, _LABELLED.sub(r"\1", text)))
