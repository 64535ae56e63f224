"""Where and what: however the words behind a command are put."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.commanded import commanded, spot
from bot.conversation.dials import DIALS
from bot.conversation.preferences import outside
from bot.errors import WrongWords

HERE = outside("T1", "U1", "C1")


def read(name, words):
    where, order = commanded(DIALS[name], words)
    return where, order and (order.value or "reset")


@pytest.mark.parametrize(
    ("name", "words", "where", "value"),
    [
        ("effort", "high", "", "high"),
        ("effort", "HIGH Here.", "here", "high"),
        ("effort", "here: high", "here", "high"),
        ("effort", "high for this channel", "here", "high"),
        ("effort", "high, in the channel!", "here", "high"),
        ("effort", "“high” “here”", "here", "high"),
        ("effort", "(high) (everywhere)", "everywhere", "high"),
        ("effort", "high for me", "everywhere", "high"),
        ("effort", "high workspace", "workspace", "high"),
        ("effort", "high for the whole workspace", "workspace", "high"),
        ("effort", "high for everyone", "workspace", "high"),
        ("effort", "team high", "workspace", "high"),
        ("effort", "set to high here", "here", "high"),
        ("effort", "= high", "", "high"),
        ("effort", "ｈｉｇｈ", "", "high"),
        ("effort", "*high*", "", "high"),
        ("effort", "reset here", "here", "reset"),
        ("effort", "here reset", "here", "reset"),
        ("effort", "default everywhere", "everywhere", "reset"),
        ("thinking", "budget 8,000 here", "here", "budget 8000"),
        ("thinking", "8000 tokens", "", "budget 8000"),
        ("thinking", "Yes!", "", "on"),
        ("websearch", "turn on here", "here", "on"),
        ("websearch", "«off»", "", "off"),
        ("webfetch", "disabled workspace", "workspace", "off"),
        ("model", "claude-opus-4-6 here", "here", "claude-opus-4-6"),
        ("language", "Polish", "", "pl"),
        ("language", "in Traditional Chinese here", "here", "zh-Hant"),
        ("language", "po polsku", "", "pl"),
        ("language", "Français workspace", "workspace", "fr"),
        ("language", "PT_br", "", "pt-BR"),
        ("language", "auto", "", "auto"),
        ("speak", "mentioned", "", "mentioned"),
        ("speak", "always workspace", "workspace", "auto"),
        ("callback", "NO", "", "off"),
        ("instructions", "Be brief.\n- No lists here", "", "Be brief.\n- No lists here"),
        ("instructions", "here Be brief.", "here", "Be brief."),
        ("instructions", "HERE:\n\nBe brief.\n", "here", "Be brief."),
        ("instructions", "workspace\nBe kind to everyone", "workspace", "Be kind to everyone"),
        ("instructions", "Here we write Polish.", "", "Here we write Polish."),
        ("instructions", "Be kind to the whole team", "", "Be kind to the whole team"),
        ("instructions", "“Quoted.”", "", "“Quoted.”"),
        ("instructions", "reset", "", "reset"),
        ("instructions", "None.", "", "reset"),
        ("instructions", "reset here", "here", "reset"),
        ("instructions", "workspace: clear", "workspace", "reset"),
    ],
)
def test_where_and_what_are_understood(name, words, where, value):
    assert read(name, words) == (where, value)


@pytest.mark.parametrize("words", ["", "  ", "here", "Everywhere!", "workspace", "show", "status"])
@pytest.mark.parametrize("name", ["effort", "instructions", "speak", "language"])
def test_without_a_value_it_is_asked_what_holds(name, words):
    assert read(name, words)[1] is None


@pytest.mark.parametrize(
    ("name", "words", "names"),
    [
        ("effort", "enormous", "low|medium|high|xhigh|max"),
        ("effort", "high here everywhere", "low|medium"),
        ("effort", "here high here", "low|medium"),
        ("effort", "help", "low|medium"),
        ("effort", "?", "low|medium"),
        ("effort", "high " * 5_000, "low|medium"),
        ("websearch", "perhaps here", "on|off"),
        ("thinking", "budget 12", "1,024"),
        ("model", "two words", "ID"),
        ("language", "Klingonese", "Polish or pt-BR"),
        ("language", "<@U1> here", "Polish or pt-BR"),
        ("instructions", "x" * 3_001, "3,000"),
        ("speak", "mentioned everywhere", "auto|mentioned"),
        ("callback", "“”", "on|off"),
    ],
)
def test_what_is_not_understood_gets_the_words_that_are(name, words, names):
    with pytest.raises(WrongWords) as wrong:
        commanded(DIALS[name], words, "/tl-")
    assert wrong.value.usage.startswith(f"Usage: `/tl-{name} ")
    assert names in wrong.value.usage
    assert "workspace`" in wrong.value.usage


@given(st.sampled_from(list(DIALS.values())), st.text(max_size=40))
def test_any_words_have_a_place_and_are_an_order_a_question_or_wrong(dial, words):
    try:
        where, order = commanded(dial, words)
    except WrongWords:
        return
    at = spot(dial, where, HERE)
    assert at in HERE
    assert not (dial.ours and order and at.kind == "person")
    assert order is None or order.value is None or dial.read(order.value) == order.value


@given(st.text("ab \n\t.,:-*_<>&“”é漢😀", min_size=1, max_size=60).map(str.strip).filter(bool))
def test_instructions_are_kept_to_the_letter(text):
    said = f"Do this: {text}"
    assert read("instructions", said) == ("", said)
    assert read("instructions", f"here {said}") == ("here", said)


def test_where_nothing_is_said_it_is_for_the_person_or_for_the_channel():
    assert [spot(DIALS[name], "", HERE).kind for name in ("effort", "speak")] == [
        "person",
        "channel",
    ]
