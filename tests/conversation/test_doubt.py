"""What may be prose is no value, where more words stand behind it."""

import pytest

from bot.conversation.dials import DIALS
from bot.conversation.doubt import sure


@pytest.mark.parametrize(
    ("dial", "plain", "value"),
    [
        ("effort", "high", "high"),
        ("effort", "reset", None),
        ("websearch", "on", "on"),
        ("thinking", "budget 4096", "budget 4096"),
        ("temperature", "0.5", "0.5"),
        ("model", "claude-opus-4-6", "claude-opus-4-6"),
        ("language", "polish", "pl"),
        ("language", "pt-br", "pt-BR"),
        ("language", "中文", "zh"),
        ("stop_sequence", "end", "END"),
    ],
)
def test_a_dials_own_word_is_a_value(dial, plain, value):
    assert sure(DIALS[dial], plain, value)


@pytest.mark.parametrize(
    ("dial", "plain", "value"),
    [
        ("effort", "hi", "high"),
        ("effort", "clear", None),
        ("websearch", "no", "off"),
        ("model", "what", "what"),
        ("tools", "any", "any"),
        ("language", "is", "is"),
        ("language", "is is", "is"),
        ("language", "any", "auto"),
    ],
)
def test_an_everyday_word_is_none(dial, plain, value):
    assert not sure(DIALS[dial], plain, value)
