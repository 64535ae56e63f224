from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.speech import Speech
from bot.conversation.conversation import Turn, block
from bot.errors import ModelError
from tests.answer.test_answer import EVENTS

WORDS = st.text(st.characters(codec="ascii", categories=["L"]), max_size=8)


def delta(words):
    return {
        "type": "content_block_delta",
        "index": 0,
        "delta": {"type": "text_delta", "text": words},
    }


@given(st.lists(st.lists(WORDS, max_size=4), max_size=4))
def test_what_is_said_only_grows(rounds):
    speech, before = Speech(), ""
    for pieces in rounds:
        answer = speech.begin()
        for piece in pieces:
            answer.add(delta(piece))
            assert speech.text.startswith(before)
            before = speech.text
    said = ["".join(pieces) for pieces in rounds]
    assert speech.text == "\n\n".join(words for words in said if words)


def test_who_takes_over_goes_on_after_what_was_kept():
    speech = Speech([Turn("assistant", (block("Let me see."),))])
    speech.begin().add(delta("It is noon."))
    assert speech.text == "Let me see.\n\nIt is noon."


def test_why_nothing_comes_is_said_beside_and_gone_with_the_next_word():
    speech = Speech()
    speech.wait("busy")
    assert (speech.text, speech.doing, speech.subject) == ("", "busy", "")
    speech.begin()
    assert speech.doing == ""


def test_what_goes_on_is_the_newest_round_s():
    speech = Speech()
    answer = speech.begin()
    answer.add({"type": "content_block_start", "index": 0, "content_block": {"type": "thinking"}})
    assert speech.doing == "thinking"


def cites(words, url):
    citation = {"type": "web_search_result_location", "url": url, "title": "T"}
    return {**block(words), "citations": [citation]}


def test_sources_are_listed_once_all_is_said_and_numbered_over_all_rounds():
    one, other = cites("Rain.", "https://a.example/"), cites("Snow.", "https://b.example/")
    speech = Speech([Turn("assistant", (one,)), Turn("assistant", (other, one))])
    said = "Rain. [1](https://a.example/)\n\nSnow. [2](https://b.example/)Rain. [1](https://a.example/)"
    assert speech.text == said
    assert speech.whole == (
        f"{said}\n\n**Sources**\n\n1. [T](https://a.example/) · a.example\n"
        "2. [T](https://b.example/) · b.example"
    )
    assert speech.text == said
    assert [source.url for source in speech.sources] == ["https://a.example/", "https://b.example/"]


@given(st.lists(st.lists(EVENTS, max_size=9), max_size=3))
def test_whatever_an_endpoint_sends_what_is_read_only_grows(rounds):
    speech, before = Speech(), ""
    for events in rounds:
        answer = speech.begin()
        for event in events:
            with suppress(ModelError):
                answer.add(event)
            assert speech.text.startswith(before)
            assert all(isinstance(step.subject, str) for step in speech.steps)
            before = speech.text
    assert isinstance(speech.whole, str)
    assert isinstance(speech.sources, tuple)
