"""Dials as fields of a form, and what a submitted form orders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.dials import DIALS
from bot.conversation.orders import order
from bot.conversation.preferences import Place, Preferences, channel, person
from bot.errors import WrongWords
from bot.playground.slack.view import View, checked
from bot.playground.slack.viewing import complaints, enter
from bot.reply.forms import SHOWN, Form, read
from bot.reply.modals import form
from bot.reply.opened import Opened, elsewhere

HERE = (Place("thread", "T1:C1:1.0"), person("T1", "U1"), channel("T1", "C1"))
DEFAULT = Preferences("claude-sonnet-4-6")
VALUES = {
    **{name: st.sampled_from(DIALS[name].offers) for name in SHOWN if DIALS[name].offers},
    "thinking": st.sampled_from(["on", "off", "budget 5000", "budget 16000"]),
    "language": st.sampled_from(["pl", "zh-Hant", "auto", "pt-BR"]),
    "instructions": st.text("ab c\n😀", min_size=1, max_size=3_000)
    .map(str.strip)
    .filter(lambda text: 0 < len(text.encode("utf-16-le")) // 2 <= 3_000),
    "model": st.from_regex(r"[a-z][a-z0-9.-]{0,120}[a-z0-9]", fullmatch=True),
}
SET = st.fixed_dictionaries({}, optional=VALUES)
SAID = st.tuples(SET, SET, SET)


def shown(said, here=HERE):
    """The form as Slack keeps it."""
    told = Form(here, said, DEFAULT)
    view = form(
        "settings", ("Settings", "Save"), told.blocks(), Opened(str(here[0]), told.before).metadata
    )
    return told, View("V1", "U1", checked(view, "modal"), "h", "V1")


@given(SAID)
def test_slack_takes_the_form_whatever_is_set(said):
    told, view = shown(said)
    assert [block["block_id"] for block in view.told["blocks"]] == list(SHOWN)
    assert complaints(view) == {}
    assert Opened.read(view.told["private_metadata"]) == Opened(str(HERE[0]), told.before)


@given(SAID)
def test_a_form_sent_as_it_is_orders_nothing(said):
    told, view = shown(said)
    assert read(view.state(), told.before) == ([], {})


@given(SAID, SET)
def test_what_is_put_in_is_what_is_ordered(said, wanted):
    told, view = shown(said)
    offered = {
        name: value
        for name, value in wanted.items()
        if value in DIALS[name].offers or not DIALS[name].offers
    }
    enter(view, {name: {"thread": value} for name, value in offered.items()})
    orders, wrong = read(view.state(), told.before)
    assert wrong == {}
    changed = {name: v for name, v in offered.items() if said[0].get(name) != v}
    assert {order.dial.name: order.value for order in orders} == changed


@given(SAID)
def test_as_it_is_elsewhere_clears_every_dial(said):
    told, view = shown(said)
    enter(view, {n: {"thread": "-" if DIALS[n].offers else None} for n in SHOWN})
    orders, _ = read(view.state(), told.before)
    assert {order.dial.name: order.value for order in orders} == dict.fromkeys(told.before)


@given(st.text(max_size=200))
def test_any_word_is_an_order_or_told_under_its_field(word):
    values = {"model": {"model": {"type": "plain_text_input", "value": word}}}
    orders, wrong = read(values, {})
    assert len(orders) + len(wrong) == (1 if word.strip() and word.strip() != "-" else 0)


@pytest.mark.parametrize(
    ("dial", "said", "value"),
    [
        ("model", "reset", None),
        ("model", "“claude-opus-4-6”", "claude-opus-4-6"),
        ("language", " “Polish”. ", "pl"),
        ("language", "default", None),
        ("instructions", "none", None),
    ],
)
def test_a_field_takes_the_words_that_a_command_takes(dial, said, value):
    values = {dial: {"thread": {"type": "plain_text_input", "value": said}}}
    orders, wrong = read(values, {dial: "something"})
    assert ([order.value for order in orders], wrong) == ([value], {})


def test_no_instructions_are_taken_that_a_form_could_not_show():
    with pytest.raises(WrongWords):
        order(DIALS["instructions"], "😀" * 1_501)
    text = order(DIALS["instructions"], "😀" * 1_500).value
    for said in (({"instructions": text}, {}, {}), ({}, {}, {"instructions": text})):
        told, view = shown(said)
        assert told.before.keys() == said[0].keys()
        assert complaints(view) == {}


def test_a_person_has_no_say_in_when_the_bot_speaks_in_a_channel():
    told, view = shown(({}, {}), HERE[1:])
    assert "speak" not in [block["block_id"] for block in view.told["blocks"]]
    assert told.before == {}


@given(SAID)
def test_the_form_tells_every_dial_with_where_it_comes_from(said):
    told, view = shown(said)
    hints = [block["hint"]["text"] for block in view.told["blocks"]]
    assert hints == [f"In force: {stands}" for _, stands in told.told()]


@given(SAID, SET)
def test_drawn_for_another_place_it_keeps_nothing_of_what_was_entered(said, entered):
    _, view = shown(said)
    chosen = {name: v for name, v in entered.items() if v in DIALS[name].offers}
    enter(view, {name: {"thread": value} for name, value in chosen.items()})
    other = Form(HERE[1:], said[1:], DEFAULT)
    moved = form("settings", ("Settings", "Save"), other.blocks(), "")
    view.told = checked(moved, "modal")
    assert read(view.state(), other.before) == ([], {})


def test_the_menu_of_places_stands_at_the_one_that_is_set():
    menu = elsewhere(("thread", "person", "channel"), "person")
    kept = checked(form("settings", ("Settings", "Save"), [menu], ""), "modal")["blocks"][0]
    values = [option["value"] for option in kept["accessory"]["options"]]
    assert values == ["thread", "person", "channel"]
    assert kept["accessory"]["initial_option"]["value"] == "person"


def test_fields_that_nobody_knows_are_left_alone():
    assert read({"other": {"other": {"value": "x"}}, "effort": {}}, {}) == ([], {})
