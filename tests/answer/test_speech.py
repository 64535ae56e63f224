from hypothesis import given
from hypothesis import strategies as st

from bot.answer.speech import Speech
from bot.conversation.conversation import Turn, block

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
