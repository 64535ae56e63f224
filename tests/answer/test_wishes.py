import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.setup import FEATURES, Setup
from bot.answer.wishes import BUDGET, ROOM, Wishes
from bot.conversation.preferences import Preferences
from bot.playground.messages.families import FAMILIES, find
from bot.playground.messages.rules.dials import check_dials

MODELS = [name for family in FAMILIES for name in family.ids]
ADAPTIVE = {"type": "adaptive", "display": "summarized"}


def wishes(model="claude-sonnet-4-6", setup=None, **asked):
    return Wishes(Preferences(model, **asked), setup or Setup())


@pytest.mark.parametrize(
    ("model", "wanted", "sent"),
    [
        ("claude-sonnet-4-6", "", None),
        ("claude-sonnet-4-6", "on", {"type": "adaptive"}),
        ("claude-sonnet-4-6", "budget 3000", {"type": "enabled", "budget_tokens": 3000}),
        ("claude-sonnet-4-6", "budget 1024", {"type": "enabled", "budget_tokens": 1024}),
        ("claude-sonnet-4-6", "off", None),
        ("claude-sonnet-4-5", "on", {"type": "enabled", "budget_tokens": BUDGET}),
        ("claude-sonnet-4-5", "off", None),
        ("claude-opus-4-8", "on", ADAPTIVE),
        ("claude-opus-4-8", "off", None),
        ("claude-opus-5", "off", {"type": "disabled"}),
        ("claude-fable-5-2", "", None),
    ],
)
def test_thinking_is_said_in_the_words_of_the_model(model, wanted, sent):
    found = wishes(model, thinking=wanted)
    assert found.thinking == sent
    assert found.notices == []


@pytest.mark.parametrize(
    ("model", "wanted", "sent", "notice"),
    [
        ("claude-opus-4-8", "budget 3000", ADAPTIVE, "the budget of 3,000 tokens was left out"),
        ("claude-fable-5-2", "off", None, "always thinks; low effort was set instead"),
        ("claude-sonnet-5-5", "off", {"type": "between_tools"}, "only between tools"),
        ("gpt-7", "on", None, "not known to think"),
        ("gpt-7", "budget 3000", None, "not known to think"),
    ],
)
def test_where_a_model_thinks_otherwise_the_nearest_is_done_and_said(model, wanted, sent, notice):
    found = wishes(model, thinking=wanted)
    assert found.thinking == sent
    (told,) = found.notices
    assert notice in told


@pytest.mark.parametrize(
    ("model", "thinking", "wanted", "sent"),
    [
        ("claude-sonnet-4-6", "", "high", "high"),
        ("claude-sonnet-4-6", "", "xhigh", "high"),
        ("claude-opus-4-5", "", "max", "high"),
        ("claude-opus-5", "off", "max", "high"),  # it may be silent only up to there
        ("claude-sonnet-5", "off", "max", "max"),
        ("claude-sonnet-5-5", "off", "max", "high"),
        ("claude-fable-5", "off", None, "low"),  # it can't be silent
        ("claude-fable-5", "off", "medium", "medium"),
        ("claude-sonnet-4-6", "", None, None),
        ("claude-haiku-4-5", "", "low", None),
        ("gpt-7", "", "low", None),
    ],
)
def test_effort_is_the_nearest_that_the_model_takes(model, thinking, wanted, sent):
    found = wishes(model, thinking=thinking, effort=wanted)
    assert found.effort == sent
    told = [notice for notice in found.notices if "effort" in notice and "max_tokens" not in notice]
    assert bool(told) == (wanted != sent or "fable" in model)


def test_there_is_room_for_the_answer_beside_the_thinking():
    assert wishes(thinking="budget 20000").max_tokens == 20_000 + ROOM
    assert wishes(thinking="budget 2000").max_tokens == 16_000
    assert wishes("claude-opus-4-8", effort="max").max_tokens == 64_000
    assert wishes(max_tokens=1).max_tokens == 1


def test_what_max_tokens_becomes_is_said():
    assert wishes(thinking="budget 20000").notices == [
        "max_tokens was raised from 16,000 to 28,000 to hold 20,000 tokens of thinking."
    ]
    assert "at most 64,000" in wishes("claude-haiku-4-5", max_tokens=90_000).notices[0]
    assert wishes("claude-haiku-4-5", thinking="on").notices == []


def test_a_budget_beyond_the_model_is_cut_to_what_it_can_write():
    found = wishes("claude-sonnet-4-5", thinking="budget 128000")
    assert found.max_tokens == 64_000
    assert found.thinking["budget_tokens"] == 64_000 - ROOM
    assert "cut" in found.notices[0]


@pytest.mark.parametrize(
    ("asked", "sent", "lost"),
    [
        ({}, {}, 0),
        ({"temperature": 0.0}, {"temperature": 0.0}, 0),
        ({"temperature": 0.2, "top_p": 0.5, "top_k": 4}, {"temperature": 0.2, "top_k": 4}, 1),
        ({"top_p": 0.5}, {"top_p": 0.5}, 0),
        ({"temperature": 0.2, "thinking": "on"}, {}, 1),
        ({"temperature": 1.0, "thinking": "on"}, {}, 0),
        ({"top_p": 0.95, "thinking": "on"}, {"top_p": 0.95}, 0),
        ({"top_p": 0.5, "top_k": 3, "thinking": "on"}, {}, 1),
        ({"temperature": 0.2, "model": "claude-opus-4-7"}, {}, 1),
        ({"temperature": 1.0, "model": "claude-opus-4-7"}, {}, 0),
        ({"top_k": 1, "model": "gpt-7"}, {}, 1),
    ],
)
def test_sampling_is_set_where_the_model_has_it_set(asked, sent, lost):
    found = wishes(**asked)
    assert found.sampling == sent
    assert len(found.notices) == lost


def test_a_stop_sequence_says_something():
    found = wishes(stop=("END", " \n"))
    assert found.stop == ["END"]
    assert len(found.notices) == 1


@pytest.mark.parametrize(
    ("feature", "asked"),
    [
        ("thinking", {"thinking": "on"}),
        ("thinking", {"thinking": "off"}),
        ("effort", {"effort": "low"}),
        ("sampling", {"temperature": 0.1}),
    ],
)
def test_what_the_endpoint_refuses_is_left_out_and_said(feature, asked):
    found = wishes(setup=Setup(refused=frozenset({feature})), **asked)
    assert (found.thinking, found.effort, found.sampling) == (None, None, {})
    assert len(found.notices) == 1


def test_an_operator_knows_better_what_a_model_takes():
    setup = Setup(capabilities={"gpt-": {"thinking": ["adaptive"], "efforts": ["low"]}})
    found = wishes("gpt-7", setup, thinking="on", effort="low")
    assert found.thinking == ADAPTIVE
    assert found.effort == "low"
    assert found.notices == []


@given(
    st.sampled_from(MODELS),
    st.fixed_dictionaries(
        {},
        optional={
            "max_tokens": st.integers(1, 200_000),
            "effort": st.sampled_from(["low", "medium", "high", "xhigh", "max"]),
            "thinking": st.sampled_from(["on", "off"])
            | st.integers(1024, 128_000).map(lambda budget: f"budget {budget}"),
            "temperature": st.floats(0, 1),
            "top_p": st.floats(0, 1),
            "top_k": st.integers(0, 99),
        },
    ),
    st.frozensets(st.sampled_from(sorted(FEATURES))),
)
def test_every_wish_is_put_in_a_way_that_the_model_takes(model, asked, refused):
    found = wishes(model, Setup(refused=refused), **asked)
    body = {"max_tokens": found.max_tokens, "thinking": found.thinking, **found.sampling}
    _, family = find(model)
    check_dials(body | {"output_config": {"effort": found.effort}}, family)
    assert 1 <= found.max_tokens <= family.longest
