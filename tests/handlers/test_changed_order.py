"""Somebody changes or takes back an order that waits to be carried elsewhere."""

import pytest

from bot.playground.messages.script import Say
from tests.handlers.front import DIRECT
from tests.handlers.test_changed import told
from tests.handlers.test_forget import asked
from tests.rig import BOT
from tests.whole.world import body


async def ordered(front):
    """A thread in which an answer stands, and in which a summary was ordered."""
    root = await asked(front)
    return root, await front.say("@Threadloom !summarize", root)


async def test_an_order_that_became_a_question_is_answered_and_not_obeyed(front):
    root, ts = await ordered(front)
    await told(front, front.rig.slack.edit("ann", "general", ts, "@Threadloom why?"))
    lease = await front.rig.bot.mailbox.take(0)
    assert (lease.question.text, lease.question.thread.ts) == ("why?", root)
    front.rig.messages.script(Say("Because."))
    await front.rig.bot.answer(lease)
    assert body(front.rig.slack.messages("general", root)[-1]) == "Because."
    assert await front.waiting() == []
    assert [m for m in front.rig.slack.messages(DIRECT) if m["user"] == BOT] == []


async def test_told_twice_of_the_change_it_is_asked_once(front):
    _, ts = await ordered(front)
    act = front.rig.slack.edit("ann", "general", ts, "@Threadloom why?")
    (payload,) = await told(front, act)
    assert (await front.tell(payload)).status == 200
    assert [each.text for each in await front.waiting()] == ["why?"]


async def test_while_the_order_is_carried_out_slack_is_to_tell_of_the_change_again(front):
    _, ts = await ordered(front)
    lease = await front.rig.bot.mailbox.take(0)
    before = len(front.rig.slack.deliveries)
    await front.rig.slack.edit("ann", "general", ts, "@Threadloom why?")
    (delivery,) = front.rig.slack.deliveries[before:]
    assert (await front.tell(delivery.payload)).status == 503
    await front.rig.bot.answer(lease)
    assert (await front.tell(delivery.payload)).status == 200
    texts = [each.text for each in await front.waiting()]
    assert len(texts) == 2, "the summary in direct messages, and the question"
    assert "why?" in texts


@pytest.mark.parametrize("order", ["!stop", "!help", "!mute", "!research", "!summarize 12 bananas"])
@pytest.mark.parametrize("now", ["why?", "!research dogs"])
async def test_what_was_obeyed_at_once_can_become_a_question(front, order, now):
    root = await asked(front)
    ts = await front.say(f"@Threadloom {order}", root)
    act = front.rig.slack.edit("ann", "general", ts, f"@Threadloom {now}")
    (payload,) = await told(front, act)
    assert (await front.tell(payload)).status == 200
    assert [each.text for each in await front.waiting()] == [now]


@pytest.mark.parametrize("how", ["thread", "channel"])
async def test_an_order_that_was_taken_back_is_not_carried_out(front, how):
    root = await asked(front) if how == "thread" else None
    ts = await front.say("@Threadloom !summarize 24h", root)
    await told(front, front.rig.slack.delete("ann", "general", ts))
    assert [each.how for each in await front.waiting() if each.how != "gone"] == []
