"""How an answer is got out of the model: in rounds, with tools, and with patience."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from bot.answer.patience import Patience
from bot.errors import LeaseLost
from bot.model.speaker import PAUSES
from bot.playground.messages.script import Break, Fail, Hang, Say
from tests.asking import kept, said, sent
from tests.rig import ONCE, rig
from tests.whole.world import body, buttons, footers

QUICK = Patience(tries=3, cap=0.2, first=0.01)
CALL = {"type": "tool_use", "id": "toolu_1", "name": "clock", "input": {"zone": "Asia/Tokyo"}}
USE = Say("Let me look.", blocks=(CALL,))
SOON, LATE = {"retry-after-ms": "10"}, {"retry-after": "30"}
TURNS = ["user", "assistant", "user", "assistant"]


@pytest.fixture
async def here():
    async with rig(patience=QUICK, rates={}, per_channel={}) as here:
        yield here


def searching(number):
    """An answer that the server pauses while it searches."""
    asked = {"id": f"srvtoolu_{number}", "name": "web_search", "input": {"query": "news"}}
    search = {"type": "server_tool_use", **asked}
    return Say(f"Part {number}.", blocks=(search,), stop_reason="pause_turn")


async def test_a_paused_turn_goes_on_where_it_was(here):
    message = await said(here, "!websearch on news?", searching(1), Say("Done."))
    assert body(message) == "Part 1.\n\nDone."
    assert [turn["role"] for turn in sent(here)] == ["user", "assistant"]
    assert [b["type"] for b in sent(here)[-1]["content"]] == ["text", "server_tool_use"]


async def test_what_is_paused_too_often_is_ended(here):
    pauses = map(searching, range(PAUSES + 3))
    message = await said(here, "!websearch on news?", *pauses)
    assert len(here.messages.requests) == PAUSES + 1
    assert "it paused too often" in footers(message)[-1]


async def test_each_round_with_a_tool_is_kept_and_all_of_it_is_one_answer(here):
    here.messages.script(USE, Say("Late."))
    question = await here.ask("what time?")
    await here.answer()
    assert body(here.replies(question)[-1]) == "Let me look.\n\nLate."
    turns = await kept(here, question)
    assert [turn.role for turn in turns] == TURNS
    assert {turn.question for turn in turns} == {question.first}
    assert turns[2].content[0]["tool_use_id"] == CALL["id"]


async def test_a_worker_that_ends_between_rounds_has_its_tools_not_run_again(here):
    here.messages.script(USE, Hang(60), Say("Late."))
    question = await here.ask("what time?")
    lease = await here.bot.mailbox.take(0)
    answering = asyncio.create_task(here.bot.answer(lease))
    await here.messages.until(lambda requests: len(requests) == 2)
    answering.cancel()
    with suppress(asyncio.CancelledError):
        await answering
    await here.bot.mailbox.release(lease)

    await here.answer()
    assert sent(here, 2) == sent(here, 1)
    assert [turn.role for turn in await kept(here, question)] == TURNS
    assert [body(m) for m in here.replies(question)] == ["Let me look.\n\nLate."]


async def test_a_worker_whose_lease_ran_out_says_nothing_more():
    async with rig(lease=0.4, rates={}, per_channel={}) as here:
        here.messages.script(USE, Hang(2.0, Say("Too late.")), Say("Late."))
        question = await here.ask("what time?")
        answering = asyncio.create_task(here.bot.answer(await here.bot.mailbox.take(0)))
        await here.messages.until(lambda requests: len(requests) == 2)
        lease = await here.bot.mailbox.take(5)
        assert lease.attempt == 2
        await here.bot.answer(lease)
        with pytest.raises(LeaseLost):
            await answering
        assert [turn.role for turn in await kept(here, question)] == TURNS
        assert [body(m) for m in here.replies(question)] == ["Let me look.\n\nLate."]


async def test_the_model_is_asked_again_while_it_is_overloaded_and_nothing_was_seen(here):
    message = await said(here, "why?", Fail(529, headers=SOON), Fail(503), Say("Because."))
    assert body(message) == "Because."
    assert len(here.messages.requests) == 3


async def test_patience_ends_after_so_many_tries(here):
    message = await said(here, "why?", *[Fail(529, headers=SOON)] * 3)
    assert len(here.messages.requests) == 3
    assert "very busy" in footers(message)[0]
    assert "again" in buttons(message)


async def test_who_is_told_to_come_back_much_later_is_told_so_and_does_not_wait(here):
    message = await said(here, "why?", Fail(529, headers=LATE))
    assert len(here.messages.requests) == 1
    assert "in 30 seconds" in footers(message)[0]


async def test_half_an_answer_is_not_asked_for_again(here):
    long = Say("So far, so good. " * 20)
    message = await said(here, "why?", Break(8, "error", long), Say("Because."))
    assert len(here.messages.requests) == 1
    assert body(message).startswith("So far")
    assert "again" in buttons(message)


async def test_thinking_that_breaks_off_is_begun_again_for_nobody_saw_it(here):
    long = Say("So.", thinking="Hm. " * 100)
    message = await said(here, "!thinking on why?", Break(2, "error", long), Say("Because."))
    assert body(message) == "Because."
    assert len(here.messages.requests) == 2


async def test_an_overload_pauses_new_requests_and_running_ones_go_on(here):
    here.messages.script(Say("Because it was so before. " * 4))
    here.messages.hold(2)
    running = await here.ask("why?")
    going = asyncio.create_task(here.answer())
    await here.messages.held()

    await here.bot.speaker.conditions.pause(30)
    question = await here.ask("and why?")
    waiting = asyncio.create_task(here.answer())
    await here.slack.until(lambda: "busy" in "".join(map(body, here.replies(question))))
    assert len(here.messages.requests) == 1

    here.messages.go()
    await going
    assert body(here.replies(running)[-1]).startswith("Because it was")
    assert len(here.messages.requests) == 1
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting


async def test_who_is_overloaded_lets_all_know(here):
    paused = here.bot.speaker.conditions.paused
    patient = replace(here.bot.speaker, patience=Patience(cap=60, within=90))
    here.messages.script(Fail(529, headers=LATE))
    question = await here.ask("why?")
    bot = replace(here.bot, speaker=patient)
    answering = asyncio.create_task(bot.answer(await bot.mailbox.take(0)))
    await here.slack.until(lambda: "busy" in "".join(map(body, here.replies(question))))
    assert await paused() > 20
    answering.cancel()
    with suppress(asyncio.CancelledError):
        await answering


@pytest.mark.parametrize(("after", "told"), [(8, "cut short"), (0, "could not reach")])
async def test_an_answer_that_only_pings_is_given_up_and_what_was_said_is_kept(here, after, told):
    impatient = replace(here.bot.speaker, stuck=0.5, patience=ONCE)
    here.messages.script(Break(after, "pings", Say("So far, so good. " * 20), seconds=30))
    question = await here.ask("why?")
    bot = replace(here.bot, speaker=impatient)
    await bot.answer(await bot.mailbox.take(0))
    message = here.replies(question)[-1]
    assert body(message).startswith("So far" if after else "")
    assert told in footers(message)[0]
    assert "again" in buttons(message)


async def test_an_answer_that_gets_on_slowly_is_waited_for(here):
    patient = replace(here.bot.speaker, stuck=0.5)
    here.messages.speed = 5
    here.messages.script(Say("One word after the other, " * 2))
    question = await here.ask("why?")
    bot = replace(here.bot, speaker=patient)
    await bot.answer(await bot.mailbox.take(0))
    assert "other" in body(here.replies(question)[-1])


async def test_an_answer_that_stopped_to_fold_is_gone_on_with(here):
    fold = {"type": "compaction", "content": "They spoke.", "encrypted_content": None}
    here.messages.script(Say(blocks=(fold,), stop_reason="compaction"), Say("Well."))
    question = await here.ask("why?")
    await here.answer()
    assert body(here.replies(question)[-1]) == "Well."
    assert sent(here)[-1]["content"] == [fold]
    assert "folded into a summary" in " ".join(footers(here.replies(question)[-1]))
