"""The checker says what is wrong with a thread, and finds nothing wrong with a good one."""

import random

import pytest

from tests.torture import spoken
from tests.torture.checker import check
from tests.torture.doctor import WRONGS
from tests.torture.run import CANARIES, leaked

BOT = "U0BOT0001"
ROOT = "100.000001"
FIRST, SECOND = "q00001xaaaa", "q00002xbbbb"


def asked(id_, ts=ROOT, thread=None):
    message = {"channel": "C1", "user": "U0ANN0001", "ts": ts, "text": spoken.question(id_)}
    return message | ({"thread_ts": thread} if thread else {})


def posted(ts, text, *furniture):
    blocks = [{"type": "markdown", "text": text}, *furniture]
    return {"channel": "C1", "user": BOT, "ts": ts, "thread_ts": ROOT, "blocks": blocks}


def marked(message, reply, *to):
    payload = {"reply": reply, "page": 0, "to": " ".join(to), "final": True}
    return message | {"metadata": {"event_type": "reply", "event_payload": payload}}


def footer(text="claude"):
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def retry(ts):
    button = {"type": "button", "action_id": "again", "value": f"T1:C1:{ts}"}
    return {"type": "actions", "elements": [button]}


def called(ts, to, mark="one", channel="C1"):
    link = f"<https://loomworks.slack.com/archives/{channel}/p{to.replace('.', '')}?cid={channel}>"
    message = posted(ts, "", footer()) | {"blocks": [], "text": f"My reply is there: {link}"}
    return message | {
        "metadata": {"event_type": "threadloom_call", "event_payload": {"call": mark}}
    }


def answered(ts, *ids):
    return posted(ts, spoken.answer(ids), footer())


def failed(ts, text, question_ts):
    return posted(ts, text, footer("Sorry."), retry(question_ts))


def verdict(*messages, taken=None, ahead=()):
    known = {f"C1:{m['ts']}": float(m["ts"]) for m in messages if m["user"] != BOT}
    taken = known if taken is None else taken
    return check({"messages": messages, "taken": taken, "ahead": ahead})


def wrong(*messages, **seen):
    """The names of all that is wrong."""
    return {name for name, found in verdict(*messages, **seen).faults.items() if found}


def follow_up(ts="110.000000"):
    return asked(SECOND, ts, ROOT)


def test_nothing_is_wrong_with_one_answer_to_each_question_in_order():
    told = verdict(asked(FIRST), answered("101.0", FIRST), follow_up(), answered("111.0", SECOND))
    assert told.clean
    assert (told.asked, told.acknowledged, told.answered, told.failed) == (2, 2, 2, 0)


def test_one_answer_may_be_to_several_questions():
    assert wrong(asked(FIRST), follow_up(), answered("120.0", FIRST, SECOND)) == set()


def test_an_answer_may_fill_several_pages():
    words = spoken.answer([FIRST])
    cut = words.index("\n\n")
    pages = [posted("101.0", words[:cut]), posted("102.0", words[cut:].strip(), footer())]
    assert wrong(asked(FIRST), *pages) == set()


def test_a_notice_with_retry_is_an_ending_whether_it_says_something_or_nothing():
    begun = spoken.answer([FIRST])[:80]
    told = verdict(
        asked(FIRST), failed("101.0", begun, ROOT), follow_up(), failed("111.0", "", "110.000000")
    )
    assert told.clean
    assert told.failed == 2


def test_what_failed_may_be_told_once_more_with_the_next_answer():
    both = answered("111.0", FIRST, SECOND)
    assert wrong(asked(FIRST), failed("101.0", "", ROOT), follow_up(), both) == set()


def test_a_question_without_an_answer_is_missing_if_it_was_acknowledged():
    assert wrong(asked(FIRST)) == {"missing"}
    assert wrong(asked(FIRST), taken={}) == set()


def test_a_second_answer_is_a_duplicate_even_of_what_was_never_acknowledged():
    twice = [answered("101.0", FIRST), answered("102.0", FIRST)]
    assert wrong(asked(FIRST), *twice) == {"duplicate"}
    assert wrong(asked(FIRST), *twice, taken={}) == {"duplicate"}


def test_an_answer_after_a_notice_elsewhere_is_a_duplicate():
    assert wrong(asked(FIRST), failed("101.0", "", ROOT), answered("102.0", FIRST)) == {"duplicate"}


def test_half_an_answer_is_unfinished_and_its_question_missing():
    half = posted("101.0", spoken.answer([FIRST])[:80])
    assert wrong(asked(FIRST), half) == {"unfinished", "missing"}


def test_a_sign_of_life_that_was_left_behind_is_unfinished():
    left = posted("100.5", "_Reading your question…_")
    assert wrong(asked(FIRST), left, answered("101.0", FIRST)) == {"unfinished"}
    assert wrong(asked(FIRST), answered("101.0", FIRST), left | {"ts": "102.0"}) == {"unfinished"}


def test_an_answer_to_the_later_question_first_is_out_of_order():
    inverted = [answered("111.0", SECOND), answered("112.0", FIRST)]
    assert wrong(asked(FIRST), follow_up(), *inverted) == {"disorder"}


def test_nobody_can_keep_an_order_that_slack_did_not_tell_in_time():
    late = {f"C1:{ROOT}": 110.5, "C1:110.000000": 110.2}
    inverted = [answered("111.0", SECOND), answered("112.0", FIRST)]
    assert wrong(asked(FIRST), follow_up(), *inverted, taken=late) == set()


def test_a_late_question_is_no_reason_to_answer_a_later_one_twice():
    late = {f"C1:{ROOT}": 115.0, "C1:110.000000": 110.2}
    own, along = answered("111.0", SECOND), answered("116.0", SECOND, FIRST)
    assert wrong(asked(FIRST), follow_up(), own, answered("116.0", FIRST), taken=late) == set()
    assert wrong(asked(FIRST), follow_up(), along, taken=late) == set()
    assert wrong(asked(FIRST), follow_up(), own, along, taken=late) == {"duplicate"}


def test_a_notice_is_for_all_that_it_says_it_is_for_and_for_nothing_else():
    words, second = spoken.answer([FIRST])[:80], "110.000000"
    before = [asked(FIRST), marked(failed("101.0", "", ROOT), "one", ROOT), follow_up()]
    again = marked(failed("111.0", words, second), "two", second)
    assert wrong(*before, again) == set()
    both = marked(failed("111.0", words, ROOT), "one", ROOT, second)
    assert verdict(asked(FIRST), follow_up(), both).failed == 2
    alone = marked(failed("111.0", words, ROOT), "one", ROOT)
    assert wrong(asked(FIRST), follow_up(), alone) == {"missing"}


def test_pages_of_one_reply_may_stand_apart_where_others_were_answered_meanwhile():
    words = spoken.answer([FIRST])
    cut = words.index("\n\n")
    begun = marked(posted("101.0", words[:cut]), "one", ROOT)
    between = marked(answered("111.0", SECOND), "two", "110.000000")
    ended = posted("112.0", words[cut:].strip(), footer())
    apart = [asked(FIRST), begun, follow_up(), between]
    assert wrong(*apart, marked(ended, "one", ROOT)) == set()
    assert wrong(*apart, marked(ended, "three", ROOT)) >= {"altered", "unfinished"}


def test_a_word_that_the_model_did_not_say_is_an_altered_answer():
    words = spoken.answer([FIRST])
    for other in (words + " Really.", words[:-40], words.replace("part 1", "part 7", 1)):
        assert wrong(asked(FIRST), posted("101.0", other, footer())) == {"altered"}


def test_an_answer_in_the_wrong_thread_is_altered():
    assert wrong(asked(FIRST), answered("101.0", SECOND)) == {"altered", "missing"}


REPLY = "170.000001"
LATE = [asked(FIRST), answered(REPLY, FIRST)]


def test_who_waited_long_is_called_once_and_that_is_no_reply():
    told = verdict(*LATE, called("171.0", REPLY))
    assert told.clean
    assert (told.asked, told.answered) == (1, 1)
    assert wrong(asked(FIRST), called("171.0", REPLY)) == {"missing", "unfinished"}


def test_who_is_called_by_one_mark_twice_is_called_once_too_often():
    again = called("172.0", REPLY)
    assert wrong(*LATE, called("171.0", REPLY), again) == {"duplicate"}
    assert wrong(*LATE, called("171.0", REPLY), called("172.0", REPLY, "two")) == set()


def test_who_is_called_finds_a_finished_reply_in_that_thread():
    assert wrong(*LATE, called("171.0", "169.000001")) == {"unfinished"}
    assert wrong(*LATE, called("171.0", REPLY, channel="C2")) == {"unfinished"}
    elsewhere = answered("150.000001", SECOND) | {"thread_ts": "90.000001"}
    asked_there = asked(SECOND, "90.000001")
    strayed = called("171.0", "150.000001")
    assert wrong(*LATE, asked_there, elsewhere, strayed) == {"unfinished"}
    half = posted("111.000001", spoken.answer([SECOND])[:80])
    missing = wrong(*LATE, follow_up(), half, called("171.0", "111.000001"))
    assert missing == {"unfinished", "missing"}


def test_nobody_is_called_before_the_reply_is_finished():
    assert wrong(*LATE, called("169.0", REPLY)) == {"disorder"}
    assert wrong(*LATE, called("171.0", REPLY), ahead=["C1:171.0"]) == {"disorder"}
    assert wrong(*LATE, called("171.0", REPLY), ahead=["C1:169.0"]) == set()


@pytest.mark.parametrize("name", WRONGS)
def test_whatever_is_made_wrong_in_what_was_right_is_found(name):
    second = follow_up()
    replies = [marked(answered("101.0", FIRST), "one", ROOT)]
    replies += [marked(answered("111.0", SECOND), "two", second["ts"])]
    messages = [asked(FIRST), second, *replies]
    known = {f"C1:{m['ts']}": float(m["ts"]) for m in messages if m["user"] != BOT}
    right = {"messages": messages, "taken": known, "ahead": ()}
    assert check(right).clean
    assert check(WRONGS[name](right)).faults[name]


def test_names_and_answers_follow_from_the_seed():
    name = spoken.name(12, random.Random(1))
    assert name == spoken.name(12, random.Random(1))
    assert spoken.ids(f"{name} and {FIRST}, {name}") == (name, FIRST)
    assert spoken.ids(spoken.answer([name])) == (name,)
    assert spoken.CANARY in spoken.answer([name])


def test_every_log_is_searched_for_every_secret_and_for_the_words_of_people(tmp_path):
    (tmp_path / "web0.log").write_text("INFO all is well\n")
    assert leaked(tmp_path) == []
    (tmp_path / "worker1.log").write_text("\n".join(f"DEBUG <{word}>" for word in CANARIES))
    assert len(leaked(tmp_path)) == len(CANARIES) == 5
    assert not any(word in found for word in CANARIES for found in leaked(tmp_path))
