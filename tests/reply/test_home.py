"""The Home tab of one person."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.month import Month, months
from bot.conversation.prices import listed
from bot.conversation.spending import Spending
from bot.conversation.usage import Bill, Tokens, Usage
from bot.playground.slack.view import checked
from bot.reply import home
from bot.reply.home import Home, Recent
from bot.tongue import TONGUES, speaking
from tests.conversation.test_spending import spendings
from tests.playground.slack.hostile import HOSTILE

NOW = Month(2026, 11)
TEXT = st.text() | HOSTILE
SETTINGS = st.lists(st.tuples(st.text(min_size=1, max_size=40), TEXT), min_size=1, max_size=30)
RECENT = st.builds(
    Recent,
    TEXT,
    st.just("https://loom.example/archives/C1/p1"),
    st.sampled_from(["C1", "D1"]),
    st.just("1790000000.000100"),
    st.just("2026-09-21"),
)
NOTHING = Spending(NOW, [Usage()] * 30, listed())
WHEN = "<!date^1790000000^{date_short_pretty}|2026-09-21>"
EFFORT = ("Effort", "high (your own setting)")


def texts(view):
    """What is read, block by block."""
    for block in view["blocks"]:
        parts = [block.get("text"), *block.get("fields", ()), *block.get("elements", ())]
        yield from (p["text"] for p in parts if p and isinstance(p.get("text"), str))


def asked(words, channel="C1"):
    return Recent(words, "https://loom.example/x", channel, "1790000000.000100", "2026-09-21")


@given(SETTINGS, spendings(), st.lists(RECENT, max_size=30), st.sampled_from(TONGUES))
def test_slack_takes_it_whatever_stands_in_it(settings, spending, threads, tongue):
    with speaking(tongue.replace("_", "-")):
        view = Home(settings, spending, spending.month, threads).view()
    assert len(checked(view, "home")["blocks"]) <= 50
    assert view["private_metadata"] == str(spending.month)


@given(TEXT)
def test_nothing_that_was_asked_pings_or_leads_elsewhere(words):
    *_, line, _ = texts(Home([EFFORT], NOTHING, NOW, [asked(words)]).view())
    head, _, rest = line.partition("|")
    assert head == "<https://loom.example/x"
    title, _, where = rest.partition(">")
    assert where == f" · <#C1> · {WHEN}"
    assert not set(title) & set("<>&|*_~`\n")
    assert 0 < len(title) <= 80


def test_it_greets_tells_what_holds_and_where_one_asked():
    threads = [asked("why is the sky blue?"), asked("", "D1")]
    told = list(texts(Home([EFFORT], NOTHING, NOW, threads).view()))
    assert told == [
        "Threadloom",
        "I give your team Claude in its threads: mention me, and everybody can ask on.",
        "Your settings",
        "*Effort*\nhigh (your own setting)",
        "Your usage",
        "Nothing was used in November 2026.",
        "Recent threads",
        f"<https://loom.example/x|why is the sky blue?> · <#C1> · {WHEN}",
        f"<https://loom.example/x|(no words)> · direct message · {WHEN}",
        "`/threadloom export` copies a thread for you, `/threadloom forget` has me forget it.",
    ]


def test_the_months_of_a_year_can_be_chosen():
    for shown in months(NOW):
        view = Home([EFFORT], Spending(shown, [Usage()] * len(shown.days)), NOW).view()
        menus = [e for b in view["blocks"] for e in b.get("elements", ())]
        (menu,) = [e for e in menus if e.get("action_id") == home.MONTH]
        assert menu["initial_option"]["value"] == str(shown)
        assert [option["value"] for option in menu["options"]] == [*map(str, months(NOW))]


def test_the_first_view_says_that_the_rest_is_coming():
    view = checked(home.first(), "home")
    assert [*texts(view)][-1] == "One moment…"


def test_usage_stands_there_as_a_table_and_as_a_plot():
    used = [Usage({Bill("claude-sonnet-4-6"): Tokens(output=10**6)}), *[Usage()] * 29]
    view = Home([EFFORT], Spending(NOW, used, listed()), NOW).view()
    kinds = [block["type"] for block in view["blocks"]]
    assert kinds.index("table") < kinds.index("rich_text")
    assert "$15.00, estimated at list price" in " ".join(texts(view))
