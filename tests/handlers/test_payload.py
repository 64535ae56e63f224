"""Whatever Slack, or somebody who plays Slack, says: a question, or nobody's word."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.question import Question
from bot.conversation.thread import Thread
from handlers.payload import addressed_elsewhere, calls, question
from tests.corpora import CORPORA, corpora_needed

US = "U0BOT0001"
EVENT = {
    "type": "message",
    "channel": "C1",
    "channel_type": "channel",
    "user": "U1",
    "ts": "1700000000.000200",
    "thread_ts": "1700000000.000100",
    "text": "<@U0BOT0001> why?",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = (*EVENT, "subtype", "bot_id", "bot_profile", "hidden")


def body(**event):
    return {"team_id": "T1", "event": EVENT | event}


def test_a_question_is_who_said_what_where_and_when():
    assert question(body(), US, "T1") == Question(
        thread=Thread("T1", "C1", "1700000000.000100"),
        ts="1700000000.000200",
        user="U1",
        text="why?",
        direct=False,
    )


def test_in_a_shared_channel_the_thread_is_in_our_own_workspace():
    assert question(body() | {"team_id": "T2"}, US, "T1").thread.team == "T1"


def test_what_is_in_no_thread_begins_one():
    told = body()
    del told["event"]["thread_ts"]
    asked = question(told, US, "T1")
    assert asked.thread.ts == asked.ts
    assert asked.opens


@pytest.mark.parametrize(("kind", "direct"), [("im", True), ("mpim", False), ("group", False)])
def test_only_a_talk_with_the_bot_alone_is_direct(kind, direct):
    assert question(body(channel_type=kind), US, "T1").direct is direct


@pytest.mark.parametrize("text", [None, "", "<@U0BOT0001>", "<@U0BOT0001|threadloom> "])
def test_a_call_without_words_is_a_question_without_words(text):
    assert question(body(text=text), US, "T1").text == ""


@pytest.mark.parametrize("subtype", [None, "file_share", "thread_broadcast", "me_message"])
def test_people_say_things_in_these_ways(subtype):
    assert question(body(subtype=subtype), US, "T1")


@pytest.mark.parametrize(
    "event",
    [
        {"bot_id": "B1"},
        {"bot_profile": {"id": "B1"}},
        {"hidden": True},
        *({"subtype": kind} for kind in ("message_changed", "message_deleted", "bot_message")),
        *({"subtype": kind} for kind in ("channel_join", "channel_topic", "assistant_app_thread")),
    ],
    ids=str,
)
def test_what_no_person_said_is_nobodys_word(event):
    assert question(body(**event), US, "T1") is None


@pytest.mark.parametrize(
    "event",
    [
        {"ts": None},
        {"ts": 1700000000.0002},
        {"ts": ""},
        {"ts": "now"},
        {"ts": "1e9.0"},
        {"ts": "1700000000"},
        {"ts": "-1.5"},
        {"ts": "١٧٠٠٠٠٠٠٠٠.٠٠٠٢٠٠"},
        {"ts": "1.5\n"},
        {"ts": "9" * 99 + ".0"},
        {"thread_ts": "here"},
        {"thread_ts": ["1.5"]},
        {"thread_ts": "1.5:2.5"},
        {"channel": None},
        {"channel": ""},
        {"channel": "C1:C2"},
        {"channel": {"id": "C1"}},
        {"user": None},
        {"user": ""},
        {"user": 7},
        {"text": {"rich": "text"}},
        {"subtype": []},
        {"subtype": {"x": 1}},
    ],
    ids=str,
)
def test_what_is_malformed_is_nobodys_word(event):
    assert question(body(**event), US, "T1") is None


@pytest.mark.parametrize("told", [{}, {"event": None}, {"event": []}, {"event": "hi"}], ids=str)
def test_a_payload_without_an_event_is_nobodys_word(told):
    assert question({"team_id": "T1"} | told, US, "T1") is None


@pytest.mark.parametrize("team", [None, "", 7, "T1:T2", ["T1"]], ids=str)
def test_a_word_from_no_workspace_is_nobodys(team):
    assert question(body(), US, team) is None


def sound(asked):
    """None, or a question that can be a key and be found again by it."""
    if asked is None:
        return True
    words = (asked.ts, asked.user, asked.text, *asked.id.split(":"))
    whole = all(isinstance(word, str) for word in words) and len(asked.id.split(":")) == 3
    return whole and Thread.parse(str(asked.thread)) == asked.thread and float(asked.ts) >= 0


@given(st.dictionaries(st.sampled_from(["team_id", "event", "type"]), JSON))
def test_any_json_is_a_question_or_none(told):
    assert sound(question(told, US, "T1"))


@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4), JSON | st.just("T1"))
def test_any_field_may_be_anything(event, team):
    assert sound(question(body(**event), US, team))


@given(st.text(), st.text(max_size=10))
def test_any_words_may_be_said_to_anybody(text, us):
    told = body(text=text)
    assert question(told, us, "T1") is not None
    assert calls(told, us) in (True, False)
    assert addressed_elsewhere(told, us) in (True, False)


@pytest.mark.parametrize(
    ("text", "called", "elsewhere"),
    [
        ("hello", False, False),
        ("<@U0BOT0001> hello", True, False),
        ("hello <@U0BOT0001>", True, False),
        ("<@U2> hello", False, True),
        (" <@U2|ben>, what of <@U0BOT0001>?", True, True),
        ("<!here> hello", False, True),
        ("<!subteam^S1|@devs>, hello", False, True),
        (None, False, False),
    ],
)
def test_who_is_called(text, called, elsewhere):
    assert calls(body(text=text), US) is called
    assert addressed_elsewhere(body(text=text), US) is elsewhere


@corpora_needed
def test_every_recorded_payload_can_be_read():
    read = {}
    for file in (CORPORA / "slack" / "bolt-python").glob("*.json"):
        read[file.name] = question(json.loads(file.read_text("utf-8")), US, "T1")
    assert len(read) > 70
    assert all(map(sound, read.values()))
    assert any(read.values())
