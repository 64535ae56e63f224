"""A month's usage as people read it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.month import Month
from bot.conversation.prices import listed
from bot.conversation.spending import Spending
from bot.conversation.usage import Bill, Tokens, Usage
from bot.playground.slack.view import checked
from bot.reply import spending as shown
from bot.tongue import TONGUES, speaking
from tests.conversation.test_spending import spendings

SONNET, OPUS = "claude-sonnet-4-6", "claude-opus-4-6"
READ = """\
October 2026: 204,040 tokens in, 40,200 out; $2.03, estimated at list price. \
Most on 2026-10-03: $2.00.
• claude-opus-4-6: 200,000 new tokens in, 40,000 out, $2.00, estimated at list price
• claude-sonnet-4-6: 1,000 new tokens in, 3,000 from the cache, 40 to the cache, 200 out, \
2 searches, $0.0270, estimated at list price
Estimated money by day
```
1 $0.03 ▏
2
3 $2.00 ██████████████
```
_Days are those of UTC. 150 of the tokens out were thinking. 1 page was read. \
Money is estimated at the list prices of 2026-11-22; your bill may differ._"""
ODD = st.dictionaries(st.builds(Bill, st.text(max_size=200)), st.builds(Tokens, st.integers(0, 9)))


def month(*days, prices=True):
    """October 2026, with what was used on its first days."""
    used = [*days, *[Usage()] * (31 - len(days))]
    return Spending(Month(2026, 10), used, listed() if prices else None)


def used(model=SONNET, **tokens):
    return Usage({Bill(model): Tokens(**tokens)})


def table(spending):
    (found,) = [block for block in shown.blocks(spending) if block["type"] == "table"]
    return [[cell["text"] for cell in row] for row in found["rows"]]


@given(spendings(ODD.map(Usage)) | spendings(), st.sampled_from(TONGUES))
def test_slack_takes_it_in_a_home_tab_whatever_was_used(spending, tongue):
    with speaking(tongue.replace("_", "-")):
        built = shown.blocks(spending)
    view = checked({"type": "home", "blocks": built}, "home")
    assert len([block for block in view["blocks"] if block["type"] == "table"]) <= 1


@given(spendings())
def test_the_table_has_every_model_and_its_last_row_all_of_them(spending):
    if not spending.total:
        return
    rows = table(spending)[1:]
    assert len(rows) == len(spending.models) + (len(spending.models) > 1)
    outs = [int(row[5].replace(",", "")) for row in rows]
    assert outs[-1] == spending.total.tokens.output
    assert sum(outs[: len(spending.models)]) == spending.total.tokens.output


@given(spendings())
def test_every_day_on_which_something_was_used_has_a_bar(spending):
    lines = shown.plot(spending).split("\n") if spending.total else []
    names = {str(int(day.name[-2:])) for day in spending.days if day}
    assert names <= {line.split()[0] for line in lines}


def test_a_month_reads_like_this():
    spending = month(
        used(input=1000, output=200, cache_read=3000, cache_write_5m=40, searches=2, thinking=150),
        Usage(),
        used(OPUS, input=200_000, output=40_000, fetches=1),
    )
    assert shown.told(spending) == READ
    assert table(spending) == [
        [
            *("Model", "Estimated at list price", "New tokens in"),
            *("From the cache", "To the cache", "Tokens out", "Searches"),
        ],
        ["claude-opus-4-6", "$2.00", "200,000", "0", "0", "40,000", "0"],
        ["claude-sonnet-4-6", "$0.0270", "1,000", "3,000", "40", "200", "2"],
        ["All", "$2.03", "201,000", "3,000", "40", "40,200", "2"],
    ]


def test_a_model_without_a_price_makes_the_sum_partial_and_the_plot_one_of_tokens():
    spending = month(used(output=100_000), used("my-model", output=7))
    assert [row[1] for row in table(spending)[1:]] == [
        *("$1.50", "no price known", "$1.50, in part"),
    ]
    told = shown.told(spending)
    assert "$1.50 estimated at list price, and models without a price" in told
    assert "Tokens by day\n```\n1 100,000" in told


def test_without_any_price_no_money_is_told():
    told = shown.told(month(used(output=5), prices=False))
    assert "no price known" in told
    assert "$" not in told


def test_a_model_s_name_is_no_markup():
    told = shown.told(month(used("<!channel>`*x*", output=5)))
    assert "<!channel>" not in told
    assert "&lt;!channel&gt;'*x*" in told


def test_models_beyond_twenty_share_a_row():
    many = Usage({Bill(f"model-{at}"): Tokens(output=at + 1) for at in range(200)})
    rows = table(month(many))
    assert len(rows) == shown.MODELS + 2
    assert (rows[-2][0], rows[-1][0]) == ("other models", "All")
    assert int(rows[-1][5].replace(",", "")) == sum(range(201))


@pytest.mark.parametrize(("usd", "told"), [("0", "0"), ("0.00004", "0.0000"), ("12.345", "12.34")])
def test_money_has_as_many_places_as_it_needs(usd, told):
    assert str(shown._usd(Decimal(usd))) in (told, f"{told}.00")


def test_a_month_without_usage_says_so():
    assert shown.told(month()) == "Nothing was used in October 2026."
    assert [block["type"] for block in shown.blocks(month())] == ["section"]
