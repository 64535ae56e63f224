"""What is kept of an answer that somebody ended: its words, and nothing half."""

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.answer import Answer
from bot.answer.stopped import stopped

BLOCKS = st.sampled_from(
    [
        {"type": "text", "text": "Said."},
        {"type": "text", "text": " "},
        {"type": "text", "text": "Cited.", "citations": [{"url": "https://example.com"}]},
        {"type": "thinking", "thinking": "Hm.", "signature": ""},
        {"type": "tool_use", "id": "t1", "name": "clock", "input": {}},
        {"type": "server_tool_use", "id": "t2", "name": "web_search", "input": {}},
    ]
)


def half(blocks):
    answer = Answer()
    message = {"model": "claude", "usage": {"input_tokens": 7}}
    answer.add({"type": "message_start", "message": message})
    for index, block in enumerate(blocks):
        answer.add({"type": "content_block_start", "index": index, "content_block": block})
    return answer


@given(st.lists(BLOCKS, max_size=6))
def test_only_words_are_kept_and_all_of_them(blocks):
    turn = stopped(half(blocks), "q1", {"stopped_by": "ann"})
    words = [b["text"] for b in blocks if b["type"] == "text" and b["text"].strip()]
    assert list(turn.content) == [{"type": "text", "text": each} for each in words]
    assert turn.ends
    assert turn.about["usage"] == {"input_tokens": 7}
    assert (turn.about["stop_reason"], turn.about["stopped_by"]) == ("stopped", "ann")


def test_a_round_that_was_complete_is_kept_already_and_adds_nothing():
    answer = half([{"type": "text", "text": "Said."}])
    answer.add({"type": "message_delta", "delta": {"stop_reason": "tool_use"}})
    answer.add({"type": "message_stop"})
    assert stopped(answer, "q1", {}).content == ()
    assert stopped(None, "q1", {}).content == ()


def test_where_only_slack_knows_the_words_those_are_kept():
    assert stopped(None, "q1", {}, "Shown.").content == ({"type": "text", "text": "Shown."},)
