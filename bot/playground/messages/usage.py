"""What an answer is billed, as the wire says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens by kind: read and written are those of the prompt cache, 5 minutes and 1 hour."""

    input: int = 0
    written_5m: int = 0
    written_1h: int = 0
    read: int = 0
    output: int = 0
    thinking: int = 0
    searches: int = 0
    fetches: int = 0
    folding: Usage | None = None
    """What was read and written to fold the conversation before it was answered."""

    def at_start(self) -> dict[str, Any]:
        """As in `message_start`: the prompt is counted, the answer hardly begun."""
        return {**self._prompt(), **self._split(), "output_tokens": 1, **_TIER}

    def at_end(self) -> dict[str, Any]:
        """As in `message_delta`: everything so far, to overwrite what was said before."""
        return {**self._prompt(), "output_tokens": self.output, **self._details()}

    def whole(self) -> dict[str, Any]:
        """As in an answer that is not streamed."""
        answer = {"output_tokens": self.output, **_TIER, **self._details()}
        return {**self._prompt(), **self._split(), **answer}

    def step(self, kind: str) -> dict[str, Any]:
        """As one of `iterations`."""
        return {"type": kind, **self._prompt(), **self._split(), "output_tokens": self.output}

    def _prompt(self) -> dict[str, Any]:
        return {
            "input_tokens": self.input,
            "cache_creation_input_tokens": self.written_5m + self.written_1h,
            "cache_read_input_tokens": self.read,
        }

    def _split(self) -> dict[str, Any]:
        split = {
            "ephemeral_5m_input_tokens": self.written_5m,
            "ephemeral_1h_input_tokens": self.written_1h,
        }
        return {"cache_creation": split}

    def _details(self) -> dict[str, Any]:
        details: dict[str, Any] = {}
        if self.thinking:
            details["output_tokens_details"] = {"thinking_tokens": self.thinking}
        if self.searches or self.fetches:
            requests = {"web_search_requests": self.searches, "web_fetch_requests": self.fetches}
            details["server_tool_use"] = requests
        if self.folding:
            details["iterations"] = [self.folding.step("compaction"), self.step("message")]
        return details


_TIER = {"service_tier": "standard", "inference_geo": "global"}
