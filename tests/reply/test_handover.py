"""Edits go on where a stream ended."""

from hypothesis import given
from hypothesis import strategies as st

from bot.reply.handover import Handover
from bot.reply.pages import pages
from bot.reply.scroll import Scroll
from tests.reply.texts import PIECES


def test_without_a_stream_it_is_the_text():
    assert Handover().pages("One\n\ntwo") == pages("One\n\ntwo")
    assert Handover().pages("") == []


def test_what_is_full_stays_and_the_rest_grows():
    handover = Handover(("One",), "two", "One two")
    assert handover.pages("One two three") == ["One", "two three"]
    assert handover.after("One two three") == "two three"


def test_another_text_is_told_from_its_beginning():
    assert Handover(("One",), "two", "One two").pages("Sorry.") == ["Sorry."]


@given(st.lists(st.sampled_from([*PIECES, "word " * 900]), max_size=12).map("".join), st.text())
def test_nothing_is_lost_wherever_the_stream_ended(text, more):
    scroll = Scroll()
    scroll.push(text)
    while (piece := scroll.next(0.0)) and piece.then == "turn":
        scroll.sent(piece)
    handover = scroll.handover
    joined = "".join(handover.pages(text + more))
    assert joined.startswith("".join(handover.turned))
    assert len("".join(joined.split())) >= len("".join("".join(pages(text + more)).split())) * 0.9
