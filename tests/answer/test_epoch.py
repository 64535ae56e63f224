from hypothesis import given
from hypothesis import strategies as st

from bot.answer.epoch import epoch, sent
from bot.conversation.conversation import Turn

HERE = "api.example.com"
NOW, OLD, ELSEWHERE = f"{HERE}#now", f"{HERE}#old", "api.elsewhere.com#now"
THOUGHT = {"type": "thinking", "thinking": "Hm", "signature": "abc"}
HIDDEN = {"type": "redacted_thinking", "data": "abc"}
CALL = {"type": "tool_use", "id": "t", "name": "clock", "input": {}, "caller": {"type": "direct"}}
RESULT = {"type": "tool_result", "tool_use_id": "t", "content": "12:00"}
SEARCH = {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}}
FOUND = {"type": "web_search_tool_result", "tool_use_id": "s", "content": []}
CITED = {"type": "text", "text": "b", "citations": [{"encrypted_index": "i"}]}


def text(words):
    return {"type": "text", "text": words}


def user(*blocks):
    return Turn("user", blocks or (text("a"),))


def assistant(then, *blocks, stop="end_turn"):
    return Turn(
        "assistant", blocks or (THOUGHT, text("b")), about={"epoch": then, "stop_reason": stop}
    )


def mark(**about):
    return Turn("mark", (), about=about)


def contents(*turns, tools=("clock",)):
    return [list(turn.content) for turn in sent(turns, NOW, tools)]


def thoughtful(*turns):
    """Of which of the assistant's turns the thinking is sent."""
    told = sent(turns, NOW, ("clock",))
    return [THOUGHT in turn.content for turn in told if turn.role == "assistant"]


def test_an_epoch_changes_with_what_comes_before_the_turns_and_with_nothing_else():
    told = (HERE, "claude-opus-5-5", [text("Be brief.")], [{"name": "clock"}])
    others = [
        ("api.elsewhere.com", *told[1:]),
        (HERE, "claude-sonnet-5-5", *told[2:]),
        (*told[:2], [text("Be long.")], told[3]),
        (*told[:3], []),
    ]
    assert len({epoch(*each) for each in [told, *others]}) == 5
    marked = [{**text("Be brief."), "cache_control": {"type": "ephemeral"}}]
    assert epoch(*told) == epoch(*told[:2], marked, told[3])
    assert epoch(*told).startswith(f"{HERE}#")


def test_thinking_goes_along_while_the_epoch_lasts():
    assert thoughtful(user(), assistant(NOW), user(), assistant(NOW), user()) == [True, True]


def test_a_new_epoch_sends_nothing_of_the_thinking_before_it():
    turns = (user(), assistant(OLD), user(), assistant(NOW), user())
    assert thoughtful(*turns) == [False, True]


def test_what_was_dropped_is_not_added_again_when_the_old_epoch_returns():
    turns = (user(), assistant(NOW), user(), assistant(OLD), user(), assistant(NOW), user())
    assert thoughtful(*turns) == [False, False, True]


def test_an_answer_of_no_known_epoch_goes_without_its_thinking():
    assert thoughtful(user(), Turn("assistant", (THOUGHT, text("b"))), user()) == [False]


def test_a_mark_ends_the_epoch_for_all_that_is_before_it():
    turns = (user(), assistant(NOW), mark(epoch_ends=True), user(), assistant(NOW), user())
    assert thoughtful(*turns) == [False, True]


def test_a_summary_changes_the_prefix_and_so_ends_the_epoch():
    assert thoughtful(user(), assistant(NOW), mark(summary="s", upto=1), user()) == [False]


def test_any_other_mark_changes_nothing():
    assert thoughtful(user(), assistant(NOW), mark(), user()) == [True]


def test_redacted_thinking_is_thinking():
    assert contents(user(), assistant(OLD, HIDDEN, text("b")), user())[1] == [text("b")]


def test_the_last_turn_of_a_loop_goes_whole_into_another_epoch():
    begun = assistant(OLD, THOUGHT, CALL, stop="tool_use")
    earlier = assistant(OLD)
    assert thoughtful(user(), earlier, user(), begun, user(RESULT)) == [False, True]
    assert thoughtful(user(), assistant(OLD, THOUGHT, SEARCH, stop="pause_turn")) == [True]


def test_a_loop_is_over_once_somebody_asks_something_else():
    begun = assistant(OLD, THOUGHT, CALL, stop="tool_use")
    assert thoughtful(user(), begun, user(RESULT), user()) == [False]


def test_a_mark_ends_the_epoch_even_within_a_loop():
    begun = assistant(NOW, THOUGHT, CALL, stop="tool_use")
    assert thoughtful(user(), begun, user(RESULT), mark(epoch_ends=True)) == [False]


def test_no_other_provider_could_read_the_last_turn_of_a_loop():
    begun = assistant(ELSEWHERE, THOUGHT, CALL, stop="tool_use")
    assert thoughtful(user(), begun, user(RESULT)) == [False]


def test_another_provider_gets_the_words_and_the_calls_of_our_own_tools():
    said = assistant(ELSEWHERE, THOUGHT, SEARCH, FOUND, CITED, {"type": "hologram"}, CALL)
    bare = {name: value for name, value in CALL.items() if name != "caller"}
    assert contents(user(), said, user(RESULT))[1] == [text("b"), bare]


def test_the_same_provider_gets_everything_but_the_thinking():
    blocks = (SEARCH, FOUND, CITED, {"type": "hologram"}, CALL)
    assert contents(user(), assistant(OLD, THOUGHT, *blocks), user())[1] == list(blocks)


def test_a_call_of_a_tool_that_is_gone_is_told_in_words():
    turns = (user(), assistant(OLD, CALL, stop="tool_use"), user(RESULT), assistant(OLD), user())
    assert contents(*turns, tools=())[1:3] == [
        [text("[clock was asked]")],
        [text("[It answered: 12:00]")],
    ]
    assert contents(*turns)[1:3] == [[CALL], [RESULT]]


def test_before_a_plain_mark_there_are_only_words():
    picture = {"type": "image", "source": {"type": "base64"}}
    listed = {**RESULT, "content": [text("12"), text("00")]}
    said = assistant(NOW, THOUGHT, SEARCH, FOUND, CITED, {"type": "hologram"}, CALL)
    turns = (user(text("a"), picture), said, user(listed), mark(epoch_ends=True, plain=True))
    assert contents(*turns, user(picture)) == [
        [text("a"), text("[a picture]")],
        [text("b"), text("[clock was asked]")],
        [text("[It answered: 12 00]")],
        [picture],
    ]


def test_what_was_declined_is_left_out():
    assert (
        contents(user(), assistant(NOW, text("Well"), stop="refusal"), user()) == [[text("a")]] * 2
    )


TURNS = st.lists(
    st.one_of(
        st.just(user()),
        st.builds(assistant, st.sampled_from([NOW, OLD, ELSEWHERE])),
        st.sampled_from([mark(epoch_ends=True), mark(summary="s", upto=1), mark()]),
    ),
    max_size=12,
)


@given(TURNS, TURNS)
def test_what_was_once_sent_without_thinking_is_never_sent_with_it(before, after):
    """In the epoch of now, whatever else happens in between."""
    first = thoughtful(*before, user())
    later = thoughtful(*before, user(), *after, user())
    assert all(then or not now for then, now in zip(first, later, strict=False))
