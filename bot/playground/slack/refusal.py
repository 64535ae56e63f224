"""Why Slack refuses a call: an error code of its Web API, and what comes with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Refusal(Exception):
    """`{"ok": false, "error": code}`, with whatever else Slack says beside that code."""

    def __init__(self, code: str, messages: Sequence[str] = (), **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more
        if messages:
            self.more["response_metadata"] = {"messages": list(messages)}

    @property
    def body(self) -> dict[str, Any]:
        """The body of the answer."""
        return {"ok": False, "error": self.code, **self.more}
