from copy import deepcopy
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.conversation import Conversation, Turn, text

BLOCK = st.fixed_dictionaries(
    {"type": st.sampled_from(["text", "thinking", "server_tool_use", "of_tomorrow"])},
    optional={"text": st.text(max_size=5), "signature": st.text(max_size=5)},
)
TURNS = st.lists(
    st.builds(
        Turn,
        st.sampled_from(["user", "assistant"]),
        st.lists(BLOCK, max_size=3).map(tuple),
        st.sampled_from(["q1", "q2", "q3"]),
    ),
    max_size=8,
)


def turn(role, question):
    return Turn(role, ({"type": "text", "text": f"{role} {question}"},), question)


@given(TURNS)
def test_what_the_api_is_sent_alternates_and_holds_blocks_as_they_came(turns):
    messages = Conversation(tuple(turns)).messages()
    assert all(one["role"] != two["role"] for one, two in pairwise(messages))
    assert all(message["content"] for message in messages)
    kept = [id(block) for turn in turns for block in turn.content]
    sent = [id(block) for message in messages for block in message["content"]]
    assert len(set(sent)) == len(sent)
    assert set(sent) <= set(kept)


@given(st.integers(0, 6))
def test_a_thread_in_which_all_was_asked_once_is_sent_as_it_was_kept(count):
    turns = [turn(role, f"q{n}") for n in range(count) for role in ("user", "assistant")]
    conversation = Conversation((*turns, turn("user", "q9")))
    sent = [block for message in conversation.messages() for block in message["content"]]
    assert sent == [block for each in conversation.turns for block in each.content]
    assert conversation.current() == conversation.turns, "and no epoch ends"


@given(TURNS, TURNS)
def test_asking_for_messages_changes_nothing_that_was_kept(earlier, later):
    conversation = Conversation(tuple(earlier)).add(*later)
    before = deepcopy(conversation.turns)
    conversation.messages()[:] = []
    assert conversation.turns == before == (*earlier, *later)


@given(TURNS)
def test_a_question_awaits_its_answer_until_it_has_one(turns):
    conversation = Conversation(tuple(turns)).add(turn("assistant", "q1"))
    assert not conversation.awaits("q1")
    assert conversation.answered("q1") is conversation.turns[-1]
    assert not conversation.awaits("q9")


def test_a_question_awaits_its_answer_while_only_questions_follow():
    asked = Conversation().add(turn("assistant", "q0"), turn("user", "q1"), turn("user", "q2"))
    assert asked.awaits("q1")
    assert asked.awaits("q2")
    assert not asked.awaits("q3")


def test_an_answer_is_found_by_the_question_it_answers():
    asked, answer = turn("user", "q1"), turn("assistant", "q1")
    assert Conversation((asked,)).answered("q1") is None
    assert Conversation((asked, answer)).answered("q1") is answer


@given(st.lists(BLOCK, max_size=5))
def test_only_text_blocks_speak(blocks):
    wanted = [block.get("text", "") for block in blocks if block["type"] == "text"]
    assert text(blocks) == "".join(wanted)


def test_a_text_block_without_text_says_nothing():
    assert text([{"type": "text"}, {"type": "text", "text": None}]) == ""


def said(role, question, *kinds, **about):
    blocks = tuple({"type": kind, "text": f"{role} {question}"} for kind in kinds or ("text",))
    return Turn(role, blocks, question, about)


def asked(question):
    return said("user", question)


def mark(**about):
    return Turn("mark", (), "q1", about)


LOOP = (
    asked("q1"),
    said("assistant", "q1", "text", "tool_use", stop_reason="tool_use"),
    said("user", "q1", "tool_result"),
)
DONE = said("assistant", "q1", stop_reason="end_turn")


def test_an_answer_of_several_rounds_is_one_once_its_last_is_kept():
    assert Conversation(LOOP[:2]).answered("q1") is None
    assert Conversation(LOOP).answered("q1") is None
    assert Conversation((*LOOP, DONE)).answered("q1") is DONE
    paused = said("assistant", "q1", stop_reason="pause_turn")
    assert Conversation((asked("q1"), paused)).answered("q1") is None


def test_an_answer_that_is_cut_off_by_its_length_is_one():
    full = said("assistant", "q1", stop_reason="max_tokens")
    assert Conversation((asked("q1"), full)).answered("q1") is full


def test_a_question_awaits_the_rounds_that_its_answer_lacks():
    assert Conversation(LOOP[:2]).awaits("q1")
    assert Conversation(LOOP).awaits("q1")
    assert Conversation((*LOOP, mark(epoch_ends=True))).awaits("q1")
    assert not Conversation((*LOOP, DONE)).awaits("q1")


def test_an_answer_that_was_given_up_is_gone_on_with_at_its_place():
    given_up = Conversation((*LOOP, asked("q2"), said("assistant", "q2")))
    assert given_up.awaits("q1")
    assert given_up.upon("q1").messages() == Conversation(LOOP).messages()
    assert given_up.round("q1") is LOOP[-1]


def test_the_turns_of_a_question_are_counted_with_its_marks():
    conversation = Conversation((asked("q0"), *LOOP, mark(epoch_ends=True), asked("q2")))
    assert [conversation.kept(name) for name in ("q0", "q1", "q2", "q3")] == [1, 4, 1, 0]


def test_a_mark_says_nothing():
    with_mark = Conversation((asked("q1"), mark(epoch_ends=True), DONE))
    assert with_mark.messages() == Conversation((asked("q1"), DONE)).messages()


def test_a_summary_is_sent_in_place_of_what_it_folds():
    turns = (asked("q0"), said("assistant", "q0"), *LOOP, DONE)
    folded = Conversation((*turns, mark(summary="Of cats.", upto=2)))
    first, *rest = folded.messages()
    assert "Of cats." in text(first["content"])
    assert first["content"][1:] == list(LOOP[0].content)
    assert rest == Conversation((*LOOP, DONE)).messages()[1:]


def test_the_last_summary_counts():
    turns = (asked("q0"), said("assistant", "q0"), asked("q1"), DONE)
    twice = (mark(summary="Of cats.", upto=2), asked("q2"), mark(summary="Of dogs.", upto=5))
    (message,) = Conversation((*turns, *twice)).messages()
    assert "Of dogs." in text(message["content"])
    assert "Of cats." not in text(message["content"])
    assert text(message["content"]).endswith("user q2")


def exchanges(count, weight=300):
    """A thread of so many questions, each answered by way of a tool."""
    for at in range(count):
        yield asked(f"q{at}")
        yield said("assistant", f"q{at}", "tool_use", stop_reason="tool_use")
        yield said("user", f"q{at}", "tool_result")
        yield Turn("assistant", ({"type": "text", "text": "x" * weight},), f"q{at}")


def test_about_half_is_folded_and_whole_exchanges_only():
    conversation = Conversation((*exchanges(10), asked("q10")))
    assert conversation.upto(10**9) == 4 * 6  # less than half stays
    assert conversation.upto(350) == 4 * 8
    assert conversation.upto(0) == 4 * 10


def test_what_was_asked_last_is_never_folded():
    assert Conversation().upto(0) == 0
    assert Conversation((asked("q0"),)).upto(0) == 0
    assert Conversation(LOOP).upto(0) == 0


def test_what_is_folded_already_is_not_folded_again():
    turns = (*exchanges(4), mark(summary="Of cats.", upto=8), asked("q5"))
    assert Conversation(turns).upto(0) == 17
    assert Conversation((*turns[:16], mark(summary="All.", upto=16))).upto(0) == 0


def test_a_picture_weighs_what_it_is_worth_and_not_its_bytes():
    source = {"type": "base64", "media_type": "image/png", "data": "A" * 1_000_000}
    shown = Turn("user", ({"type": "image", "source": source},), "q9")
    assert Conversation((*exchanges(40, 2_000), shown)).upto(10**9) < 4 * 30


@given(TURNS, st.integers(0, 2_000))
def test_a_fold_begins_with_a_question_and_goes_forward(turns, tokens):
    conversation = Conversation(tuple(turns))
    upto = conversation.upto(tokens)
    assert upto == 0 or turns[upto].role == "user"
    again = conversation.add(mark(summary="s", upto=upto), asked("q9"))
    assert again.upto(tokens) > upto
