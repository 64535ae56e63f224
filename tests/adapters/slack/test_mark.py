"""What our messages are marked with comes back as it was written, and nobody else's is believed."""

import asyncio
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.mark import MOST, Mark, asks, bears, pin, read
from bot.conversation.pointed import Pointed
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.messages.script import Fail, Say
from tests.rig import rig

STAMPS = st.from_regex(r"[0-9]{10}\.[0-9]{6}", fullmatch=True)
MARKS = st.builds(
    Mark, st.text(), st.integers(0, MOST - 1), st.lists(STAMPS).map(tuple), st.booleans()
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(MARKS)
def test_a_mark_is_read_as_it_was_written(mark):
    assert read({"metadata": json.loads(json.dumps(mark.metadata))}) == mark


@given(JSON)
def test_what_is_no_mark_is_none(metadata):
    assert read({"metadata": metadata}) is None


@given(st.sampled_from(["reply", "page", "to", "final"]), JSON)
def test_a_forged_one_breaks_nothing(name, value):
    metadata = Mark("r", 0, ("1.0",)).metadata
    metadata["event_payload"][name] = value
    mark = read({"metadata": metadata})
    assert mark is None or (isinstance(mark.reply, str) and 0 <= mark.page < MOST)


@pytest.mark.parametrize("payload", [{"reply": "r", "page": 0}, {"reply": "r", "page": 2, "x": 1}])
def test_an_older_bots_names_no_question(payload):
    mark = read({"metadata": {"event_type": "threadloom_reply", "event_payload": payload}})
    assert (mark.to, mark.final) == ((), False)


async def test_slack_keeps_whether_a_reply_is_final_and_whether_it_is_wanted_anew():
    async with rig() as here:
        here.messages.script(Fail(401), Say("Now I may."))
        question = await here.ask("@Threadloom may you?")
        await here.answer()
        mark = Mark(_mark(here, question).reply, 0, (question.ts,), final=True)
        assert _mark(here, question) == mark

        here.messages.hold()
        await here.bot.again(question.first, "1999999999.000001")
        answering = asyncio.create_task(here.answer())
        await here.messages.held()
        assert _mark(here, question) == replace(mark, final=False)
        here.messages.go()
        await answering
        assert _mark(here, question) == mark


def _mark(here, question):
    (message,) = here.replies(question)
    return read(message)


def question(text="why?", about=None):
    return Question(Thread("T1", "D1", ""), "", "U1", text, about=about)


@given(
    st.text(max_size=300),
    st.none() | st.builds(Pointed, st.just("C1"), STAMPS, STAMPS, text=st.text(max_size=300)),
)
def test_what_is_pinned_asks_what_was_asked_where_it_stands(text, about):
    asked = question(text, about)
    metadata = json.loads(json.dumps(pin("m", asked)))
    message = {"ts": "5.5", "metadata": metadata}
    place = Thread("T1", "D1", "5.5")
    assert bears(message, pin("m"))
    assert asks(message, place) == replace(asked, thread=place, ts="5.5", direct=True)


def test_a_question_that_slack_would_not_keep_is_left_out():
    message = {"ts": "5.5", "metadata": pin("m", question("x" * 9_000))}
    assert bears(message, pin("m"))
    assert asks(message, Thread("T1", "D1", "5.5")) is None
    assert pin("m", question("\ud800")) == pin("m")


@given(JSON)
def test_what_asks_nothing_readable_is_no_question(told):
    message = {"ts": "5.5", "metadata": {**pin("m"), "event_payload": {"mark": "m", "asked": told}}}
    assert asks(message, Thread("T1", "D1", "5.5")) is None
    assert asks({"ts": "1", "metadata": told}, Thread("T1", "D1", "5.5")) is None
