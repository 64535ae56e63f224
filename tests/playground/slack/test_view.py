import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack.refusal import Refusal
from bot.playground.slack.view import View, checked

from .conftest import button
from .forms import feedback, field, home, modal, number, option, overflow, plain, select, words

DIVIDER = {"type": "divider"}
RADIO = {"type": "radio_buttons", "action_id": "r", "options": [option("a")] * 10}
BOXES = {"type": "checkboxes", "action_id": "c", "options": [option("a"), option("b")]}
MRKDWN = {"type": "mrkdwn", "text": "*x*"}

FITS = [
    modal(title=plain("t" * 24), submit=plain("s" * 24), close=plain("c" * 24)),
    modal(private_metadata="p" * 3_000, callback_id="c" * 255, external_id="e" * 255),
    modal(*[DIVIDER] * 100),
    modal(
        field("a", words(min_length=0, max_length=3_000, multiline=True, initial_value="x")),
        field("b", number(min_value="1", max_value="9"), optional=True, hint=plain("h")),
        field("c", select(initial_option=option("high"))),
        field("d", RADIO),
        field("e", BOXES | {"initial_options": [option("b")]}),
    ),
    modal({"type": "actions", "elements": [button(), select(), overflow(), BOXES]}),
    modal({"type": "section", "text": MRKDWN, "accessory": overflow()}, submit=None),
    modal({"type": "header", "text": plain("H")}, {"type": "context", "elements": [MRKDWN]}),
    modal(field("a", select(option_groups=[{"label": plain("g"), "options": [option("x")]}]))),
]
TOO_MUCH = [
    modal(title=plain("t" * 25)),
    modal(title=MRKDWN),
    modal(title=None),
    modal(submit=plain("s" * 25)),
    modal(close=plain("c" * 25)),
    modal(private_metadata="p" * 3_001),
    modal(callback_id="c" * 256),
    modal(notify_on_close="yes"),
    modal(*[DIVIDER] * 101),
    modal(field("a", words()), submit=None),
    modal(field("a", words()), field("a", words())),
    modal(field("a", words(max_length=3_001))),
    modal(field("a", words(max_length=0))),
    modal(field("a", words(placeholder=plain("p" * 151)))),
    modal(field("a", words(), label=MRKDWN)),
    modal(field("a", words(), label=plain("l" * 2_001))),
    modal(field("a", button())),
    modal(field("a", number(is_decimal_allowed=None))),
    modal(field("a", number(min_value="few"))),
    modal(field("a", select(*map(str, range(101))))),
    modal(field("a", select("v" * 151))),
    modal(field("a", select(options=[]))),
    modal(field("a", select(initial_option=option("else")))),
    modal(field("a", select(options=[{"text": MRKDWN, "value": "x"}]))),
    modal(field("a", RADIO | {"options": [option("a")] * 11})),
    modal(field("a", BOXES | {"initial_options": [option("z")]})),
    modal({"type": "actions", "elements": [overflow("a", "b", "c", "d", "e", "f")]}),
    modal({"type": "actions", "elements": [words()]}),
    modal({"type": "actions", "elements": [feedback()]}),
    modal({"type": "actions", "elements": [button(confirm={"title": plain("x")})]}),
    modal({"type": "context_actions", "elements": [feedback()]}),
    modal({"type": "markdown", "text": "x"}),
    modal({"type": "table", "rows": []}),
    home(title=plain("x")),
    home(submit=plain("x")),
    {"type": "modal", "title": plain("x")},
]


@pytest.mark.parametrize("told", FITS)
def test_what_fits_is_taken_and_every_block_named(told):
    kept = checked(told, "modal")
    assert all(block["block_id"] for block in kept["blocks"])


@pytest.mark.parametrize("told", TOO_MUCH)
def test_what_does_not_fit_is_refused(told):
    with pytest.raises(Refusal, match="invalid_arguments") as refused:
        checked(told, told["type"])
    assert refused.value.body["response_metadata"]["messages"]


def test_a_table_may_stand_in_a_home_tab_alone():
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    assert checked(home() | {"blocks": [table]}, "home")["blocks"][0]["rows"] == table["rows"]
    with pytest.raises(Refusal, match="invalid_arguments"):
        checked(modal(table), "modal")


def test_a_modal_is_no_home_and_may_not_be_huge():
    with pytest.raises(Refusal, match="invalid_arguments"):
        checked(modal(), "home")
    paragraph = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_000}}
    with pytest.raises(Refusal, match="view_too_large"):
        checked(modal(*[paragraph] * 90), "modal")


def test_a_view_is_told_with_what_stands_in_its_fields():
    told = checked(modal(field("a", words(initial_value="old")), field("b", BOXES)), "modal")
    view = View("V1", "U1", told, "1.a", "V1")
    view.entered = {"b": {"c": {"type": "checkboxes", "selected_options": [option("a")]}}}
    assert view.wire()["state"]["values"] == {
        "a": {"words": {"type": "plain_text_input", "value": "old"}},
        "b": {"c": {"type": "checkboxes", "selected_options": [option("a")]}},
    }
    assert view.wire(state=False)["state"] == {"values": {}}


NAMES = (
    *("type", "text", "element", "elements", "options", "option_groups", "value", "title"),
    *("initial_option", "initial_options", "confirm", "label", "accessory"),
)
KINDS = (
    *("input", "actions", "section", "context", "plain_text"),
    *("checkboxes", "static_select", "overflow", "number_input"),
)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES), inner | st.sampled_from(KINDS), max_size=5)
    ),
    max_leaves=20,
)


@given(st.lists(JSONS, max_size=3))
def test_any_json_is_either_taken_or_refused(blocks):
    told = modal(*blocks)
    before = json.dumps(told)
    with suppress(Refusal):
        View("V1", "U1", checked(told, "modal"), "1.a", "V1").wire()
    assert json.dumps(told) == before
