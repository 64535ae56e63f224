import copy

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.size import LARGEST, fitting


def text(words):
    return {"type": "text", "text": words}


def thread(*lengths):
    """Exchanges of a question and an answer of so many characters, and a last question."""
    said = []
    for at, length in enumerate(lengths):
        said.append({"role": "user", "content": [text(f"question {at}")]})
        said.append({"role": "assistant", "content": [text("x" * length)]})
    return [*said, {"role": "user", "content": [text("Why?")]}]


def test_what_fits_is_left_alone():
    messages = thread(100, 100)
    assert fitting(messages, 1_000) is messages


def test_the_oldest_exchanges_go_as_a_whole():
    messages = thread(1_000, 1_000, 1_000)
    assert fitting(messages, 2_300) == messages[2:]
    assert fitting(messages, 1_300) == messages[4:]


def test_a_call_never_goes_without_its_result():
    call = {"type": "tool_use", "id": "t", "name": "clock", "input": {}}
    result = {"type": "tool_result", "tool_use_id": "t", "content": "x" * 500}
    looped = [
        {"role": "user", "content": [text("a")]},
        {"role": "assistant", "content": [text("x" * 2_000), call]},
        {"role": "user", "content": [result]},
    ]
    kept = fitting([*thread(10)[:2], *looped], 1_000)
    assert [message["role"] for message in kept] == ["user", "assistant", "user"]
    assert kept[1]["content"][1] == call
    assert "left out" in kept[1]["content"][0]["text"]


def test_a_question_that_is_too_long_by_itself_is_cut_in_the_middle():
    (kept,) = fitting([{"role": "user", "content": [text("a" * 5_000 + "b" * 5_000)]}], 1_000)
    said = kept["content"][0]["text"]
    assert said.startswith("aaa")
    assert said.endswith("bbb")
    assert "characters left out" in said
    assert len(said) < 1_000


def test_a_file_weighs_what_it_takes_of_the_largest_request():
    picture = {"type": "image", "source": {"type": "base64", "data": "A" * (LARGEST // 10)}}
    messages = [{"role": "user", "content": [picture, text("Why?")]}]
    assert fitting(messages, 10_000) is messages
    (kept,) = fitting([{"role": "user", "content": [picture] * 11}], 10_000)
    assert kept["content"][0] == text("[a file that is too large to be sent]")


def test_what_is_sealed_stays_as_it_is():
    thought = {"type": "thinking", "thinking": "x" * 3_000, "signature": "y" * 3_000}
    messages = [
        {"role": "user", "content": [text("x" * 3_000)]},
        {"role": "assistant", "content": [thought, text("b")]},
        {"role": "user", "content": [text("Why?")]},
    ]
    assert fitting(messages[:2], 1_000)[1]["content"][0] == thought


@given(st.lists(st.integers(0, 3_000), max_size=8), st.integers(600, 20_000))
def test_what_is_left_fits_and_ends_with_the_question(lengths, room):
    messages = thread(*lengths)
    before = copy.deepcopy(messages)
    kept = fitting(messages, room)
    assert sum(len(block["text"]) for m in kept for block in m["content"]) <= room
    assert kept[0]["role"] == "user"
    assert kept[-1] == messages[-1]
    assert messages == before
