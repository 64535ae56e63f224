"""A research ends with its time or money, or where the endpoint searches no more: in words."""

import asyncio
from dataclasses import replace
from itertools import count

import pytest

from bot.answer.patience import Patience
from bot.playground.messages.script import Break, Fail, Say
from bot.research import kept
from bot.research.bounds import Bounds, Means
from tests.model.test_researching import (
    ENDING,
    PLAN,
    SMALL,
    asked,
    paused,
    read,
    researched,
    searched,
    text,
)
from tests.rig import rig
from tests.whole.world import body, buttons, footers


@pytest.fixture
async def here():
    async with rig(means=SMALL, transport="edit") as here:
        yield here


def refusing(tool):
    message = f"tools.0: {tool} is not supported by this endpoint"
    error = {"type": "invalid_request_error", "message": message}
    return Fail(400, {"type": "error", "error": error})


def offered(request):
    return {tool["name"] for tool in request["tools"]} & {"web_search", "web_fetch"}


async def test_refused_after_the_plan_it_is_told_so_and_writes_what_it_knows(here):
    refusals = (refusing("web_search"), refusing("web_fetch"))
    question, reply = await researched(here, PLAN, *refusals, Say("From memory."))
    told = " ".join(footers(reply))
    assert "From memory." in body(reply)
    assert "The endpoint takes no more searches, so this was written without them." in told
    assert "this is what Claude knows by itself" in told
    last = asked(here)[-1]
    assert offered(last) == set()
    assert "can't be searched or read any more" in last["messages"][-1]["content"][-1]["text"]
    here.messages.script(Say("Still from memory."))
    assert await here.bot.regenerate(question.first, "same", "1790199999.000100")
    await here.answer()
    assert "Still from memory." in body(here.replies(question)[-1])


async def test_refused_one_of_its_tools_it_goes_on_with_the_other(here):
    reading = Say(blocks=(*read(2), text(ENDING)))
    _, reply = await researched(
        here, PLAN, paused(*searched(1)), refusing("web_search"), paused(*read(1)), reading
    )
    told = " ".join(footers(reply))
    assert "Searches 1 of 3 · pages 2 of 2" in told
    assert "Web search is not available from this endpoint at the moment" in told
    assert "no more searches" not in told
    assert [offered(request) for request in asked(here)[1:]] == [
        {"web_search", "web_fetch"},
        {"web_search", "web_fetch"},
        {"web_fetch"},
        {"web_fetch"},
    ]


async def test_refused_in_the_middle_it_writes_up_what_it_has_found(here):
    refusals = (refusing("web_fetch"), refusing("web_search"))
    _, reply = await researched(here, PLAN, paused(*searched(1)), *refusals, Say(ENDING))
    assert "So it is." in body(reply)
    told = " ".join(footers(reply))
    assert "The endpoint takes no more searches" in told
    assert "knows by itself" not in told
    assert "further_0" in buttons(reply)


async def test_refused_what_it_did_not_ask_for_it_gives_up_with_retry(here):
    refusals = [refusing("web_search")] * 3
    _, reply = await researched(here, PLAN, *refusals)
    assert "did not accept this request" in str(reply["blocks"])
    assert "again" in buttons(reply)
    assert len(asked(here)) == 3


class Hasty(Bounds):
    """Bounds whose minutes pass at once."""

    def seconds(self, spent):
        return min(0.3, super().seconds(spent))


async def test_a_plan_that_takes_all_of_the_time_is_not_waited_for():
    async with rig(means=Means(Hasty()), transport="edit") as here:
        stalled = Break(1, "stall", PLAN)
        _, reply = await researched(here, stalled, Say(ENDING))
        assert "1. which loom?" in body(reply)
        assert "So it is." in body(reply)


async def test_all_tries_at_a_plan_count_against_the_time():
    ticks = count(0, 10)
    async with rig(means=SMALL, transport="edit") as here:
        speaker = replace(
            here.bot.speaker,
            clock=lambda: float(next(ticks)),
            patience=Patience(tries=2, first=0.0),
        )
        here.messages.script(Fail(529), PLAN, Say(ENDING))
        question = await here.ask("!research which loom?")
        bot = replace(here.bot, speaker=speaker)
        await bot.answer(await bot.mailbox.take(1))
        conversation = await here.bot.store.conversation(question.thread)
        planning = kept.asking(conversation, question.first)
        assert planning.about["seconds"] >= 50  # the last try alone took 10
        assert "So it is." in body(here.replies(question)[-1])


async def test_a_request_that_was_ended_before_it_said_anything_is_paid_for_all_the_same():
    async with rig(means=Means(Bounds(tokens=2_000)), transport="edit") as here:
        question, reply = await researched(
            here, PLAN, paused(text("word " * 400), *searched(1)), paused(*searched(2)), Say(ENDING)
        )
        assert "So it is." in body(reply)
        assert "The bound of tokens was reached." in " ".join(footers(reply))
        conversation = await here.bot.store.conversation(question.thread)
        (mark,) = [t for t in conversation.turns if t.role == "mark" and "usage" in t.about]
        without = replace(conversation, turns=tuple(t for t in conversation.turns if t is not mark))
        both = [kept.spent(each, question.first, None).tokens for each in (conversation, without)]
        assert both[0] > both[1]
        assert "srvtoolu_2" not in str(asked(here)[-1])


async def test_what_broke_off_is_kept_once_however_the_next_turn_ends():
    now = [0.0]
    async with rig(means=Means(Bounds(minutes=1)), transport="edit") as here:
        bot = replace(here.bot, speaker=replace(here.bot.speaker, clock=lambda: now[0]))
        broken = Break(30, "cut", Say(blocks=(*searched(1), text("word " * 400))))
        here.messages.script(PLAN, broken, Say(ENDING))
        question = await here.ask("!research which loom?")
        here.messages.hold(after=8)
        answering = asyncio.create_task(bot.answer(await bot.mailbox.take(1)))
        await here.messages.until(lambda requests: len(requests) == 1)
        await here.messages.held()
        here.messages.go()
        here.messages.hold(after=20)
        await here.messages.until(lambda requests: len(requests) == 2)
        await here.messages.held()
        now[0] = 44.8  # the next turn has no more than a moment, and waits for the endpoint in it
        await bot.speaker.conditions.pause(1)
        here.messages.go()
        await answering
        assert "So it is." in body(here.replies(question)[-1])
        assert "the time for this is nearly over" in str(asked(here)[-1]["messages"])
        kept_ = (await here.bot.store.conversation(question.thread)).turns
        assert [turn.role for turn in kept_] == ["user", "mark", "assistant", "user", "assistant"]
