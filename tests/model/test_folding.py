"""A conversation that nears the window is folded, announced, and goes on."""

from dataclasses import replace

from bot.answer.setup import Setup
from bot.conversation.conversation import Conversation, Turn, block
from bot.conversation.preferences import Preferences
from bot.model.folding import ASKED, folded, full
from bot.playground.messages.script import Fail, Say
from tests.rig import rig
from tests.whole.world import footers

SMALL = {"claude-sonnet-4-6": {"window": 1000}}


def exchange(number, tokens=10):
    usage = {"input_tokens": tokens, "output_tokens": 1}
    about = {"model": "claude-sonnet-4-6", "stop_reason": "end_turn", "usage": usage}
    return (
        Turn("user", (block(f"question {number}"),), f"q{number}"),
        Turn("assistant", (block(f"answer {number}"),), f"q{number}", about),
    )


def test_what_the_endpoint_counted_decides_whether_a_conversation_is_full():
    asked, setup = Preferences("claude-sonnet-4-6"), Setup(capabilities=SMALL)
    assert not full(Conversation(exchange(1, 700)), asked, setup)
    assert full(Conversation(exchange(1, 900)), asked, setup)
    mark = Turn("mark", (), "q1", {"summary": "s", "upto": 1})
    assert not full(Conversation((*exchange(1, 900), mark)), asked, setup)


async def test_the_oldest_part_is_folded_and_the_footer_says_so():
    async with rig() as here:
        speaker = replace(here.bot.speaker, setup=Setup(capabilities=SMALL))
        bot = replace(here.bot, speaker=speaker)
        here.messages.script(*[Say("All that was said, " + "word " * 400)] * 8)
        first = await here.ask("question 0")
        await bot.answer(await bot.mailbox.take(1))
        for number in (1, 2, 3):
            await here.ask(f"question {number}", thread_ts=first.thread.ts)
            await bot.answer(await bot.mailbox.take(1))

        bodies = [request.body for request in here.messages.requests]
        summaries = [b for b in bodies if b["messages"][-1]["content"][-1]["text"] == ASKED]
        assert summaries
        opening = bodies[-1]["messages"][0]["content"][0]["text"]
        assert opening.startswith("<earlier_in_short>")
        assert "All that was said" in opening
        assert "question 0" not in str(bodies[-1]["messages"])
        assert "folded into a summary" in " ".join(footers(here.replies(first)[-1]))


async def test_a_summary_that_fails_costs_nothing_but_itself():
    async with rig() as here:
        here.messages.script(Fail(500))
        conversation = Conversation((*exchange(1), *exchange(2), *exchange(3)))
        setup = Setup(capabilities=SMALL)
        model = here.bot.speaker.model
        assert await folded(conversation, Preferences("claude-sonnet-4-6"), setup, model) is None
