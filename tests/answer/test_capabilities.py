import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.capabilities import LEVELS, Capabilities, capabilities, overridden
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
    assert not takes.forced or family.forced


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


def test_what_the_operator_says_of_a_model_counts_by_the_longest_beginning_of_its_id():
    said = {"": {"window": 9_000}, "GPT-": {"sampling": True}, "gpt-7": {"efforts": ["low"]}}
    assert capabilities("llama", said) == Capabilities(window=9_000)
    assert capabilities("gpt-6", said) == Capabilities(sampling=True)
    assert capabilities("gpt-7", said) == Capabilities(efforts=("low",))


def test_what_nobody_says_otherwise_is_as_it_was():
    known = capabilities("claude-opus-5")
    less = capabilities("claude-opus-5", {"claude-opus": {"max_output": 1_000}})
    assert less.max_output == 1_000
    assert (less.thinking, less.efforts) == (known.thinking, known.efforts)
    assert capabilities("claude-sonnet-5", {"claude-opus": {"max_output": 1_000}}).max_output


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("wings", 2),
        ("thinking", "adaptive"),
        ("thinking", ["deep"]),
        ("efforts", ["low", "huge"]),
        ("effort", "huge"),
        ("calm", None),
        ("sampling", 1),
        ("thinks", "yes"),
        ("window", True),
        ("window", 0),
        ("max_output", "64k"),
    ],
)
def test_a_capability_that_means_nothing_is_refused_by_name(name, value):
    with pytest.raises(ValueError, match=name):
        overridden({name: value})


def test_every_capability_can_be_overridden_with_what_it_may_be():
    opus = capabilities("claude-opus-5")
    said = {field: getattr(opus, field) for field in Capabilities.__slots__}
    assert overridden(said) == opus
