"""The price list is the one of the documents, and a model that is not on it has no price."""

import json
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.prices import Prices, listed

PRICES = listed()
# facts/messages.md §6: input, output, written for 5 minutes, for 1 hour, read.
DOCUMENTED = {
    "claude-fable-5-2": "8 40 10 16 None",
    "claude-fable-5-1": "10 50 12.5 20 0.25",
    "claude-mythos-5-1": "10 50 12.5 20 0.25",
    "claude-fable-5": "10 50 12.5 20 1",
    "claude-mythos-5": "10 50 12.5 20 1",
    "claude-opus-5-5": "4 20 5 8 0.2",
    "claude-opus-5": "5 25 6.25 10 0.5",
    "claude-opus-4-8": "5 25 6.25 10 0.5",
    "claude-opus-4-7": "5 25 6.25 10 0.5",
    "claude-opus-4-6": "5 25 6.25 10 0.5",
    "claude-opus-4-5": "5 25 6.25 10 0.5",
    "claude-sonnet-5-5": "2 10 2.5 4 0.1",
    "claude-sonnet-5": "2 10 2.5 4 0.2",
    "claude-sonnet-4-6": "3 15 3.75 6 0.3",
    "claude-sonnet-4-5": "3 15 3.75 6 0.3",
    "claude-haiku-5-5": "0.1 0.5 0.125 0.2 0.01",
    "claude-haiku-4-5": "1 5 1.25 2 0.1",
    "claude-opus-4-1": "15 75 18.75 30 1.5",
    "claude-opus-4": "15 75 18.75 30 1.5",
    "claude-haiku-3-5": "0.8 4 1 1.6 0.08",
}


def told(price):
    kinds = (price.cache_write_5m, price.cache_write_1h, price.cache_read)
    return " ".join(map(str, (price.input, price.output, *kinds)))


@pytest.mark.parametrize("model", DOCUMENTED)
def test_every_documented_price_is_listed(model):
    assert told(PRICES.price(model)) == DOCUMENTED[model]


def test_nothing_else_is_listed():
    names = {name for row in PRICES.rows for name in row.models}
    assert names == {model.removeprefix("claude-") for model in DOCUMENTED} | {"3-5-haiku"}


def test_a_long_prompt_costs_more_where_the_list_says_so():
    assert told(PRICES.price("claude-haiku-5-5", long=True)) == "0.5 2.5 0.625 1 0.05"
    for model in DOCUMENTED.keys() - {"claude-haiku-5-5"}:
        assert PRICES.price(model, long=True) == PRICES.price(model)


@pytest.mark.parametrize(
    ("day", "read"), [("2026-10-06", "0.2"), ("2026-10-07", "0.1"), ("2026-11-22", "0.1")]
)
def test_a_past_day_has_the_price_of_that_day(day, read):
    assert PRICES.price("claude-sonnet-5-5", day=day).cache_read == Decimal(read)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("claude-sonnet-4-5-20250929", "claude-sonnet-4-5"),
        ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5"),
        ("anthropic/claude-sonnet-4.6", "claude-sonnet-4-6"),
        ("claude-haiku-4-5@20251001", "claude-haiku-4-5"),
        ("claude-sonnet-4-6-thinking", "claude-sonnet-4-6"),
        ("claude-opus-4-20250514", "claude-opus-4"),
        ("claude-3-5-haiku-20241022", "claude-haiku-3-5"),
        ("CLAUDE-OPUS-5", "claude-opus-5"),
    ],
)
def test_what_a_gateway_hangs_around_a_name_changes_no_price(model, name):
    assert PRICES.price(model) == PRICES.price(name)


@pytest.mark.parametrize(
    "model",
    ["", "claude-", "gpt-5", "claude-opus-5-7", "claude-opus-6", "claude-opus-4-9", "opus-5"],
)
def test_an_unknown_model_has_no_price(model):
    assert PRICES.price(model) is None


@given(st.text(), st.booleans())
def test_any_name_has_a_price_or_none(model, long):
    price = PRICES.price(model, long=long)
    assert price is None or price in PRICES.rows


def test_the_list_says_of_when_and_from_where_it_is():
    assert PRICES.date == "2026-11-22"
    assert PRICES.source.startswith("https://")
    assert PRICES.currency == "USD"
    assert all(row.certainty for row in PRICES.rows)


def test_an_operator_may_bring_a_list():
    mine = {"models": ["opus-5"], "input": 1.1, "output": 2}
    prices = {
        "date": "2027-01-01",
        "source": "ours",
        "currency": "USD",
        "search": 0,
        "rows": [mine],
    }
    price = Prices.read(json.dumps(prices)).price("claude-opus-5")
    assert (price.input, price.output, price.cache_read) == (Decimal("1.1"), 2, None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"search": 0.01', '"search": "much"'),
        ('"input": 8', '"inptu": 8'),
        ('"date"', '"data"'),
        ('"rows": [', '"rows": '),
    ],
)
def test_a_list_that_is_none_is_refused(old, new):
    text = files("bot.conversation").joinpath("prices.json").read_text("utf-8")
    assert old in text
    with pytest.raises(ValueError, match="not a price list"):
        Prices.read(text.replace(old, new))
