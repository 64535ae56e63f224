"""Tokens are counted as the wire tells them, add up, and cost what the list says."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.prices import listed
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.usage import LONG, Account, Bill, Tokens, Usage, accounts
from bot.errors import ModelError
from tests.answer.wire import read
from tests.corpora import CORPORA, corpora_needed

PRICES = listed()
SONNET = "claude-sonnet-4-6"
COUNTS = st.integers(0, 10**7)
TOKENS = st.builds(Tokens, *[COUNTS] * 8)
MODELS = st.sampled_from([SONNET, "claude-haiku-5-5", "claude-opus-5", "a model of mine", ""])
USAGES = st.dictionaries(st.builds(Bill, MODELS, st.booleans()), TOKENS, max_size=4).map(Usage)
NAMES = st.sampled_from(
    [
        "model",
        "usage",
        "input_tokens",
        "output_tokens",
        "cache_creation",
        "cache_creation_input_tokens",
        "ephemeral_5m_input_tokens",
        "ephemeral_1h_input_tokens",
        "server_tool_use",
        "web_search_requests",
        "iterations",
        "type",
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("compaction"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner),
    max_leaves=12,
)


def about(model=SONNET, **usage):
    return {"model": model, "usage": usage}


def test_every_kind_is_read_where_the_wire_has_it():
    usage = Usage.of(
        about(
            input_tokens=1,
            output_tokens=20,
            cache_read_input_tokens=3,
            cache_creation_input_tokens=9,
            cache_creation={"ephemeral_5m_input_tokens": 4, "ephemeral_1h_input_tokens": 5},
            output_tokens_details={"thinking_tokens": 6},
            server_tool_use={"web_search_requests": 7, "web_fetch_requests": 8},
        )
    )
    assert usage == Usage({Bill(SONNET): Tokens(1, 20, 6, 3, 4, 5, 7, 8)})
    assert usage.total.prompt == 13


def test_the_example_of_the_documents_is_counted():
    """S74 to S77: input 19, output 4, nothing cached."""
    split = {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0}
    nothing = {"cache_creation_input_tokens": 0, "cache_read_input_tokens": 0}
    told = about(input_tokens=19, output_tokens=4, cache_creation=split, **nothing)
    assert Usage.of(told).total == Tokens(input=19, output=4)


@pytest.mark.parametrize(
    ("split", "five", "hour"),
    [
        ({}, 100, 0),
        ({"ephemeral_1h_input_tokens": 100}, 0, 100),
        ({"ephemeral_5m_input_tokens": 40, "ephemeral_1h_input_tokens": 30}, 70, 30),
    ],
)
def test_what_was_written_for_nobody_knows_how_long_was_for_five_minutes(split, five, hour):
    told = about(cache_creation_input_tokens=100, cache_creation=split)
    total = Usage.of(told).total
    assert (total.cache_write_5m, total.cache_write_1h) == (five, hour)


def test_a_compaction_counts_though_only_the_iterations_tell_it():
    steps = [
        {"type": "message", "input_tokens": 10, "output_tokens": 1},
        {"type": "compaction", "input_tokens": 500, "output_tokens": 50},
    ]
    told = about(input_tokens=10, output_tokens=1, iterations=steps)
    assert Usage.of(told).total == Tokens(input=510, output=51)


@pytest.mark.parametrize(("tokens", "long"), [(LONG, False), (LONG + 1, True)])
def test_a_prompt_is_long_with_all_that_was_read(tokens, long):
    told = about("claude-haiku-5-5", input_tokens=10, cache_read_input_tokens=tokens - 10)
    assert set(Usage.of(told).by) == {Bill("claude-haiku-5-5", long)}


@pytest.mark.parametrize("told", [{}, {"usage": {}}, about(), about(input_tokens=None)])
def test_where_nothing_was_counted_there_is_no_usage(told):
    assert not Usage.of(told)


def test_a_name_that_is_not_utf_8_can_still_be_counted():
    usage = Usage.of(about("\ud83d", input_tokens=1))
    assert [name.encode() for name, _ in usage.counts()] == [b"input short ?"]


@given(st.dictionaries(NAMES, ANYTHING))
def test_whatever_is_told_is_counted_or_left_out(told):
    usage = Usage.of(told)
    assert all(0 < count < 10**14 for _, count in usage.counts())
    assert all(name.encode() for name, _ in usage.counts())


@given(USAGES, USAGES, USAGES)
def test_usage_adds_up_in_any_order(one, two, three):
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert one + Usage() == one
    assert (one + two).total == one.total + two.total


@given(USAGES)
def test_usage_comes_back_from_its_counters(usage):
    back = Usage.counted(usage.counts())
    assert back == Usage({bill: tokens for bill, tokens in usage.by.items() if tokens != Tokens()})


@given(USAGES, USAGES)
def test_counters_of_two_answers_may_be_added_one_by_one(one, two):
    counters = {}
    for name, count in [*one.counts(), *two.counts()]:
        counters[name] = counters.get(name, 0) + count
    assert Usage.counted(counters.items()).total == (one + two).total


def test_counters_of_a_newer_bot_are_left_out():
    counters = [("input short m", 1), ("smell short m", 2), ("output", 3), ("", 4)]
    assert Usage.counted(counters) == Usage(
        {Bill("m"): Tokens(input=1), Bill(""): Tokens(output=3)}
    )


@given(USAGES)
def test_models_told_apart_are_the_whole(usage):
    assert sum(usage.models.values(), Usage()) == usage
    assert all({bill.model for bill in apart.by} == {m} for m, apart in usage.models.items())


def test_every_kind_costs_what_the_list_says():
    million = 1_000_000
    costs = {
        "input": "3",
        "output": "15",
        "cache_read": "0.3",
        "cache_write_5m": "3.75",
        "cache_write_1h": "6",
        "searches": "10000",
        "thinking": "0",  # it is part of the output
        "fetches": "0",
    }
    for kind, cost in costs.items():
        usage = Usage({Bill(SONNET): Tokens(**{kind: million})})
        assert usage.cost(PRICES) == Decimal(cost), kind


def test_a_long_prompt_and_a_past_day_have_their_price():
    read = Tokens(cache_read=1_000_000)
    assert Usage({Bill("claude-haiku-5-5", long=True): read}).cost(PRICES) == Decimal("0.05")
    assert Usage({Bill("claude-haiku-5-5"): read}).cost(PRICES) == Decimal("0.01")
    sonnet = Usage({Bill("claude-sonnet-5-5"): read})
    assert sonnet.cost(PRICES) == Decimal("0.1")
    assert sonnet.cost(PRICES, "2026-10-06") == Decimal("0.2")


def test_what_has_no_known_price_has_no_known_cost():
    known, unknown = (Usage({Bill(model): Tokens(input=1)}) for model in (SONNET, "mine"))
    assert unknown.cost(PRICES) is None
    assert (known + unknown).cost(PRICES) is None
    fable = Bill("claude-fable-5-2")
    assert Usage({fable: Tokens(input=1_000_000)}).cost(PRICES) == 8
    assert Usage({fable: Tokens(input=1_000_000, cache_read=1)}).cost(PRICES) is None


@given(TOKENS, TOKENS)
def test_two_answers_cost_as_much_as_each_together(one, two):
    first, second = (Usage({Bill(SONNET): tokens}) for tokens in (one, two))
    assert (first + second).cost(PRICES) == first.cost(PRICES) + second.cost(PRICES)


def test_a_question_counts_for_its_thread_its_asker_its_channel_and_its_workspace():
    question = Question(Thread("T1", "C1", "1.0"), "2.0", "U1", "Hi")
    assert accounts(question) == (
        Account("thread", "T1:C1:1.0"),
        Account("person", "T1:U1"),
        Account("channel", "T1:C1"),
        Account("team", "T1"),
    )


@corpora_needed
def test_the_usage_of_every_recorded_stream_is_counted():
    counted = []
    for path in (CORPORA / "sse").glob("*/*.sse"):
        with suppress(ModelError):
            answer = read(path.read_bytes())
            usage = Usage.of({"model": answer.model, "usage": answer.usage})
            told = answer.usage
            kinds = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
            assert usage.total.prompt == sum(told.get(kind, 0) for kind in kinds), path
            assert usage.total.output == told.get("output_tokens", 0), path
            counted += [answer.model] * bool(usage)
    assert len(counted) > 50
    assert len(set(counted)) > 3
