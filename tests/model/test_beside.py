"""A small question beside the conversation is asked patiently, and nothing of it is kept."""

from dataclasses import replace

import pytest

from bot.answer.patience import Patience
from bot.conversation.conversation import Conversation, Turn, block
from bot.errors import Refused, Unreachable
from bot.model.beside import LENGTH, Beside
from bot.model.round import Round
from bot.playground.messages.script import Break, Fail, Say
from tests.rig import DEFAULT, rig

BEFORE = Conversation((Turn("user", (block("Hello."),), "p"),))


async def said(here, *says, tries=3, stuck=30.0, kept=()):
    here.messages.script(*says)
    question = await here.ask("why?")
    lease = await here.bot.mailbox.take(1)
    before = BEFORE.add(*(replace(turn, question=question.first) for turn in kept))
    speaker = replace(here.bot.speaker, patience=Patience(tries=tries), stuck=stuck)
    speaker = replace(speaker, chance=lambda: 0.0)
    asked = replace(DEFAULT, web_search=True, thinking="on")
    now = Round(lease, before.upon(question.first), asked, None, None)
    return question, await Beside(speaker).said(now, [block("Plan.")])


async def test_it_has_what_was_said_before_and_no_tools():
    async with rig() as here:
        question, told = await said(here, Say("1. Look"))
        assert told.text == "1. Look"
        assert told.about["usage"]["input_tokens"] > 0
        (request,) = here.messages.requests
        assert [b["text"] for b in request.body["messages"][0]["content"]] == ["Hello.", "Plan."]
        assert "tools" not in request.body
        assert request.body["max_tokens"] == LENGTH
        assert (await here.bot.store.conversation(question.thread)).turns == ()


async def test_of_a_question_with_other_words_by_now_the_old_answer_is_not_told():
    kept = (
        Turn("user", (block("Old words?"),)),
        Turn("assistant", (block("An old answer."),), about={"stop_reason": "end_turn"}),
    )
    async with rig() as here:
        await said(here, Say("1. Look"), kept=kept)
        (request,) = here.messages.requests
        assert [b["text"] for b in request.body["messages"][0]["content"]] == ["Hello.", "Plan."]


async def test_it_is_asked_again_while_that_helps_and_not_where_it_does_not():
    async with rig() as here:
        _, told = await said(here, Fail(529), Break(2, "cut", Say("word " * 90)), Say("1. Look"))
        assert told.text == "1. Look"
        with pytest.raises(Refused):
            await said(here, Fail(400, {"error": {"message": "no"}}))


async def test_pings_alone_keep_nobody_waiting():
    async with rig() as here:
        _, told = await said(here, Break(1, "pings", Say("word " * 90)), Say("1. Look"), stuck=0.3)
        assert told.text == "1. Look"
        with pytest.raises(Unreachable):
            await said(here, Break(1, "pings", Say("word " * 90)), tries=1, stuck=0.3)
