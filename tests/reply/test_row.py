"""The row under a finished reply: what can be pressed there, in one order, each if it applies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.thread import Thread
from bot.conversation.turn import Turn
from bot.playground.slack.blocks import blocks as checked
from bot.reply.furniture import Furniture, blocks
from bot.reply.row import finished, older

THREAD = Thread("T1", "C1", "1.0")
FIRST = "T1:C1:1.0"
THOUGHT = ({"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "So."})


def said(*content, **about):
    return [Turn("assistant", content or THOUGHT, FIRST, {"id": "msg_1", **about})]


def row(turns, earlier=0):
    """The actions of the row, in order."""
    _, buttons = finished(turns, FIRST, THREAD, earlier)
    return [button.action for button in buttons]


def test_everything_stands_in_one_order():
    actions = row(said(stop_reason="max_tokens"), 2)
    assert actions == [
        "go_on",
        "regenerate",
        "regenerate_varied",
        "thinking",
        "earlier",
        "settings",
    ]


def test_what_does_not_apply_is_not_there():
    plain = said({"type": "text", "text": "So."}, stop_reason="end_turn")
    assert row(plain) == ["regenerate", "regenerate_varied", "settings"]


@pytest.mark.parametrize("kind", ["thinking", "redacted_thinking"])
def test_any_thinking_can_be_asked_for(kind):
    assert "thinking" in row(said({"type": kind}))


def test_the_thumbs_name_the_answer():
    thumbs, _ = finished(said(), FIRST, THREAD, 0)
    (context,) = blocks("", Furniture(thumbs=thumbs))
    (rating,) = context["elements"]
    assert rating["positive_button"]["value"] == f"up {FIRST} msg_1"
    assert rating["negative_button"]["value"] == f"down {FIRST} msg_1"
    assert rating["positive_button"]["accessibility_label"]


def test_regenerate_names_the_answer_that_is_to_be_replaced():
    _, buttons = finished(said(), FIRST, THREAD, 0)
    (block,) = [b for b in blocks("", Furniture(buttons=buttons)) if b["type"] == "actions"]
    button, menu, *_ = block["elements"]
    assert button["value"] == f"{FIRST} msg_1"
    values = [option["value"] for option in menu["options"]]
    assert values == [f"effort {FIRST} msg_1", f"search {FIRST} msg_1"]


def test_an_endpoint_with_long_ids_breaks_no_menu():
    thread = Thread("T" * 12, "C" * 12, "1700000000.000001")
    turns = said(id="msg_" + "x" * 500)
    _, buttons = finished(turns, f"{thread}", thread, 0)
    checked(blocks("", Furniture(buttons=buttons)))
    assert buttons[0].value.endswith(f" {turns[-1].name}")


@given(
    st.from_regex(r"[A-Za-z0-9_]{1,80}", fullmatch=True),
    st.integers(0, 9),
    st.sampled_from(["max_tokens", "end_turn", "stopped", None]),
)
def test_slack_takes_the_row_whatever_there_is(id_, earlier, reason):
    thumbs, buttons = finished(said(id=id_, stop_reason=reason), FIRST, THREAD, earlier)
    kept = checked(blocks("x", Furniture("f", thumbs=thumbs, buttons=buttons)))
    assert [block["type"] for block in kept] == [
        "markdown",
        "context",
        "context_actions",
        "actions",
    ]


def test_an_earlier_answer_leads_to_the_one_before_it():
    assert older(FIRST, 0) == Furniture()
    (button,) = older(FIRST, 2).buttons
    assert (button.action, button.value) == ("earlier", f"{FIRST} 1")
