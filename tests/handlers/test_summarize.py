"""Somebody asks with a command, or with a word, for a summary."""

import pytest

from bot.adapters.redis import keys
from tests.traces import naming
from tests.whole.world import body


async def test_the_command_waits_in_the_mailbox_before_it_is_acknowledged(front):
    told = await front.command("/summarize #research 7d decisions only")
    assert "to you alone" in told
    (asked,) = await front.waiting()
    assert asked.text == "!summarize <#C0RESEARC> since 168h : decisions only"
    assert (asked.user, asked.thread.channel) == ("U0ANN0001", "C0GENERAL")
    assert not asked.direct


@pytest.mark.parametrize("words", ["since banana", "5001 messages", "24x"])
async def test_wrong_words_are_answered_with_what_is_understood(front, words):
    assert "`100 messages`" in await front.command(f"/summarize {words}")
    assert await front.waiting() == []


async def test_once_it_is_handed_over_nothing_of_the_order_is_kept_where_it_was_given(front):
    await front.command("/summarize #research 7d decisions only")
    lease = await front.rig.bot.mailbox.take(1)
    await front.rig.bot.answer(lease)
    order = lease.question
    assert set(await naming(front.rig.redis, order.ts)) == {keys.forgotten(order.thread)}
    assert await front.rig.bot.mailbox.put(order) == "duplicate"
    (asked,) = await front.waiting()
    assert (asked.direct, asked.text) == (True, order.text)


async def test_an_order_that_can_not_be_kept_is_not_promised(front):
    front.redis_is(up=False)
    assert "memory is away" in await front.command("/summarize")
    front.redis_is(up=True)
    assert await front.waiting() == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("!summarize", "!summarize thread {root}"),
        ("!Summarise since yesterday", "!summarize thread {root} since yesterday"),
        ("!summarize #research", "!summarize <#C0RESEARC>"),
    ],
)
async def test_the_word_in_a_thread_means_the_thread_unless_it_names_another_place(
    front, words, text
):
    root = await front.say("We move to Friday")
    ts = await front.say(f"@Threadloom {words}", thread_ts=root)
    (asked,) = await front.waiting()
    assert asked.text == text.format(root=root)
    assert asked.thread.ts == ts, "the bot is not called into the thread"


async def test_the_word_with_wrong_words_is_told_so_once(front):
    await front.say("@Threadloom !summarize since banana")
    assert await front.waiting() == []
    assert len([told for told in front.whispers() if "`100 messages`" in told]) == 1


async def test_in_a_direct_message_it_is_answered_where_it_is_said(front):
    ts = await front.say("!summarize #research 24h", channel="D0ANN0001")
    lease = await front.rig.bot.mailbox.take(0)
    await front.rig.bot.answer(lease)
    _, reply = front.rig.slack.messages("D0ANN0001", ts)
    assert "Nothing was said" in body(reply)
