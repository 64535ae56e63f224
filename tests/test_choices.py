"""For one answer somebody may want more than what is set."""

import pytest

from bot.choices import wanted
from bot.conversation.preferences import Preferences

SONNET = Preferences("claude-sonnet-4-6")


@pytest.mark.parametrize(
    ("model", "now", "more"),
    [
        ("claude-sonnet-4-6", None, "max"),  # its own is high, and it knows no xhigh
        ("claude-sonnet-4-6", "low", "medium"),
        ("claude-sonnet-4-6", "max", "max"),
        ("claude-opus-5", "high", "xhigh"),
        ("claude-opus-5-5", None, "high"),
        ("claude-opus-4-5", "high", "high"),
        ("of-tomorrow", "high", "xhigh"),
    ],
)
def test_more_effort_is_the_next_level_that_the_model_takes(model, now, more):
    assert wanted("effort", Preferences(model, effort=now)).effort == more


def test_with_web_search_it_is_on_and_otherwise_all_is_as_it_was():
    assert wanted("search", SONNET).web_search
    assert [wanted(how, SONNET) for how in ("", "same", "changed")] == [SONNET] * 3
