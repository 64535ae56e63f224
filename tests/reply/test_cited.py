import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.conversation import Conversation, Turn, block
from bot.reply.cited import Sources, cites, noted

SITE = "https://loom.slack.com/"
PLACES = [("1790000000.000100", ""), ("1790000001.000100", "1790000000.000100")]
FIRST = f"{SITE}archives/C1/p1790000000000100"
SECOND = f"{SITE}archives/C1/p1790000001000100?thread_ts=1790000000.000100&cid=C1"
SOURCES = Sources({"m1": FIRST, "m2": SECOND})
FOREIGN = f"{SITE}archives/C9/p1790000009000100"


def test_the_sources_are_all_that_a_conversation_was_ever_given():
    turns = [
        Turn("user", (block("m"),), "q", {"cites": cites(SITE, "C1", 1, PLACES)}),
        Turn("assistant", (block("a"),), "q"),
        Turn("user", (block("m"),), "r", {"cites": cites(SITE, "C2", 3, PLACES[:1])}),
    ]
    sources = Sources.of(Conversation(tuple(turns)))
    assert sources.links == {
        **SOURCES.links,
        "m3": FIRST.replace("C1", "C2"),
    }
    assert not Sources.of(Conversation(tuple(turns[1:2])))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("It is so [m1].", f"It is so [1]({FIRST})."),
        ("It is so[m1].", f"It is so [1]({FIRST})."),
        ("So [M1, m2].", f"So [1]({FIRST}) [2]({SECOND})."),
        ("So [m1][m2].", f"So [1]({FIRST}) [2]({SECOND})."),
        ("So [m1; 2].", f"So [1]({FIRST}) [2]({SECOND})."),
        ("So [m1–m2].", f"So [1]({FIRST}) [2]({SECOND})."),
        ("So [m1, m1].", f"So [1]({FIRST})."),
        ("Not so [m9].", "Not so."),
        ("Half [m1, m9].", f"Half [1]({FIRST})."),
        ("A [link](https://example.com/x) stays.", "A [link](https://example.com/x) stays."),
        (f"See [there]({FOREIGN}).", "See there."),
        (f"See {FOREIGN}.", "See ."),
        (f"See [m1]({FOREIGN}).", f"See [1]({FIRST})."),
        (f"See {FIRST}.", f"See {FIRST}."),
        ("An [array[m] of things] and [mx].", "An [array[m] of things] and [mx]."),
    ],
)
def test_marks_of_what_was_read_become_links_and_others_go(said, shown):
    assert SOURCES.shown(said) == shown


def test_marks_that_name_nothing_are_counted_and_told():
    assert SOURCES.unknown("a [m1] b [m9, m2] c [m8]") == 2
    assert noted(("x",), 0) == ("x",)
    assert noted((), 1) == ("1 reference named no message that was read and was left out.",)
    assert noted((), 2)[0].startswith("2 references")


PIECES = st.sampled_from(
    [
        *("[m1]", "[m2", "]", "[m9]", "[m1, m2]", " ", "\n", "word", "(", ")", "h", "https://"),
        # Nobody writes on right behind an address: a letter there makes it one of nothing.
        *(
            f"{FIRST} ",
            f"{SECOND} ",
            f"{FOREIGN} ",
            f"[x]({FOREIGN})",
            f"[m1]({FIRST})",
            "/archives/",
            "C9/p1",
            ".",
        ),
        "a[",
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
SLACK = re.compile(r"https?://[^\s()<>\[\]]*/archives/[^\s()<>\[\]]*")


@given(TEXTS)
def test_no_link_into_slack_is_ever_shown_but_to_what_was_read(text):
    for shown in (SOURCES.shown(text), SOURCES.shown(text, grows=True)):
        found = {link.rstrip(".,;:!?*_") for link in SLACK.findall(shown)}
        # Words that stand right behind an address make it one of nothing, not of another message.
        read = tuple(SOURCES.links.values())
        assert all(link.startswith(read) for link in found)


@given(TEXTS)
def test_what_is_shown_of_a_growing_text_is_never_taken_back(text):
    shown = [SOURCES.shown(text[:end], grows=True) for end in range(len(text) + 1)]
    shown.append(SOURCES.shown(text))
    assert all(after.startswith(before) for before, after in pairwise(shown))
