"""What a request is refused with, if it is."""

import pytest

from bot.playground.messages.refusal import Refused
from bot.playground.messages.seals import Seals
from bot.playground.messages.validation import check

SEALS = Seals("local")


@pytest.fixture
def refusal():
    """The sentence a request is refused with, or None: a good request with these changes."""

    def of(version="2023-06-01", betas="", **changes):
        body = {
            "model": "claude-sonnet-4-6",
            "max_tokens": 8000,
            "messages": [{"role": "user", "content": "Hello"}],
            **changes,
        }
        body = {name: value for name, value in body.items() if value is not ...}
        try:
            check(body, {"anthropic-version": version, "anthropic-beta": betas}, SEALS)
        except Refused as refused:
            return refused.message
        return None

    return of
