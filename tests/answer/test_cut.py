"""What is kept of an answer that broke off can be sent again, and nothing that was read is lost."""

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.answer import Answer
from bot.answer.cut import cut, whole
from bot.answer.repair import repaired

WORDS = st.sampled_from(["Said.", " ", "More."])
THOUGHT = {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"}
ASKED = {"role": "user", "content": [{"type": "text", "text": "?"}]}


def call(n):
    return {"type": "server_tool_use", "id": f"s{n}", "name": "web_search", "input": {}}


def result(n):
    return {"type": "web_search_tool_result", "tool_use_id": f"s{n}", "content": []}


@st.composite
def contents(draw):
    """Blocks as a server says them: a call, and its result right behind it, if it came so far."""
    blocks = []
    for n in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["text", "thought", "search", "ours"]))
        if kind == "text":
            blocks.append({"type": "text", "text": draw(WORDS)})
        elif kind == "thought":
            blocks.append(THOUGHT)
        elif kind == "ours":
            blocks.append({"type": "tool_use", "id": f"t{n}", "name": "clock", "input": {}})
        else:
            blocks += [call(n), result(n)]
    return blocks[: len(blocks) - draw(st.integers(0, min(1, len(blocks))))]


def broken(blocks, *, open_last):
    answer = Answer()
    usage = {"input_tokens": 7, "output_tokens": 1}
    answer.add({"type": "message_start", "message": {"id": "m", "model": "c", "usage": usage}})
    for index, block in enumerate(blocks):
        answer.add({"type": "content_block_start", "index": index, "content_block": block})
        if not (open_last and index == len(blocks) - 1):
            answer.add({"type": "content_block_stop", "index": index})
    return answer


@given(contents(), st.booleans())
def test_what_is_kept_is_taken_by_the_api_as_it_is(blocks, open_last):
    kept = whole(broken(blocks, open_last=open_last))
    sent = [ASKED, {"role": "assistant", "content": list(kept)}, ASKED]
    if kept:
        assert repaired(sent, strange=True)[1]["content"] == list(kept)


@given(contents(), st.booleans())
def test_all_words_and_all_that_was_found_are_kept(blocks, open_last):
    kept = whole(broken(blocks, open_last=open_last))
    words = [b["text"] for b in blocks if b["type"] == "text" and b["text"].strip()]
    assert [b["text"] for b in kept if b["type"] == "text"] == words
    over = blocks[:-1] if open_last else blocks
    found = [b["tool_use_id"] for b in over if "tool_use_id" in b]
    assert [b["tool_use_id"] for b in kept if "tool_use_id" in b] == found
    plain = whole(broken(blocks, open_last=open_last), thoughts=False)
    assert THOUGHT not in plain


@given(contents())
def test_its_turn_is_to_be_gone_on_with(blocks):
    turn = cut(broken(blocks, open_last=False), "q", {"seconds": 2.0})
    if turn is None:
        assert not [b for b in blocks if b["type"] == "text" and b["text"].strip()]
        return
    assert turn.about["stop_reason"] == "pause_turn"
    assert not turn.ends
    assert turn.about["usage"]["input_tokens"] == 7
    assert turn.about["usage"]["output_tokens"] >= 1


def test_a_complete_answer_has_nothing_to_add():
    answer = broken([{"type": "text", "text": "Said."}], open_last=False)
    answer.add({"type": "message_delta", "delta": {"stop_reason": "end_turn"}})
    answer.add({"type": "message_stop"})
    assert whole(answer) == ()
    assert whole(None) == ()
    assert cut(None, "q", {}) is None
