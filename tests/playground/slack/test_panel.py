import json

from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack.panel import panel
from bot.playground.slack.view import View, checked

from .allowed import Allowed
from .forms import field, modal, number, option, plain, select, words
from .hostile import HOSTILE

SAID = HOSTILE.filter(bool)


def drawn(*blocks, **more):
    return panel(View("V1", "U1", checked(modal(*blocks, **more), "modal"), "1.a", "V1"), {})


def test_a_panel_tells_its_words_and_what_stands_in_its_fields():
    told = drawn(
        field("a", words(initial_value="x", multiline=True), hint=plain("Why?"), optional=True),
        field("b", select(initial_option=option("high"))),
        close=plain("Later"),
    )
    assert (told["title"], told["submit"], told["close"]) == ("Settings", "Save", "Later")
    first, second = told["blocks"]
    assert first["input"] == {"label": "A", "hint": "Why?", "optional": True}
    assert (first["controls"][0]["value"], first["controls"][0]["multiline"]) == ("x", True)
    assert second["controls"][0]["chosen"] == ["high"]
    assert [o["text"] for o in second["controls"][0]["options"]] == ["Low", "High"]


def test_errors_stand_at_their_blocks():
    view = View("V1", "U1", checked(modal(field("a", number())), "modal"), "1.a", "V1")
    view.errors, view.trouble = {"a": "Too few."}, "Sorry."
    told = panel(view, {}, 2)
    assert (told["blocks"][0]["error"], told["trouble"], told["depth"]) == ("Too few.", "Sorry.", 2)


@given(SAID, st.sampled_from(["mrkdwn", "plain_text"]))
def test_any_words_of_a_view_become_allowed_html(text, kind):
    said = {"type": kind, "text": text}
    told = drawn(
        {"type": "section", "text": said},
        {"type": "context", "elements": [said]},
        {"type": "header", "text": plain(text[:70])},
    )
    for block in told["blocks"]:
        Allowed(block["html"])
        Allowed(block["footer_html"])
    assert json.dumps(told)
