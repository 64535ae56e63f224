"""One content block while it grows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic_core import from_json

# Which field of a block each kind of delta lengthens, and which of the delta's own it brings.
_LENGTHENS = {
    "text_delta": ("text", "text"),
    "thinking_delta": ("thinking", "thinking"),
    "input_json_delta": ("input", "partial_json"),
}
# Which kind of block each of these deltas is for; what it brings replaces what was there.
_REPLACES = {"signature_delta": "thinking", "compaction_delta": "compaction"}


class Growing:
    """A block as it began, and what deltas have added. Whatever is unknown stays verbatim."""

    __slots__ = ("_block", "_field", "_pieces", "kind")

    def __init__(self, begun: Mapping[str, Any]) -> None:
        self._block = dict(begun)
        if isinstance(cited := begun.get("citations"), list):
            self._block["citations"] = list(cited)
        kind = begun.get("type")
        self.kind = kind if isinstance(kind, str) else ""
        # A string is lengthened in pieces, joined when asked for: an answer of n deltas costs n.
        self._field = self.kind if self.kind in ("text", "thinking") else "input"
        self._pieces: list[str] = []

    def add(self, delta: Mapping[str, Any]) -> bool:
        """Whether `delta` was one that this block takes."""
        kind = delta.get("type")
        if not isinstance(kind, str):
            return False
        field, source = _LENGTHENS.get(kind, ("", ""))
        if field:
            return self._lengthen(field, delta.get(source))
        if kind == "citations_delta":
            return self._cite(delta.get("citation"))
        if _REPLACES.get(kind) == self.kind:
            self._block |= {name: value for name, value in delta.items() if name != "type"}
            return True
        return False

    def block(self) -> dict[str, Any]:
        """The block as it stands. Input that is no JSON is told as the API advises."""
        if self._pieces:
            self._settle()
        block = dict(self._block)
        if isinstance(cited := block.get("citations"), list):
            block["citations"] = list(cited)
        return block

    @property
    def text(self) -> str:
        """What a text block says so far; "" for all others."""
        if self.kind != "text":
            return ""
        return _string(self.block().get("text"))

    @property
    def input(self) -> Mapping[str, Any]:
        """What is known so far of what a tool is asked."""
        known = self.block().get("input")
        return known if isinstance(known, Mapping) else {}

    def _lengthen(self, field: str, piece: object) -> bool:
        if field != self._field or not isinstance(piece, str):
            return False
        if field == "input" and field not in self._block:
            return False  # nothing that is asked anything
        self._pieces.append(piece)
        return True

    def _cite(self, citation: object) -> bool:
        if self.kind != "text" or not isinstance(citation, dict):
            return False
        cited = self._block.get("citations")
        if isinstance(cited, list):
            cited.append(citation)
        else:
            self._block["citations"] = [citation]
        return True

    def _settle(self) -> None:
        """Join the pieces, once."""
        if self._field == "input":
            self._pieces = ["".join(self._pieces)]
            if self._pieces[0]:
                self._block["input"] = _partial(self._pieces[0])
            return
        self._block[self._field] = _string(self._block.get(self._field)) + "".join(self._pieces)
        self._pieces.clear()


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _partial(text: str) -> Any:
    """JSON that may have been cut, read as far as it goes, by the parser that the SDK uses too.

    What is no JSON is passed on under a name of its own, so that the turn can be sent again:
    https://platform.claude.com/docs/en/agents-and-tools/tool-use/fine-grained-tool-streaming
    """
    try:
        return from_json(text, allow_partial=True)
    except ValueError:
        return {"INVALID_JSON": text}
