"""A month's usage adds up, whichever way it is laid out."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.month import Month
from bot.conversation.prices import listed
from bot.conversation.spending import Money, Spending, Spent
from bot.conversation.usage import Bill, Tokens, Usage

PRICES = listed()
SONNET = "claude-sonnet-4-6"
MODELS = st.sampled_from([SONNET, "claude-opus-4-6", "claude-haiku-4-5", "a model of mine", ""])
TOKENS = st.builds(Tokens, *[st.integers(0, 10**6)] * 8)
USAGES = st.dictionaries(st.builds(Bill, MODELS, st.booleans()), TOKENS, max_size=3).map(Usage)
MONTHS = st.builds(Month, st.integers(1970, 2100), st.integers(1, 12))


@st.composite
def spendings(draw, usages=USAGES):
    month = draw(MONTHS)
    used = {day: draw(usages) for day in draw(st.sets(st.sampled_from(month.days), max_size=6))}
    return Spending(month, [used.get(day, Usage()) for day in month.days], PRICES)


@given(spendings())
def test_the_days_make_the_month(spending):
    days = sum(spending.days, Spent(""))
    assert [day.name for day in spending.days] == list(spending.month.days)
    assert days == spending.total
    assert spending.total.tokens == sum(spending.used, Usage()).total


@given(spendings())
def test_the_models_make_the_month(spending):
    assert sum(spending.models, Spent("")) == spending.total
    names = [spent.name for spent in spending.models]
    assert sorted(names) == sorted(set(names))
    assert all(spending.models)


@given(spendings())
def test_a_sum_says_that_it_is_partial_exactly_where_a_price_is_not_known(spending):
    known = [
        Usage({bill: tokens}).cost(PRICES, day)
        for day, usage in zip(spending.month.days, spending.used, strict=True)
        for bill, tokens in usage.by.items()
        if tokens != Tokens()
    ]
    assert spending.total.money.whole == (None not in known)
    assert spending.total.money.usd == sum(cost for cost in known if cost)


@given(spendings())
def test_the_dearest_model_comes_first(spending):
    costs = [spent.money.usd for spent in spending.models]
    assert costs == sorted(costs, reverse=True)


def test_each_day_has_the_price_that_held_on_it():
    read = Usage({Bill("claude-sonnet-5-5"): Tokens(cache_read=10**6)})  # cheaper since the 7th
    used = [Usage()] * 31
    used[5] = used[6] = read
    days = Spending(Month(2026, 10), used, PRICES).days
    assert [day.money for day in days[5:7]] == [Money(Decimal("0.2")), Money(Decimal("0.1"))]


def test_a_model_that_nobody_priced_has_tokens_only():
    used = Usage({Bill("a model of mine"): Tokens(output=5), Bill(SONNET): Tokens(output=10**6)})
    spending = Spending(Month(2026, 10), [used, *[Usage()] * 30], PRICES)
    dear, odd = spending.models
    assert (dear.name, dear.money) == (SONNET, Money(Decimal(15)))
    assert (odd.tokens.output, odd.money) == (5, Money(whole=False))
    assert spending.total.money == Money(Decimal(15), whole=False)


def test_without_a_price_list_there_are_tokens_only():
    used = Usage({Bill(SONNET): Tokens(output=5)})
    spending = Spending(Month(2026, 10), [used, *[Usage()] * 30])
    assert spending.total.money == Money(whole=False)


def test_a_month_without_usage_costs_nothing_and_is_whole():
    spending = Spending(Month(2026, 2), [Usage()] * 28, PRICES)
    assert spending.total == Spent("")
    assert not spending.total
    assert spending.models == []
