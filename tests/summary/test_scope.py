import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import WrongWords
from bot.summary.scope import Scope, summons

GENERAL = "<#C0GENERAL|general>"
LINK = "https://loom.slack.com/archives/C0GENERAL/p1790000000000100"
FILE = "https://loom.slack.com/files/U0ANN0001/F0FILE001/plan.pdf"
UNDERSTOOD = [
    ("", Scope()),
    ("24h", Scope(since="24h")),
    ("last 24 hours", Scope(since="24h")),
    ("7d", Scope(since="168h")),
    ("the past 2 weeks", Scope(since="336h")),
    ("7 D", Scope(since="168h")),
    ("today", Scope(since="today")),
    ("Yesterday", Scope(since="yesterday", until="today")),
    ("since 2026-11-01", Scope(since="2026-11-01")),
    ("since “2026-11-01”", Scope(since="2026-11-01")),
    ("since 2026-11-01 until 2026-11-08", Scope(since="2026-11-01", until="2026-11-08")),
    ("since yesterday", Scope(since="yesterday")),
    ("last week", Scope(since="last-week", until="this-week")),
    (
        "last month: who is ill?",
        Scope("", since="last-month", until="this-month", focus="who is ill?"),
    ),
    ("past week", Scope(since="168h")),
    ("last 3 days", Scope(since="72h")),
    ("last 50 messages", Scope(newest=50)),
    ("since monday", Scope(since="monday")),
    ("since last Friday, decisions only", Scope(since="friday", focus="decisions only")),
    ("since 9am", Scope(since="09:00")),
    ("since yesterday at 5:30 pm", Scope(since="yesterday@17:30")),
    ("since 2026-11-01 14:00", Scope(since="2026-11-01@14:00")),
    ("from 2026-11-01 to 2026-11-07", Scope(since="2026-11-01", until="2026-11-07@24:00")),
    ("between 9am and 11am", Scope(since="09:00", until="11:00")),
    ("from monday to friday", Scope(since="monday", until="friday@24:00")),
    ("from monday 9am to 5pm", Scope(since="monday@09:00", until="monday@17:00")),
    ("from yesterday 10pm to 6am", Scope(since="yesterday@22:00", until="06:00")),
    ("since 9am yesterday", Scope(since="yesterday@09:00")),
    ("monday's outage", Scope(focus="monday's outage")),
    ("from the designers' view", Scope(focus="from the designers' view")),
    ("od wczoraj", Scope(since="yesterday")),
    ("ostatnie 3 dni", Scope(since="72h")),
    ("od poniedziałku do piątku", Scope(since="monday", until="friday@24:00")),
    ("zeszły tydzień", Scope(since="last-week", until="this-week")),
    ("昨天", Scope(since="yesterday", until="today")),
    ("最近3天", Scope(since="72h")),
    ("最近 3 天", Scope(since="72h")),
    ("從週一到週五", Scope(since="monday", until="friday@24:00")),
    ("最近50則訊息 誰生病了？", Scope(newest=50, focus="誰生病了？")),
    ("since I last spoke", Scope()),
    ("since I was here: who is ill?", Scope(focus="who is ill?")),
    ("100 messages", Scope(newest=100)),
    ("last 1,000 messages", Scope(newest=1000)),
    (GENERAL, Scope(channel="C0GENERAL")),
    (f"in {GENERAL} 24h", Scope(channel="C0GENERAL", since="24h")),
    (f"{GENERAL} 7d decisions only", Scope("C0GENERAL", since="168h", focus="decisions only")),
    (f"7d {GENERAL}: decisions only", Scope("C0GENERAL", since="168h", focus="decisions only")),
    ("decisions only", Scope(focus="decisions only")),
    ("about 3 things that matter", Scope(focus="3 things that matter")),
    ("24h what did <@U0BEN0001> say?", Scope(since="24h", focus="what did <@U0BEN0001> say?")),
    ("this thread", Scope(thread="here")),
    ("thread 1790000000.000100", Scope(thread="1790000000.000100")),
    (f"<{LINK}>", Scope(address=LINK)),
    (f"{LINK} who decides?", Scope(address=LINK, focus="who decides?")),
    (f"<{FILE}> dates only", Scope(address=FILE, focus="dates only")),
    ("<https://example.com/a?b=1&amp;c=2|example>", Scope(address="https://example.com/a?b=1&c=2")),
]
NOT_UNDERSTOOD = [
    *("since 9", "since 25:00", "since 13pm", "since noon", "last year", "past 3", "30 minutes"),
    "from 2026-13-01 to 2026-13-02",
    *("monday", "last monday", "from monday", "from tuesday until now", "last two weeks"),
    *("since", "since banana", "since 2026-13-01", "since 2026-02-30", "until whenever", "24x"),
    *("0h", "99999d", "0 messages", "5001 messages", "999999999 messages", "#general", "7"),
    *("<@U0BEN0001>", "<!channel>", "12 bananas", "last 3 moons", "9000h"),
    "https://files.slack.com/files-pri/T0LOOM01-F0FILE001/plan.pdf",
    "https://loom.slack.com/files/U0ANN0001/",
]


@pytest.mark.parametrize(("words", "scope"), UNDERSTOOD)
def test_what_people_write_is_understood(words, scope):
    assert summons(f"!summarize {words}") == scope


@pytest.mark.parametrize("words", NOT_UNDERSTOOD)
def test_what_looks_like_a_range_and_is_none_names_what_is_understood(words):
    with pytest.raises(WrongWords, match="since 2026-11-01"):
        summons(f"!summarize {words}")


@pytest.mark.parametrize("order", ["!Summarise 7d", "  !SUMMARIZE: 7d", "!summarize, 7d"])
def test_the_order_itself_is_taken_as_people_spell_it(order):
    assert summons(order) == Scope(since="168h")


@pytest.mark.parametrize(
    ("address", "page"),
    [("", False), (LINK, False), (FILE, False), ("https://example.com/archives", True)],
)
def test_only_what_is_not_in_slack_is_a_page(address, page):
    assert Scope(address=address).page is page


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", ""),
        (LINK, ""),
        (FILE, "F0FILE001"),
        ("https://loom.slack.com/files/U0ANN0001/F0FILE001", "F0FILE001"),
        ("https://loom.slack.com/files/U0ANN0001/F0FILE001?x=1", "F0FILE001"),
        ("https://example.com/files/U0ANN0001/F0FILE001/plan.pdf", ""),
        ("https://example.com/a.slack.com/files/U0ANN0001/F0FILE001/plan.pdf", ""),
    ],
)
def test_the_permalink_of_a_file_names_it(address, file):
    assert Scope(address=address).file == file


WHEN = st.sampled_from(["", "24h", "2026-11-01", "today", "yesterday", "1790000000.000100"]) | (
    st.sampled_from(["monday@09:05", "sunday", "last-week", "this-month", "17:00", "friday@24:00"])
)
SCOPES = st.builds(
    Scope,
    channel=st.sampled_from(["", "C0GENERAL"]),
    address=st.sampled_from(["", LINK, "https://example.com/x?y=(z)"]),
    thread=st.sampled_from(["", "here", "1790000000.000100"]),
    since=WHEN,
    until=WHEN,
    newest=st.integers(0, 5000),
    focus=st.text(max_size=60).map(str.strip),
)


@given(SCOPES)
def test_a_scope_reads_as_itself_from_its_own_words(scope):
    assert summons(scope.words) == scope


@given(st.text(max_size=80))
def test_no_words_at_all_do_harm(words):
    try:
        scope = summons(f"!summarize {words}")
    except WrongWords:
        return
    assert summons(scope.words) == scope


def test_digits_of_other_scripts_are_digits():
    assert summons("!summarize since ٢٠٢٦-١١-٠١").since == "2026-11-01"
    assert summons("!summarize until ２０２６-１１-０１").until == "2026-11-01"
    assert summons("!summarize thread ١٢٣.٠٠٠٠٠٠").thread == "123.000000"
