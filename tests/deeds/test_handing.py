"""Summaries go to their askers, and back to where they are about only as their askers may."""

import pytest

from bot.adapters.redis import keys
from bot.errors import Ambiguous
from bot.playground.messages.script import Say
from tests.model.test_summarizing import answered, direct, fill, order
from tests.rig import rig
from tests.whole.world import body, buttons


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield here


def whispers(here):
    return [m["text"] for m in here.slack.seen_by("ann") if m["ephemeral_to"]]


async def shared(here, first):
    assert await here.bot.share(first, "U0ANN0001", "1.5")
    await answered(here)
    return [m for m in here.slack.messages("general") if m["user"] == "U0BOT0001"]


async def done(here, text="So it is [m1]."):
    fill(here, 3)
    here.messages.script(Say(text))
    await order(here, "3 messages", ts=here.slack.workspace.ts())
    return buttons(await answered(here))["share"]["value"]


async def test_who_dies_between_the_root_and_the_question_begins_no_second_one(here):
    fill(here, 3)
    await order(here, "3 messages", ts=here.slack.workspace.ts())
    lease = await here.bot.mailbox.take(0)
    direct_ = await here.bot.board.direct("U0ANN0001")
    title = {"mark": lease.question.first, "text": "Summary of <#C0GENERAL>"}
    await here.bot.board.pin(lease, direct_, "", **title)
    await here.bot.mailbox.release(lease)
    here.messages.script(Say("So it is [m1]."))
    await answered(here)
    assert direct(here)[0]["text"] == "Summary of <#C0GENERAL>"
    assert len(direct(here)) == 2


async def test_whom_we_can_not_write_to_is_told_so(here):
    here.slack.fault("conversations.open", error="cannot_dm_bot")
    await order(here, "3 messages", ts=here.slack.workspace.ts())
    lease = await here.bot.mailbox.take(0)
    await here.bot.answer(lease)
    assert direct(here) == []
    assert "can't write to you directly" in whispers(here)[-1]
    assert await here.bot.mailbox.take(0) is None


async def test_what_is_shared_stands_once_however_unsure_slack_is(here):
    first = await done(here)
    here.slack.fault("chat.postMessage", status=503, after_accepting=True)
    (said,) = await shared(here, first)
    assert body(said).startswith("So it is [1](https://")
    assert "Shared: <https://" in whispers(here)[-1]


async def test_who_may_read_the_channel_no_more_shares_nothing(here):
    first = await done(here)
    here.slack.workspace.channels["C0GENERAL"].members.remove("U0ANN0001")
    assert await shared(here, first) == []
    assert "can't read that" in whispers(here)[-1]


async def test_nobody_else_can_share_it_and_what_is_unknown_is_not_shared(here):
    first = await done(here)
    assert not await here.bot.share(first, "U0BEN0001", "1.5")
    assert not await here.bot.share("T0LOOM01:D0ANN0001:1.0", "U0ANN0001", "1.5")


async def test_a_long_summary_is_shared_on_all_its_pages_in_one_thread(here):
    first = await done(here, "word [m1] " * 900)
    (said,) = await shared(here, first)
    thread = here.slack.messages("general", said["ts"])
    assert len(thread) > 1
    assert sum(body(m).count("word") for m in thread) == 900


async def test_an_order_that_fails_again_and_again_ends_with_a_word_to_its_asker(here):
    here.slack.fault("conversations.open", status=503, times=5)
    await order(here, "3 messages", ts=here.slack.workspace.ts())
    for _ in range(5):
        lease = await here.bot.mailbox.take(1)
        with pytest.raises(Ambiguous):
            await here.bot.answer(lease)
        await expire(here, lease)
    await here.bot.answer(await here.bot.mailbox.take(1))
    assert "tried this several times" in whispers(here)[-1]
    assert await here.bot.mailbox.take(0) is None


async def expire(here, lease):
    """Its holder has died: the lease runs out now."""
    await here.redis.zadd(keys.LEASES, {str(lease.question.thread): 1})


async def test_a_summary_with_a_directive_before_it_is_for_its_asker_alone_and_obeys_it():
    async with rig(transport="edit") as here:
        root = await here.slack.type("ben", "general", "We ship on Friday")
        here.messages.script(Say("You ship on Friday [m1]."))
        question = await here.ask("!effort high !summarize 24h", root)
        while lease := await here.bot.mailbox.take(0):
            await here.bot.answer(lease)
        assert here.replies(question) == []
        said = " ".join(map(body, here.slack.seen_by("ann")))
        assert "You ship on Friday" in said
        asked = here.messages.requests[-1].body
        assert asked["output_config"] == {"effort": "high"}
        assert "We ship on Friday" in str(asked["messages"])
        await here.ask("!effort high !summarize since nonsense", root)
        assert "I can summarise" in here.slack.seen_by("ann")[-1]["text"]
