"""Names for what an answer contains, the same for the same question."""

from __future__ import annotations

import hashlib

from bot.playground.messages.answers.reading import Reading


def serial(prefix: str, asked: Reading, what: str) -> str:
    """An id such as `srvtoolu_01ab…`, for `what` in the answer to this request."""
    seen = f"{asked.turns}\0{asked.question}\0{what}"
    return f"{prefix}_01{hashlib.sha256(seen.encode()).hexdigest()[:22]}"
