import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack.render import render
from tests.playground.slack.allowed import Allowed
from tests.playground.slack.forms import feedback
from tests.playground.slack.hostile import HOSTILE

NAMES = {"U1": "Ann"}
WORDS = st.fixed_dictionaries({"type": st.sampled_from(["mrkdwn", "plain_text"]), "text": HOSTILE})
BLOCKS = st.one_of(
    st.fixed_dictionaries({"type": st.just("markdown"), "text": HOSTILE}),
    st.fixed_dictionaries({"type": st.sampled_from(["section", "header"]), "text": WORDS}),
    st.fixed_dictionaries({"type": st.just("context"), "elements": st.lists(WORDS, max_size=3)}),
    st.fixed_dictionaries({"type": st.just("divider") | HOSTILE}),
    st.fixed_dictionaries(
        {"type": st.just("image"), "alt_text": HOSTILE, "image_url": HOSTILE}
        | {"slack_file": st.none() | st.fixed_dictionaries({"id": HOSTILE})}
    ),
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["table", "data_table"]),
            "rows": st.lists(
                st.lists(st.fixed_dictionaries({"type": HOSTILE, "text": HOSTILE}), max_size=3),
                max_size=3,
            ),
        }
        | {"column_settings": st.lists(st.fixed_dictionaries({"align": HOSTILE}), max_size=3)}
    ),
)


def plain(text):
    return {"type": "plain_text", "text": text}


def test_text_is_mrkdwn_and_markdown_text_is_markdown():
    assert render({"text": "*b*"}, NAMES).html == "<b>b</b>"
    assert render({"markdown_text": "*i*"}, NAMES).html == "<p><em>i</em></p>\n"


def test_blocks_are_shown_instead_of_the_text_beside_them():
    message = {"text": "for a screen reader", "blocks": [{"type": "markdown", "text": "**b**"}]}
    assert render(message, NAMES).html == "<p><strong>b</strong></p>\n"


def test_context_is_the_footer():
    words = {"type": "mrkdwn", "text": "*high* effort"}
    drawn = render({"blocks": [{"type": "context", "elements": [words, plain("<2 s")]}]}, NAMES)
    assert (drawn.html, drawn.footer_html) == ("", "<p><b>high</b> effort &lt;2 s</p>")


def test_what_can_be_used_is_told_and_not_drawn():
    button = {"type": "button", "action_id": "again", "value": "v", "text": plain("Again")}
    section = {"type": "section", "text": plain("x"), "accessory": button | {"style": "danger"}}
    row = {"type": "context_actions", "block_id": "c", "elements": [feedback()]}
    actions = {"type": "actions", "block_id": "b", "elements": [button]}
    drawn = render({"blocks": [actions, section, row]}, NAMES)
    told = {"kind": "button", "action_id": "again", "block_id": "b", "value": "v", "text": "Again"}
    assert drawn.controls[:2] == [told, told | {"block_id": "", "style": "danger"}]
    assert drawn.controls[2]["positive_button"]["value"] == "up"
    assert drawn.html == "<p>x</p>"


@pytest.mark.parametrize(
    ("block", "html"),
    [
        ({"type": "header", "text": plain("*H*")}, "<h3>*H*</h3>"),
        ({"type": "divider"}, "<hr>"),
        (
            {"type": "section", "text": plain("a\nb"), "fields": [plain("c")]},
            '<p>a<br>b</p><div class="fields"><p>c</p></div>',
        ),
        ({"type": "section", "text": {"type": "mrkdwn", "text": "_i_"}}, "<p><i>i</i></p>"),
        ({"type": "actions", "elements": []}, ""),
    ],
)
def test_blocks_are_drawn(block, html):
    assert render({"blocks": [block]}, NAMES).html == html


def test_a_block_that_is_not_known_is_named_and_not_hidden():
    assert "“carousel”" in render({"blocks": [{"type": "carousel"}]}, NAMES).html


@given(st.sampled_from(["text", "markdown_text"]), HOSTILE)
def test_any_text_becomes_allowed_html(kind, text):
    Allowed(render({kind: text}, NAMES).html)


@given(st.lists(BLOCKS, min_size=1, max_size=4))
def test_any_blocks_become_allowed_html(blocks):
    drawn = render({"blocks": blocks}, NAMES)
    Allowed(drawn.html)
    Allowed(drawn.footer_html)
