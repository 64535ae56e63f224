"""The newest part of what was said, where all of it is more than a request may bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.answer.blocks import THOUGHTS
from bot.conversation.conversation import Block

Message = dict[str, Any]
LARGEST = 30_000_000
"""Bytes in all; the API refuses 32 MB."""
_TOO_LARGE = "[a file that is too large to be sent]"
_LEAST = 200  # characters that a text is never cut below
_SEALED = ("signature", "data", "id", "tool_use_id", "encrypted_content", "encrypted_index")


def fitting(messages: Sequence[Message], room: int, free: int = 0) -> Sequence[Message]:
    """The same `messages` if they come to no more than `room` characters, or the newest of them.

    Whole exchanges go, the oldest first. Where the last one alone is too much, its texts are cut in
    the middle. A file weighs what it takes of `LARGEST`. The first `free` messages are not read by
    the model, and take no room but that.
    """
    weights = [weight(message, room) for message in messages]
    sizes = [weight(message, LARGEST) for message in messages] if free else []

    def fits(at: int) -> bool:
        return sum(weights[max(at, free) :]) <= room and sum(sizes[at:]) <= LARGEST

    if fits(0):
        return messages
    begins = [at for at, message in enumerate(messages) if at == 0 or _asks(message)]
    at = next(filter(fits, begins), begins[-1])
    return messages[at:] if fits(at) else _cut(messages[at:], room)


def weight(message: Message, room: int) -> int:
    """Characters that a message takes of `room`, near enough."""
    return _weight(message["content"], room)


def _cut(messages: Sequence[Message], room: int) -> list[Message]:
    most = room
    kept = list(messages)
    while most >= _LEAST and sum(_weight(m["content"], room) for m in kept) > room:
        most //= 2
        kept = [{**m, "content": [_shorter(b, most, room) for b in m["content"]]} for m in messages]
    return kept


def _asks(message: Message) -> bool:
    first = message["content"][0]["type"] if message["role"] == "user" else "tool_result"
    return bool(first != "tool_result")


def _weight(part: Any, room: int) -> int:
    """Characters, near enough."""
    if isinstance(part, str):
        return len(part)
    if isinstance(part, Mapping):
        if part.get("type") == "base64":
            return len(str(part.get("data"))) * room // LARGEST
        return 8 + sum(_weight(value, room) for value in part.values())
    return sum(_weight(value, room) for value in part) if isinstance(part, list | tuple) else 4


def _shorter(block: Block, most: int, room: int) -> Block:
    """The block with no text longer than `most`; what is signed or sealed stays as it is."""
    if block["type"] in THOUGHTS:
        return block
    if block["type"] in ("image", "document") and _weight(block, room) > most:
        return {"type": "text", "text": _TOO_LARGE}
    shorter: Block = _trimmed(block, most)
    return shorter


def _trimmed(part: Any, most: int) -> Any:
    if isinstance(part, str):
        return part if len(part) <= most else _middle_out(part, most)
    if isinstance(part, Mapping):
        return {n: v if n in _SEALED else _trimmed(v, most) for n, v in part.items()}
    return [_trimmed(value, most) for value in part] if isinstance(part, list) else part


def _middle_out(text: str, most: int) -> str:
    half = most // 2
    return f"{text[:half]}\n[… {len(text) - 2 * half:,} characters left out …]\n{text[-half:]}"
