"""A thread is read as people would read it: who asked, and who was answered."""

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.history import Home
from bot.adapters.slack.mark import CALL as CALLING
from bot.adapters.slack.mark import PIN, Mark, pin
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.unanswered import debts

HOME = Home("T1", "UBOT", "BBOT", "https://x/")
SINCE = "1000.000000"


def ts(number):
    return f"{1000 + number}.000000"


def person(number, text="hm", **more):
    return {"ts": ts(number), "thread_ts": ts(0), "user": "UANN", "text": text, **more}


def ours(number, reply, to, page=0, *, final=False, text="So"):
    mark = Mark(reply, page, tuple(ts(each) for each in to), final)
    return {
        "ts": ts(number),
        "user": "UBOT",
        "bot_id": "BBOT",
        "text": text,
        "metadata": mark.metadata,
    }


def found(*messages, channel="C1", since=SINCE):
    return debts(Thread("T1", channel, ts(0)), messages, HOME, since)


def owed(*messages, **more):
    """The numbers of the questions that are owed an answer."""
    return [round(float(each.question.ts)) - 1000 for each in found(*messages, **more).owed]


CALL = "<@UBOT> why?"


def test_what_people_say_to_each_other_is_nobody_s_question():
    assert found(person(0), person(1)).called == ""
    assert owed(person(0), person(1)) == []


def test_a_call_without_an_answer_is_owed_one():
    (each,) = found(person(0, CALL)).owed
    assert (each.question.text, each.question.id) == ("why?", f"T1:C1:{ts(0)}")
    assert each.journal is None


def streaming(number, state="in_progress", text="So"):
    message = {"ts": ts(number), "user": "UBOT", "bot_id": "BBOT", "text": text}
    return message | {"streaming_state": state}


def test_a_stream_that_nobody_ended_goes_on_as_the_reply_to_the_first_that_is_owed():
    for state in ("in_progress", "errored"):
        first, second = found(person(0, CALL), streaming(1, state), person(2, CALL)).owed
        assert first.journal.stamps == (ts(1),)
        assert (first.journal.live, first.journal.shown) == (True, 2)
        assert second.journal is None


def test_a_stream_is_known_by_its_bareness_where_slack_does_not_tell_its_state():
    bare = {"ts": ts(1), "user": "UBOT", "bot_id": "BBOT", "text": "So"}
    first, second = found(person(0, CALL), bare, person(2, CALL)).owed
    assert first.journal.stamps == (ts(1),)
    assert first.journal.live
    assert second.journal is None
    said = [{"type": "markdown", "text": "So"}]
    assert owed(person(0, CALL), bare | {"blocks": said}) == [0]


def test_what_has_furniture_or_files_or_another_s_mark_is_no_stream():
    bare = {"ts": ts(1), "user": "UBOT", "bot_id": "BBOT", "text": "So"}
    other = {"event_type": "x", "event_payload": {}}
    for more in (
        {"blocks": [{"type": "context", "elements": []}]}, {"metadata": other},
        {"files": [{"id": "F1"}]}, {"streaming_state": "completed"},
    ):  # fmt: skip
        assert owed(person(0, CALL), bare | more) == []


def test_a_stream_goes_on_behind_the_pages_that_were_full():
    (each,) = found(person(0, CALL), ours(1, "r", [0]), streaming(2)).owed
    assert (each.journal.reply, each.journal.stamps) == ("r", (ts(1), ts(2)))
    assert each.journal.live


def test_a_stream_that_was_ended_without_a_mark_is_an_older_bot_s_answer():
    assert owed(person(0, CALL), streaming(1, "completed")) == []


def test_a_finished_reply_is_an_answer():
    assert owed(person(0, CALL), ours(1, "r", [0], final=True)) == []


def test_what_was_begun_is_gone_on_with():
    pages = ours(1, "r", [0], text="12345"), ours(2, "r", [0], page=1, text="678")
    (each,) = found(person(0, CALL), *pages).owed
    assert (each.journal.reply, each.journal.stamps) == ("r", (ts(1), ts(2)))
    assert (each.journal.phase, each.journal.shown) == ("posted", 8)


def test_the_last_page_says_whether_all_of_it_is_there():
    pages = ours(1, "r", [0]), ours(2, "r", [0], page=1, final=True)
    assert owed(person(0, CALL), *pages) == []


def test_after_a_call_the_thread_goes_on_without_one_but_not_before():
    thread = (
        person(0),
        person(1),
        person(2, CALL),
        person(3),
        person(4, "<@UBEN> you?"),
        person(5, ""),
    )
    assert owed(*thread) == [2, 3]
    assert found(*thread).called == ts(2)


def test_what_is_forwarded_without_a_word_goes_on_with_the_thread_as_well():
    shared = {"is_share": True, "text": "We ship on Friday", "channel_id": "C2", "ts": "9.0"}
    assert owed(person(2, CALL), person(3, "", attachments=[shared])) == [2, 3]


def test_our_reply_tells_that_we_were_called_even_if_the_call_is_gone():
    assert owed(person(0), ours(2, "r", [1], final=True), person(3)) == [3]


def test_questions_behind_a_running_answer_are_owed_theirs():
    thread = person(0, CALL), person(1), ours(2, "r", [0]), person(3)
    assert owed(*thread) == [0, 1, 3]
    assert [each.journal is not None for each in found(*thread).owed] == [True, False, False]


def test_one_reply_may_answer_several():
    thread = person(0, CALL), person(1), person(2)
    assert owed(*thread, ours(3, "r", [0, 1], final=True)) == [2]
    assert owed(*thread, ours(3, "r", [0, 1])) == [0, 1, 2]
    (first, *_) = found(*thread[1:], ours(3, "r", [0, 1])).owed
    assert first.journal, "the first was taken back: the reply is the second's"


def test_each_direct_message_is_a_question():
    assert owed(person(0), person(1), channel="D1") == [0, 1]


def test_what_is_too_old_is_left_alone():
    assert owed(person(0, CALL), person(5), since=ts(3)) == [5]


def test_an_older_bots_reply_answers_all_before_it():
    old = ours(2, "r", [])
    assert owed(person(0, CALL), person(1), old, person(3)) == [3]


def test_other_bots_and_what_was_deleted_ask_nothing():
    other = person(1, CALL, bot_id="BOTHER")
    gone = {"ts": ts(2), "user": "USLACKBOT", "hidden": True, "subtype": "tombstone", "text": CALL}
    assert owed(person(0), other, gone) == []


def test_an_unfinished_reply_to_no_message_is_left_over():
    thread = person(0, CALL), ours(1, "r", [0], final=True), ours(3, "s", [2]), ours(4, "s", [2], 1)
    (orphan,) = found(*thread).orphans
    assert (orphan.to, orphan.stamps) == (ts(2), (ts(3), ts(4)))
    assert found(*thread[:2], ours(3, "s", [2], final=True)).orphans == ()


def test_anybody_can_write_a_mark_and_only_ours_count():
    forged = ours(1, "r", [0], final=True) | {"user": "UEVE", "bot_id": "BEVE"}
    assert owed(person(0, CALL), forged) == [0]


STATES = st.sampled_from(["none", "begun", "final"])


@given(st.lists(STATES, min_size=1, max_size=6), st.randoms())
def test_in_whatever_order_it_is_told_exactly_what_is_unfinished_is_owed(states, random):
    messages = [person(0, CALL)]
    messages += [person(n) for n in range(1, len(states))]
    messages += [
        ours(100 + n, f"r{n}", [n], final=state == "final")
        for n, state in enumerate(states)
        if state != "none"
    ]
    random.shuffle(messages)
    what = found(*messages)
    expected = [n for n, state in enumerate(states) if state != "final"]
    assert owed(*messages) == expected
    assert [each.journal is not None for each in what.owed] == [
        states[n] == "begun" for n in expected
    ]


def test_an_order_to_summarise_is_answered_elsewhere():
    assert owed(person(0, "<@UBOT> !summarize 24h")) == []
    assert owed(person(0, "!summarize 24h"), channel="D1") == [0]


def test_a_summary_that_was_shared_answers_nobody():
    metadata = {"event_type": PIN, "event_payload": {"mark": "m"}}
    shared = {"ts": ts(1), "user": "UBOT", "bot_id": "BBOT", "text": "So", "metadata": metadata}
    assert owed(person(0, CALL), shared) == [0]


def pinned(number, asked=None, **more):
    message = ours(number, "r", []) | {"text": "You asked"}
    return message | {"metadata": pin("m", asked)} | more


def brought(text="why?"):
    return Question(Thread("T1", "D1", ""), "", "UANN", text)


def test_what_was_brought_into_direct_messages_is_owed_there_until_it_is_answered():
    (each,) = found(pinned(0, brought()), channel="D1").owed
    assert (each.question.id, each.question.text) == (f"T1:D1:{ts(0)}", "why?")
    assert each.question.direct
    begun = found(pinned(0, brought()), ours(1, "r", [0]), channel="D1")
    assert begun.owed[0].journal.stamps == (ts(1),)
    assert begun.orphans == ()
    assert owed(pinned(0, brought()), ours(1, "r", [0], final=True), channel="D1") == []


def test_what_somebody_else_pinned_or_what_only_begins_something_is_owed_nothing():
    assert owed(pinned(0), channel="D1") == []
    assert owed(pinned(0, brought(), user="UEVE", bot_id="BEVE"), channel="D1") == []


def test_what_was_asked_about_a_message_calls_the_bot_into_its_thread():
    messages = [person(0), pinned(1, brought()), ours(2, "r", [1], final=True), person(3, "and?")]
    assert owed(*messages) == [3]


def test_an_order_to_summarise_is_told_apart_and_calls_nobody_in():
    order = person(1, "<@UBOT> !summarize 7d")
    told = found(person(0), order, person(2, "and so on"))
    assert [each.text for each in told.orders] == ["!summarize 7d"]
    assert (told.called, told.owed) == ("", ())
    assert [q.text for q in found(person(0, "!summarize"), channel="D1").orders] == []


def test_a_call_to_a_reply_answers_nobody_who_asked_before_it():
    metadata = {"event_type": CALLING, "event_payload": {"call": "m"}}
    called = {"ts": ts(4), "user": "UBOT", "bot_id": "BBOT", "text": "There", "metadata": metadata}
    replied = ours(2, "r", (0,), final=True)
    assert owed(person(0, CALL), replied, person(3, CALL), called) == [3]
