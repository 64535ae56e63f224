"""What people type in Slack, read as plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.spoken import addressee, mentioned, plain, without
from bot.playground.slack.typed import escaped

NAMES = {"U1": "ann", "U2": "ben"}
US = "U0BOT0001"
PIECES = st.lists(
    st.one_of(
        st.text(max_size=8).map(escaped),
        st.sampled_from(
            [
                "<@U1>",
                "<@U2|ben>",
                f"<@{US}>",
                "<!here>",
                "<#C1|general>",
                "<https://x.org>",
                "<",
                ">",
            ]
        ),
    ),
    max_size=8,
).map("".join)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("hello", "hello"),
        ("<@U1> and <@U2|benny>", "@ann and @ben"),
        ("<@U9> and <@U8|eve>", "@U9 and @eve"),
        ("in <#C1|general> or <#C2>", "in #general or #C2"),
        ("<!here> <!channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@devs> <!subteam^S2>", "@devs @subteam"),
        ("<!date^1392734382^{date}|yesterday>", "yesterday"),
        ("see <https://x.org/a?b=1>", "see https://x.org/a?b=1"),
        ("see <https://x.org|the page>", "see the page (https://x.org)"),
        ("see <https://x.org|https://x.org>", "see https://x.org"),
        ("write to <mailto:ann@x.org|ann@x.org>", "write to ann@x.org"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("&lt;@U1&gt; &amp;lt;", "<@U1> &lt;"),
        ("", ""),
    ],
)
def test_marks_are_read_as_a_person_reads_them(text, read):
    assert plain(text, NAMES) == read


def test_everybody_who_is_mentioned_in_order():
    assert mentioned("<@U2>, ask <@U1|ann> and <@U2>; <#C1> <!here>") == ["U2", "U1", "U2"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("<@U1> hello", "U1"),
        ("  \n<@U1|ann>, hello", "U1"),
        ("hello <@U1>", None),
        ("<#C1> hello", None),
        ("<!here> hello", "here"),
        (" <!subteam^S1|@devs> hello", "subteam^S1"),
        ("&lt;@U1&gt; hello", None),
        ("", None),
    ],
)
def test_who_is_spoken_to(text, who):
    assert addressee(text) == who


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (f"<@{US}> why?", "why?"),
        (f"why, <@{US}|threadloom>?", "why, ?"),
        (f"<@{US}>", ""),
        (f"<@{US}> <@{US}> hi", "hi"),
        (f"<@{US}>\n!effort high", "!effort high"),
        (f"<@{US}2> why?", f"<@{US}2> why?"),
        ("<@U1> why?", "<@U1> why?"),
    ],
)
def test_the_call_is_not_part_of_the_question(text, rest):
    assert without(text, US) == rest


@given(st.text())
def test_what_was_typed_is_what_is_read(typed):
    assert plain(escaped(typed), NAMES) == typed


@given(PIECES)
def test_without_us_nothing_mentions_us_and_all_others_are_still_mentioned(text):
    rest = without(text, US)
    assert US not in mentioned(rest)
    assert mentioned(rest) == [user for user in mentioned(text) if user != US]


@given(st.one_of(st.text(), PIECES), st.text(max_size=8))
def test_any_text_can_be_read(text, user):
    plain(text, NAMES)
    without(text, user)
    found = addressee(text)
    assert found is None or f"<@{found}" in text or f"<!{found}" in text
