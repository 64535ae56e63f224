import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack.blocks import blocks, spoken
from bot.playground.slack.refusal import Refusal

from .conftest import actions, button
from .forms import feedback, option, overflow, plain, select, trash, words

MRKDWN = {"type": "mrkdwn", "text": "x"}


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def markdown(text):
    return {"type": "markdown", "text": text}


def rated(*elements):
    return [{"type": "context_actions", "elements": list(elements)}]


CELL = {"type": "raw_text", "text": "x"}
FITS = [
    [markdown("a" * 6_000)] * 2,
    [section("a" * 3_000)],
    [{"type": "section", "fields": [MRKDWN] * 10}],
    [{"type": "context", "elements": [MRKDWN] * 10}],
    [{"type": "header", "text": {"type": "plain_text", "text": "h" * 150}}],
    [{"type": "divider"}] * 50,
    [{"type": "rich_text", "elements": []}],
    [{"type": "table", "rows": [[CELL] * 20] * 100, "column_settings": [{"align": "right"}]}],
    actions(*(button(action_id=f"a{n}") for n in range(25))),
    actions(overflow("a", "b", "c", "d", "e"), select(placeholder=plain("p" * 150))),
    [{"type": "section", "text": MRKDWN, "accessory": overflow()}],
    rated(feedback(), trash(visible_to_user_ids=["U1"] * 10)),
    actions(button(value="v" * 2_000, action_id="a" * 255, style="danger")),
]
TOO_MUCH = [
    [section("a" * 3_001)],
    [section("")],
    [{"type": "section"}],
    [{"type": "section", "fields": [MRKDWN] * 11}],
    [{"type": "context", "elements": [MRKDWN] * 11}],
    [{"type": "context", "elements": []}],
    [{"type": "header", "text": {"type": "plain_text", "text": "h" * 151}}],
    [{"type": "header", "text": MRKDWN}],
    [{"type": "divider"}] * 51,
    [{"type": "divider", "block_id": "same"}, {"type": "divider", "block_id": "same"}],
    [{"type": "divider", "block_id": "b" * 256}],
    [{"type": "marquee"}],
    [{}],
    [markdown("")],
    [{"type": "table", "rows": [[CELL]] * 101}],
    [{"type": "table", "rows": [[CELL] * 21]}],
    [{"type": "table", "rows": [[]]}],
    [{"type": "table", "rows": [["words"]]}],
    [{"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}],
    [{"type": "table", "rows": [[CELL]], "column_settings": [{"align": "up"}]}],
    [{"type": "image", "image_url": "https://x.y/z.png"}],
    actions(*(button(action_id=f"a{n}") for n in range(26))),
    actions(button(), button()),
    actions(button(text={"type": "plain_text", "text": "t" * 76})),
    actions(button(text=MRKDWN)),
    actions(button(value="v" * 2_001)),
    actions(button(action_id="a" * 256)),
    actions(button(style="loud")),
    actions(overflow("a", "b", "c", "d", "e", "f")),
    actions(overflow(options=[])),
    actions(select(option_groups=[{"label": MRKDWN, "options": [option("x")]}])),
    actions(feedback()),
    actions({"type": "datepicker"}),
    rated(feedback(positive_button=None)),
    rated(feedback(negative_button={"text": plain("x")})),
    rated(feedback(positive_button={"text": plain("t" * 76), "value": "v"})),
    rated(trash(icon="bin")),
    rated(trash(visible_to_user_ids=["U1"] * 11)),
    rated(trash(confirm={"title": plain("t" * 101)})),
    rated(button()),
    rated(*[trash(action_id=f"a{n}") for n in range(6)]),
    [{"type": "input", "label": plain("x"), "element": words()}],
]


@pytest.mark.parametrize("value", FITS)
def test_what_fits_is_kept_with_an_id_for_every_block(value):
    kept = blocks(value)
    assert [block["type"] for block in kept] == [block["type"] for block in value]
    assert len({block["block_id"] for block in kept}) == len(value)


@pytest.mark.parametrize("value", TOO_MUCH)
def test_what_does_not_fit_is_refused_with_the_place_where(value):
    with pytest.raises(Refusal, match="invalid_blocks") as refused:
        blocks(value)
    assert "[json-pointer:/blocks" in refused.value.body["response_metadata"]["messages"][0]


def test_all_markdown_of_a_message_is_counted_together():
    with pytest.raises(Refusal, match="msg_blocks_too_long"):
        blocks([markdown("a" * 6_000), {"type": "divider"}, markdown("a" * 6_001)])
    with pytest.raises(Refusal, match="msg_blocks_too_long"):
        blocks([markdown("😀" * 6_001)])


def test_a_button_without_an_id_gets_one():
    nameless = button()
    del nameless["action_id"]
    (kept,) = blocks(actions(nameless))
    assert kept["elements"][0]["action_id"]


def test_a_message_without_text_is_read_aloud_from_its_blocks():
    kept = blocks([section("one"), {"type": "divider"}, markdown("two")])
    assert spoken(kept) == "one two"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "fields", "accessory", "rows", "value"]),
            inner | st.sampled_from(["section", "actions", "context", "button", "table", "header"]),
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(json_values)
def test_any_json_is_either_kept_or_refused(value):
    before = json.dumps(value)
    with suppress(Refusal):
        blocks(value)
    assert json.dumps(value) == before
