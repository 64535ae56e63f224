import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.conversation import Turn
from bot.conversation.preferences import Preferences
from bot.conversation.prices import listed
from bot.reply.furniture import Button, Furniture, blocks, footer

PLAIN = Preferences(model="claude-sonnet-4-6")
ABOUT = {
    "model": "claude-sonnet-4-6",
    "seconds": 12.4,
    "stop_reason": "end_turn",
    "usage": {
        "input_tokens": 20,
        "cache_creation_input_tokens": 300,
        "cache_read_input_tokens": 1000,
        "output_tokens": 456,
    },
}


def said(**about):
    return [Turn("assistant", (), "T1:C1:1.0", {**ABOUT, **about})]


def test_the_footer_tells_how_the_answer_was_made():
    asked = Preferences(model="claude-sonnet-4-6", effort="high", thinking="budget 8000")
    assert footer(said(), asked) == (
        "claude-sonnet-4-6 · effort high · thinking budget 8000"
        " · 1,320 (1,000 from the cache, 300 to the cache) in, 456 out · 12 s"
    )


def test_it_says_who_chose_what_the_operator_did_not():
    asked = Preferences(model="claude-sonnet-4-6", effort="high", thinking="on")
    chosen = {"model": "workspace", "effort": "message", "speak": "thread"}
    assert footer(said(), asked, whence=chosen).startswith(
        "claude-sonnet-4-6 (set for this workspace) · effort high (for this answer only)"
        " · thinking on · "
    )
    assert footer(said(), PLAIN, whence={"effort": "message"}) == footer(said(), PLAIN)


def test_the_rounds_of_an_answer_are_counted_together():
    told = footer(said() + said(), PLAIN, listed())
    assert "2,640 (2,000 from the cache, 600 to the cache) in, 912 out" in told
    assert "about $0.0166 at list price" in told
    assert "25 s" in told


@pytest.mark.parametrize(
    ("searches", "fetches", "told"),
    [(3, 2, " · searched 3×, read 2 pages · "), (1, 0, " · searched 1× · "),
     (0, 1, " · read 1 page · ")],
)  # fmt: skip
def test_what_was_looked_up_is_told_in_a_few_words(searches, fetches, told):
    counted = {"web_search_requests": searches, "web_fetch_requests": fetches}
    usage = {"input_tokens": 20, "output_tokens": 4, "server_tool_use": counted}
    assert told in footer(said(usage=usage), PLAIN)


def test_what_is_not_known_is_left_out():
    assert footer([Turn("assistant", ())], PLAIN) == "0 s"
    unknown = said(model="somebody-s-own", usage={"output_tokens": 1, "input_tokens": None})
    assert footer(unknown, PLAIN, listed()) == "somebody-s-own · 0 in, 1 out · 12 s"


def test_nothing_is_claimed_of_a_cache_that_was_not_used():
    usage = {"input_tokens": 20, "output_tokens": 4, "cache_read_input_tokens": 0}
    assert "cache" not in footer(said(usage=usage), PLAIN)


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("max_tokens", "cut short"),
        ("model_context_window_exceeded", "cut short"),
        ("pause_turn", "cut short"),
        ("tool_use", "cut short"),
        ("something new", "ended: something new"),
    ],
)
def test_an_answer_that_ended_otherwise_says_how(reason, told):
    assert told in footer(said(stop_reason=reason), PLAIN)


def test_a_stop_sequence_is_named():
    told = footer(said(stop_reason="stop_sequence", stop_sequence="END"), PLAIN)
    assert told.endswith("stopped at “END”")


@pytest.mark.parametrize("reason", ["end_turn", None])
def test_a_whole_one_does_not(reason):
    assert footer(said(stop_reason=reason), PLAIN).endswith(" s")


def test_nothing_makes_no_blocks():
    assert blocks("", Furniture()) == []


def test_the_answer_stands_above_the_apology_the_footer_and_the_buttons():
    button = Button("again", "Retry", "T1:C1:1.0", "primary")
    parts = blocks("# Hi", Furniture("made so", "Sorry.", (button, Button("x", "X", ""))))
    assert [part["type"] for part in parts] == ["markdown", "context", "context", "actions"]
    assert parts[0]["text"] == "# Hi"
    assert [part["elements"][0]["text"] for part in parts[1:3]] == ["⚠️ Sorry.", "made so"]
    retry, other = parts[3]["elements"]
    assert (retry["action_id"], retry["value"], retry["style"]) == ("again", "T1:C1:1.0", "primary")
    assert retry["text"] == {"type": "plain_text", "text": "Retry"}
    assert "style" not in other


@given(st.text(max_size=40) | st.just("<!channel>" * 400), st.text(max_size=40))
def test_neither_footer_nor_apology_can_act_and_both_fit(apology, told):
    for part in blocks("", Furniture(told, apology)):
        (element,) = part["elements"]
        assert not set(element["text"]) & set("<>")
        assert element["verbatim"]
        assert 0 < len(element["text"]) <= 3000


def test_a_model_id_is_shown_without_anything_that_could_act():
    told = footer(said(model="claude<!channel> *x*\n[a](b)"), PLAIN)
    assert told.partition(" ·")[0] == "claudechannelxab"
