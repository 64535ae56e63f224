import time
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.adapters.metrics import PrometheusMeter
from bot.conversation.conversation import Turn, block
from bot.conversation.pointed import Pointed
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.messages.script import Fail, Say
from bot.ports.mailbox import TRIES
from bot.watching.record import Records, facts, outcome, since, texts
from tests.rig import BOT, rig


@pytest.mark.parametrize(
    ("text", "apology", "word"),
    [("said", "", "success"), ("", "", "success"), ("a bit", "Sorry.", "partial"),
     ("", "Sorry.", "failure")],
)  # fmt: skip
def test_slacks_word_for_a_reply(text, apology, word):
    assert outcome(text, apology) == word


def test_the_turns_of_an_answer_tell_what_it_took():
    call = {"type": "tool_use", "id": "1", "name": "clock", "input": {}}
    invented = {"type": "tool_use", "id": "2", "name": "so she said\n", "input": {}}
    usage = {"input_tokens": 60, "output_tokens": 20}
    said = [
        Turn("assistant", (call, invented, call), "q", {"model": "m", "usage": usage}),
        Turn("assistant", (block("done"),), "q", {"model": "m", "usage": usage}),
    ]
    assert facts(said) == {
        "model": "m",
        "tools_called": "clock",
        "total_tokens": 160,
        "token_efficiency": 0.25,
    }


def test_where_nothing_was_counted_there_is_no_efficiency():
    assert facts([]) == {"total_tokens": 0, "tools_called": ""}


def test_of_a_time_that_is_none_nothing_has_passed():
    assert since(Question(Thread("T", "C", "1.0"), "now?", "U", "x")) == 0.0


@pytest.mark.parametrize("name", ["again", "edited"])
def test_what_is_asked_once_more_or_in_other_words_is_as_old_as_that(name):
    old = Question(Thread("T", "C", "1.0"), f"{time.time() - 9_000:.6f}", "U", "x")
    assert since(old) > 8_900
    assert since(replace(old, **{name: f"{time.time():.6f}"})) < 100


async def test_what_was_said_is_what_was_asked_and_what_that_is_about():
    about = Pointed("C2", "0.5", "0.5", text="we ship on friday")
    asked = Question(Thread("T1", "C1", "1.0"), "1.0", "U1", "is that wise?", about=about)
    async with rig() as here:
        await here.bot.mailbox.put(asked)
        assert set(texts(await here.bot.mailbox.take(1))) == {"is that wise?", "we ship on friday"}


async def counted(meter):
    page = (await meter.page()).decode()
    samples = [s for f in text_string_to_metric_families(page) for s in f.samples]
    return {s.labels["outcome"]: s.value for s in samples if s.name == "threadloom_questions_total"}


async def asked_and_answered(*steps, attempts=1):
    """What was counted and logged of one question, taken up so often."""
    meter = PrometheusMeter()
    async with rig(records=Records(meter, BOT)) as here:
        here.messages.script(*steps)
        question = await here.ask("what is it?")
        for _ in range(attempts - 1):
            lease = await here.bot.mailbox.take(1)
            await here.redis.hincrby(f"{{threadloom}}:question:{question.id}", "attempts", 1)
            await here.bot.mailbox.release(lease)
        await here.answer()
    return await counted(meter)


def last(caplog):
    (record,) = [r for r in caplog.records if r.getMessage() == "replied"]
    return vars(record)


async def test_an_answer_is_told_in_one_line(caplog):
    caplog.set_level("INFO")
    told = await asked_and_answered(Say("This."))
    assert told == {"asked": 1, "answered": 1, "failed": 0, "recovered": 0, "given_up": 0}
    line = last(caplog)
    assert (line["outcome"], line["retry_attempts"], line["agent_id"]) == ("success", 0, BOT)
    assert line["model"] == "claude-sonnet-4-6"
    assert line["total_tokens"] > 0
    assert line["total_latency_ms"] >= 0
    assert "error_type" not in line


async def test_a_failure_is_told_by_the_name_of_its_error(caplog):
    caplog.set_level("INFO")
    told = await asked_and_answered(Fail(400))
    assert told["failed"] == 1
    assert (last(caplog)["outcome"], last(caplog)["error_type"]) == ("failure", "Refused")


async def test_what_was_taken_up_again_has_recovered_and_too_often_is_given_up(caplog):
    caplog.set_level("INFO")
    told = await asked_and_answered(Say("This."), attempts=2)
    assert told == {"asked": 1, "answered": 1, "failed": 0, "recovered": 1, "given_up": 0}
    assert last(caplog)["retry_attempts"] == 1
    caplog.clear()
    told = await asked_and_answered(Say("This."), attempts=TRIES + 1)
    assert told == {"asked": 1, "answered": 0, "failed": 0, "recovered": 1, "given_up": 1}
    assert last(caplog)["error_type"] == "GivenUp"
