"""A question without a message of its own gets one, once, wherever the bot may write."""

from dataclasses import replace

from bot.conversation.press import Press
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.messages.script import Say
from tests.rig import ANN, CHANNEL, TEAM, rig
from tests.test_reconciler import mended
from tests.whole.world import body

TS = "1790099999.000100"


def order(channel=CHANNEL, words="!research which <https://a.example|loom>, <@U0BEN0001>?"):
    return Question(Thread(TEAM, channel, TS), TS, ANN, words)


def by(when):
    """Ann presses."""
    return Press(TEAM, CHANNEL, ANN, ours=True, when=when, once=when)


async def told(here, *says):
    """All that waits is dealt with; what stands in #general and in Ann's direct messages."""
    here.messages.script(*says)
    while lease := await here.bot.mailbox.take(0):
        await here.bot.answer(lease)
    return here.slack.messages("general"), here.slack.messages("D0ANN0001")


async def test_what_was_ordered_stands_for_all_to_see_and_pings_nobody():
    async with rig(transport="edit") as here:
        await here.bot.inquiry.begin(order())
        (root,), _ = await told(here, Say("1. Look"), Say("So."))
        assert root["text"] == "Research for ann: which loom (https://a.example), @ben?"
        assert "<@" not in root["text"]
        (reply,) = here.slack.messages("general", root["ts"])[1:]
        assert "So." in body(reply)


async def test_ordered_twice_by_a_click_that_slack_repeats_it_is_opened_once():
    async with rig(transport="edit") as here:
        for _ in range(2):
            await here.bot.inquiry.begin(order())
        said, _ = await told(here, Say("1. Look"), Say("So."))
        assert len(said) == 1


async def test_handed_back_after_it_was_said_it_is_not_said_again():
    async with rig(transport="edit") as here:
        await here.bot.inquiry.begin(order())
        lease = await here.bot.mailbox.take(1)
        await here.bot.board.pin(lease, CHANNEL, "", mark=order().first, text="It stands.")
        await here.bot.mailbox.release(lease)
        said, _ = await told(here, Say("1. Look"), Say("So."))
        assert [m["text"] for m in said] == ["It stands."]


async def test_where_nobody_can_be_written_to_the_asker_is_told():
    async with rig(transport="edit") as here:
        here.slack.workspace.channel("general").members.discard("U0BOT0001")
        here.slack.fault("conversations.open", error="user_disabled")
        await here.bot.inquiry.begin(order())
        said, direct = await told(here)
        assert (said, direct) == ([], [])
        assert await here.bot.mailbox.take(0) is None


async def test_a_long_question_is_shown_in_part_and_asked_in_full():
    async with rig(transport="edit") as here:
        await here.bot.inquiry.begin(replace(order(), text="!research " + "why " * 900 + "now?"))
        (root,), _ = await told(here, Say("1. Look"), Say("So."))
        assert root["text"].endswith("…")
        asked = here.messages.requests[0].body["messages"][0]["content"][0]["text"]
        assert asked.endswith("now?")


async def test_a_further_question_is_plain_words_and_no_mark_of_slacks_is_read_into_it():
    async with rig(transport="edit") as here:
        root = await here.ask("which loom?")
        await told(here, Say("This one."))
        words = "What is List<String> & <@U0BEN0001>?"
        await here.bot.inquiry.ask(by("1790199999.000100"), root.thread, words)
        await told(here, Say("A list."))
        (asks,) = [m for m in here.replies(root) if "asks:" in m["text"]]
        shown = "ann asks: What is List&lt;String&gt; &amp; &lt;@U0BEN0001&gt;?"
        assert asks["text"] == shown
        assert words in str(here.messages.requests[-1].body["messages"])


async def test_what_was_opened_is_asked_again_where_it_stands_once_redis_has_lost_its_memory():
    async with rig(transport="edit") as here:
        await here.bot.inquiry.begin(order())
        await here.bot.answer(await here.bot.mailbox.take(1))
        await here.redis.flushall()
        async with mended(here):
            said, _ = await told(here, Say("1. Look"), Say("So."))
        (root,) = said
        (reply,) = here.slack.messages("general", root["ts"])[1:]
        assert "So." in body(reply)


async def test_a_further_question_is_asked_again_too():
    async with rig(transport="edit") as here:
        await here.bot.inquiry.begin(order())
        (root,), _ = await told(here, Say("1. Look"), Say("So."))
        place = Thread(TEAM, CHANNEL, root["ts"])
        await here.bot.inquiry.ask(by("1790099999.000200"), place, "And in Spain?")
        await here.bot.answer(await here.bot.mailbox.take(1))
        await here.redis.flushall()
        async with mended(here):
            lease = await here.bot.mailbox.take(0)
        asked = lease.question
        assert (asked.text, asked.how, asked.user) == ("And in Spain?", "search", ANN)
        assert asked.thread == place
        assert not asked.opens
        await here.bot.mailbox.release(lease)
        said, _ = await told(here, Say("40 euros."))
        assert "40 euros." in body(here.slack.messages("general", root["ts"])[-1])
        assert len(said) == 1


async def test_who_died_over_a_further_question_left_nobody_told_that_it_was_asked():
    async with rig(transport="edit") as here:
        question = await here.ask("@Threadloom why?")
        await told(here, Say("So."))
        await here.bot.inquiry.ask(by("1790099999.000200"), question.thread, "And how?")
        lease = await here.bot.mailbox.take(1)
        ordered = here.bot.answering.ordered
        await ordered.do(ordered.deed(lease.question), lease)
        await here.bot.mailbox.release(lease, counted=True)
        await told(here, Say("Thus."))
        assert [m for m in here.slack.seen_by("ann") if m["ephemeral_to"]] == []
        assert [body(reply) for reply in here.replies(question)][-1] == "Thus."
