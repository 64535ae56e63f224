"""What only this server can have written: signatures of thinking and sealed content."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

Verdict = Literal["ours", "forged", "elsewhere"]

_OPAQUE = re.compile(
    rb'"(?:signature|data|encrypted_content|encrypted_index)": ?("(?:[^"\\]|\\.)+")'
)
_DIGEST = 32
_HEAD = b"\x12"  # recorded signatures begin with "E"
_UNBOUND = ("cache_control",)
_THOUGHTS = ("thinking", "redacted_thinking")


class Seals:
    """Signs with one secret; the same secret reads the signatures of an earlier run."""

    def __init__(self, secret: str) -> None:
        self._trusted: set[str] = set()
        self._secret = hashlib.sha256(b"local messages" + secret.encode()).digest()

    def trust(self, raw: bytes) -> None:
        """Take every opaque string in a recorded stream for one of ours."""
        self._trusted.update(map(msgspec.json.decode, _OPAQUE.findall(raw)))

    def sign(self, text: str, prefix: bytes) -> str:
        """A signature of thinking `text`, bound to the conversation with digest `prefix`."""
        return base64.b64encode(_HEAD + self._mac(b"thinking", text) + prefix).decode()

    def judge(self, text: str, signature: str, prefix: bytes) -> Verdict:
        """Whether `signature` is of `text`, and of this conversation."""
        if signature in self._trusted:
            return "ours"
        raw = _raw(signature)
        if not hmac.compare_digest(raw[:-_DIGEST], _HEAD + self._mac(b"thinking", text)):
            return "forged"
        return "ours" if raw[-_DIGEST:] == prefix else "elsewhere"

    def seal(self, kind: str, text: str) -> str:
        """An opaque string that stands for `text`, as `encrypted_content` does."""
        plain = text.encode()
        return base64.b64encode(_HEAD + self._mac(kind.encode(), text) + plain).decode()

    def sealed(self, kind: str, opaque: str) -> bool:
        """Whether `opaque` came from `seal`, unaltered."""
        if opaque in self._trusted:
            return True
        raw = _raw(opaque)
        text = raw[1 + _DIGEST :].decode(errors="replace")
        return hmac.compare_digest(raw[: 1 + _DIGEST], _HEAD + self._mac(kind.encode(), text))

    def _mac(self, kind: bytes, text: str) -> bytes:
        return hmac.digest(self._secret, kind + b"\0" + text.encode(), "sha256")


def prefix(body: Mapping[str, Any], turns: Sequence[Any]) -> bytes:
    """The digest of everything an answer stands on: tools, system and `turns`.

    Cache breakpoints may move and thinking may be dropped without changing it (messages.md §3.3).
    """
    told = [body.get("tools") or [], _blocks(body.get("system") or []), [_turn(t) for t in turns]]
    return hashlib.sha256(msgspec.json.encode(_bare(told), order="sorted")).digest()


def _turn(turn: Any) -> Any:
    if not isinstance(turn, dict):
        return turn
    return {"role": turn.get("role"), "content": _blocks(turn.get("content"))}


def _blocks(content: Any) -> Any:
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    if not isinstance(content, list):
        return content
    return [b for b in content if not (isinstance(b, dict) and b.get("type") in _THOUGHTS)]


def _bare(thing: Any) -> Any:
    if isinstance(thing, dict):
        return {k: _bare(v) for k, v in thing.items() if k not in _UNBOUND}
    return [_bare(part) for part in thing] if isinstance(thing, list) else thing


def _raw(opaque: str) -> bytes:
    try:
        return base64.b64decode(opaque, validate=True)
    except ValueError:
        return b""
