import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.capabilities import LEVELS, Capabilities, capabilities
from bot.playground.messages.families import FAMILIES

KNOWN = [(name, family) for family in FAMILIES for name in family.ids]


@pytest.mark.parametrize(("name", "family"), KNOWN, ids=[name for name, _ in KNOWN])
def test_the_table_says_what_the_playground_enforces(name, family):
    """Two tables, written apart from the same facts: a slip in one shows here."""
    takes = capabilities(name)
    assert set(takes.thinking) == set(family.thinking)
    assert (takes.thinks, takes.efforts) == (family.thinks, family.efforts)
    assert takes.effort == (family.effort if family.efforts else None)
    assert (takes.calm, takes.prefill) == (family.calm, family.prefill)
    assert takes.sampling == (family.sampling == "free")
    assert takes.summarizes == family.summarized
    assert (takes.window, takes.max_output) == (family.window, family.longest)
    assert takes.cache_minimum == family.cached


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("claude-sonnet-4-6-thinking", "claude-sonnet-4-6"),
        ("claude-sonnet-4-5-20250929", "claude-sonnet-4-5"),
        ("anthropic.claude-opus-4-6-v1", "claude-opus-4-6"),
        ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"),
        ("anthropic/claude-sonnet-4.6", "claude-sonnet-4-6"),
        ("anthropic/claude-haiku-4.5:beta", "claude-haiku-4-5"),
        ("claude-opus-5@20260724", "claude-opus-5"),
        ("claude-opus-4-6[1m]", "claude-opus-4-6"),
        ("CLAUDE-OPUS-5-5-latest", "claude-opus-5-5"),
    ],
)
def test_a_model_is_known_whatever_was_hung_to_its_name(name, same):
    assert capabilities(name) == capabilities(same) != Capabilities()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "gpt-7",
        "claude-",
        "claude-opus-5-7",
        "claude-opus-4-65",
        "claude-opus-6",
        "claude-opus",
        "claude-fable-5-3",
        "claude-sonnet-4-20250514",
        "claude-sonnet-50",
        "my-sonnet-4-6",
    ],
)
def test_of_an_unknown_model_nothing_is_assumed(name):
    assert capabilities(name) == Capabilities()
    assert capabilities(name).nearest("high") is None


@given(st.sampled_from([name for name, _ in KNOWN]), st.sampled_from(LEVELS))
def test_the_nearest_effort_is_the_one_asked_for_where_it_is_taken(name, effort):
    takes = capabilities(name)
    nearest = takes.nearest(effort)
    assert nearest in takes.efforts or nearest is None
    assert nearest == effort or effort not in takes.efforts


def test_of_two_levels_as_near_the_lesser_is_taken():
    assert capabilities("claude-sonnet-4-6").nearest("xhigh") == "high"
    assert capabilities("claude-opus-4-5").nearest("max") == "high"
