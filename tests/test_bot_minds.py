"""People change their minds: the bot follows, in the same messages, and remembers what counts."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.answer.speech import Speech
from bot.conversation.conversation import text
from bot.conversation.preferences import places
from bot.playground.messages.script import Break, Fail, Say
from tests.rig import ANN, BOT, rig
from tests.whole.world import body, buttons, footers

BEN = "U0BEN0001"


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield here


def told(here, at=-1):
    """What one request says: the words of every block, message by message."""
    messages = here.messages.requests[at].body["messages"]
    return [[block.get("text", "") for block in message["content"]] for message in messages]


def whispers(here, user="ann"):
    return [m["text"] for m in here.slack.seen_by(user) if m["ephemeral_to"]]


async def waiting(here, first, *words, user=ANN):
    """More questions in the thread of `first`, which wait for nobody."""
    return [await here.ask(each, first.thread.ts) for each in words]


@asynccontextmanager
async def writing(here, question=None, after=20):
    """The lease of an answer that is being written; it may go on once the context is left."""
    here.messages.hold(after=after)
    lease = await here.bot.mailbox.take(0)
    answering = asyncio.create_task(here.bot.answer(lease))
    await here.messages.held()
    if after:
        await here.slack.until(lambda: "word" in str(here.replies(lease.question)))
    yield lease
    await here.bot.mailbox.renew(lease)  # the beat tells, if nothing else did
    async with asyncio.timeout(10):
        await answering
    here.messages.go()


async def test_what_waits_together_is_one_question_with_one_reply(here):
    here.messages.script(Say("First."), Say("All of it."))
    first = await here.ask("first?")
    await here.answer()
    two, *_ = await waiting(here, first, "one?", "!effort high two?", "!websearch on", "three?")
    await here.answer()
    assert await here.bot.mailbox.take(0) is None
    assert told(here)[-1] == ["ann: one?", "ann: two?", "ann: three?"]
    assert here.messages.requests[-1].body["output_config"] == {"effort": "high"}
    _, reply = here.replies(first)
    assert body(reply) == "All of it."
    assert any("Web search is now *on*" in line for line in footers(reply))
    kept = await here.bot.store.conversation(first.thread)
    assert [turn.question for turn in kept.turns[-4:]] == [two.first] * 4


async def test_who_waits_with_others_is_named(here):
    first = await here.ask("first?")
    await here.answer()
    _, two = await waiting(here, first, "one?", "two?")
    late = replace(two, ts=f"{two.ts}9", user=BEN, text="three?")
    await here.bot.ask(late)
    await here.answer()
    assert told(here)[-1] == ["ann: one?", "ann: two?", "ben: three?"]


async def test_wrong_words_of_one_do_not_silence_the_others(here):
    first = await here.ask("first?")
    await here.answer()
    await waiting(here, first, "!effort enormous", "two?")
    await here.answer()
    assert told(here)[-1] == ["ann: two?"]
    assert "Usage: `!effort" in " ".join(footers(here.replies(first)[-1]))


async def test_changed_in_mid_answer_it_is_answered_in_its_new_words_in_the_same_message(here):
    question = await here.ask("old?")
    here.messages.script(Say("word " * 300), Say("New. " * 400))
    async with writing(here):
        stamp = here.replies(question)[0]["ts"]
        assert await here.bot.change(replace(question, text="new?", edited="9000000000.1"))
    await here.answer()
    assert await here.bot.mailbox.take(0) is None
    (reply,) = here.replies(question)
    assert (reply["ts"], body(reply).strip()) == (stamp, ("New. " * 400).strip())
    assert told(here) == [["ann: new?"]]
    assert [call.status for call in here.messages.requests] == [200, 200]


async def test_changed_after_its_answer_it_is_answered_again_in_the_same_message(here):
    here.messages.script(Say("Old."), Say("Two."), Say("New."), Say("Three."))
    question = await here.ask("old?")
    await here.answer()
    await here.ask("two?", question.thread.ts)
    await here.answer()
    await here.bot.change(replace(question, text="new?", edited="9000000000.1"))
    await here.answer()
    assert told(here) == [["ann: new?"]], "what came after it was not said yet"
    assert [body(reply) for reply in here.replies(question)] == ["New.", "Two."]
    await here.ask("three?", question.thread.ts)
    await here.answer()
    assert told(here) == [["ann: new?"], ["New."], ["ann: two?"], ["Two."], ["ann: three?"]]
    conversation = await here.bot.store.conversation(question.thread)
    assert [Speech(old).text for old in conversation.earlier(question.first)] == ["Old."]


async def test_of_several_asked_as_one_a_changed_one_has_them_all_answered_again(here):
    first = await here.ask("first?")
    await here.answer()
    _, two = await waiting(here, first, "one?", "two?")
    await here.answer()
    here.messages.script(Say("Both anew."))
    await here.bot.change(replace(two, text="too?", edited="9000000000.1"))
    await here.answer()
    assert told(here)[-1] == ["ann: one?", "ann: too?"]
    assert body(here.replies(first)[-1]) == "Both anew."
    assert len(here.replies(first)) == 2


async def test_taken_back_in_mid_answer_nothing_of_it_is_left(here):
    first = await here.ask("first?")
    await here.answer()
    await here.ask("dreadful?", first.thread.ts)
    here.messages.script(Say("word " * 400), Say("Kind."))
    async with writing(here) as lease:
        await here.bot.withdraw(lease.question)
    assert len(here.replies(first)) == 1
    assert await here.bot.mailbox.take(0) is None
    await here.ask("kind?", first.thread.ts)
    await here.answer()
    assert "dreadful" not in str(told(here))
    assert [body(reply) for reply in here.replies(first)][-1] == "Kind."


async def test_taken_back_after_its_answer_it_does_not_count_but_its_reply_stays(here):
    here.messages.script(Say("One."), Say("Two."))
    question = await here.ask("one?")
    await here.answer()
    for _ in range(2):  # Slack may tell of it twice
        await here.bot.withdraw(question)
    await here.answer()
    assert await here.bot.mailbox.take(0) is None
    assert [body(reply) for reply in here.replies(question)] == ["One."]
    await here.ask("two?", question.thread.ts)
    await here.answer()
    assert told(here) == [["ann: two?"]]
    assert not await here.bot.regenerate(question.first, "same", "9000000000.1")


async def test_of_several_asked_as_one_what_is_taken_back_goes_alone(here):
    first = await here.ask("first?")
    await here.answer()
    one, _ = await waiting(here, first, "one?", "two?")
    here.messages.script(Say("Both."))
    await here.answer()
    await here.bot.withdraw(one)
    await here.answer()
    await here.ask("and?", first.thread.ts)
    await here.answer()
    assert told(here)[2:] == [["ann: two?"], ["Both."], ["ann: and?"]]


async def test_stopped_before_a_word_was_said_it_is_not_remembered_and_can_be_retried(here):
    question = await here.ask("never mind?")
    here.messages.script(Say("word " * 50), Say("Other."), Say("After all."))
    async with writing(here, after=0):
        assert await here.bot.stop(question.thread, ANN) == "stopped"
    (reply,) = here.replies(question)
    assert footers(reply) == ["stopped by ann"]
    await here.ask("other?", question.thread.ts)
    await here.answer()
    assert told(here) == [["ann: other?"]]
    await here.bot.again(buttons(reply)["again"]["value"], "9000000000.1")
    await here.answer()
    assert [body(reply) for reply in here.replies(question)] == ["After all.", "Other."]


async def test_what_was_said_until_it_was_stopped_is_remembered_without_its_thoughts(here):
    question = await here.ask("!thinking on tell all")
    here.messages.script(Say("word " * 400, thinking="Hm. " * 5), Say("Next."))
    async with writing(here, after=60):
        await here.bot.stop(question.thread, ANN)
    kept = (await here.bot.store.conversation(question.thread)).turns[-1]
    assert {part["type"] for part in kept.content} == {"text"}
    assert kept.about["stop_reason"] == "stopped"
    assert kept.about["stopped_by"] == "ann"
    assert text(kept.content) == body(here.replies(question)[0])
    await here.ask("and?", question.thread.ts)
    await here.answer()
    assert told(here)[1] == [text(kept.content)]


async def test_a_new_answer_that_is_stopped_before_it_can_be_seen_leaves_the_old_one(here):
    question = await here.ask("why?")
    here.messages.script(Say("Old. " * 100), Say("word " * 400), Say("Next."))
    await here.answer()
    await here.bot.regenerate(question.first, "same", "9000000000.1")
    here.messages.hold(after=10)
    lease = await here.bot.mailbox.take(0)
    answering = asyncio.create_task(here.bot.answer(lease))
    await here.messages.held()
    await here.bot.stop(question.thread, ANN)
    await here.bot.mailbox.renew(lease)
    await answering
    here.messages.go()
    (reply,) = here.replies(question)
    assert body(reply).strip() == ("Old. " * 100).strip()
    assert any("stopped by ann" in line for line in footers(reply))
    await here.ask("and?", question.thread.ts)
    await here.answer()
    assert told(here)[1] == ["Old. " * 100]


async def test_a_new_answer_that_fails_leaves_the_old_one_and_can_be_tried_again(here):
    question = await here.ask("why?")
    here.messages.script(Say("Old."), Break(30, "cut", Say("Half of the new one. " * 40)))
    await here.answer()
    await here.bot.regenerate(question.first, "effort", "9000000000.1")
    await here.answer()
    (reply,) = here.replies(question)
    assert body(reply) == "Old."
    assert any("cut short" in line for line in footers(reply))
    here.messages.script(Say("New."))
    await here.bot.again(buttons(reply)["again"]["value"], "9000000000.2")
    await here.answer()
    assert here.messages.requests[-1].body["output_config"] == {"effort": "max"}
    assert [body(reply) for reply in here.replies(question)] == ["New."]


async def test_a_worker_that_dies_over_a_new_answer_is_taken_over_and_it_is_one_answer(here):
    question = await here.ask("why?")
    here.messages.script(Say("Old."), Say("word " * 400), Say("New. " * 500))
    await here.answer()
    await here.bot.regenerate(question.first, "same", "9000000000.1")
    here.messages.hold(after=20)
    lease = await here.bot.mailbox.take(0)
    dying = asyncio.create_task(here.bot.answer(lease))
    await here.messages.held()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    here.messages.go()
    await here.bot.mailbox.release(lease)
    await here.answer()
    (reply,) = here.replies(question)
    assert body(reply).strip() == ("New. " * 500).strip()
    kept = await here.bot.store.conversation(question.thread)
    assert [turn.role for turn in kept.turns] == ["user", "assistant", "mark", "assistant"]
    assert await here.bot.mailbox.take(0) is None


async def test_stopped_while_its_worker_was_dead_what_it_had_shown_stays(here):
    question = await here.ask("tell all")
    here.messages.script(Say("word " * 400), Say("Next."))
    here.messages.hold(after=40)
    lease = await here.bot.mailbox.take(0)
    dying = asyncio.create_task(here.bot.answer(lease))
    await here.slack.until(lambda: lease.journal.shown)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    here.messages.go()
    shown = body(here.replies(question)[0])
    assert await here.bot.stop(question.thread, ANN) == "stopped"
    await here.bot.mailbox.release(lease)
    await here.answer()
    (reply,) = here.replies(question)
    assert body(reply) == shown
    assert footers(reply) == ["stopped by ann"]
    await here.ask("and?", question.thread.ts)
    await here.answer()
    assert told(here)[1] == [shown]


async def test_retry_asks_the_last_question_again_in_its_own_message(here):
    here.messages.script(Say("One."), Fail(401), Say("Two."), Say("Two anew."))
    first = await here.ask("one?")
    await here.answer()
    await here.ask("two?", first.thread.ts)
    await here.answer()
    for words in ("Two.", "Two anew."):
        await here.ask("!retry", first.thread.ts)
        await here.answer()
        await here.answer()
        assert [body(reply) for reply in here.replies(first)] == ["One.", words]
    assert await here.bot.mailbox.take(0) is None
    assert told(here) == [["ann: one?"], ["One."], ["ann: two?"]]


async def test_where_nothing_was_asked_there_is_nothing_to_retry(here):
    root = await here.ask("!retry")
    await here.answer()
    assert whispers(here) == ["There is nothing in this thread that I could answer again."]
    assert here.replies(root) == []


async def test_forget_forgets_the_thread_and_says_so(here):
    here.messages.script(Say("One."), Say("Two."))
    first = await here.ask("!effort high one?")
    await here.answer()
    order = await here.ask("!forget", first.thread.ts)
    await here.answer()
    assert "I have forgotten" in body(here.replies(first)[-1])
    assert not await here.bot.knows(replace(order, ts="9000000000.1"))
    assert await here.bot.store.preferred(places(first)) == [{}, {}, {}, {}]
    assert await here.bot.store.question(first.first) is None
    assert b"one?" not in b"".join([await _all(here, key) for key in await here.redis.keys("*")])
    await here.ask("two?", first.thread.ts)
    await here.answer()
    assert "one?" not in str(told(here))
    assert "output_config" not in here.messages.requests[-1].body


async def _all(here, key):
    kind = await here.redis.type(key)
    if kind == b"hash":
        return b" ".join(
            [part for pair in (await here.redis.hgetall(key)).items() for part in pair]
        )
    return b" ".join(await here.redis.lrange(key, 0, -1)) if kind == b"list" else b""


async def test_who_did_not_begin_a_thread_can_not_have_it_forgotten(here):
    first = await here.ask("one?")
    await here.answer()
    order = replace(first, ts="9000000000.1", user=BEN, text="!forget")
    await here.bot.ask(order)
    await here.answer()
    assert "Only whoever asked me first" in body(here.replies(first)[-1])
    assert (await here.bot.store.conversation(first.thread)).turns


async def test_help_is_whispered_once(here):
    question = await here.ask("!help")
    await here.bot.ask(question)
    (whisper,) = whispers(here)
    assert "Ask me anything" in whisper
    assert await here.bot.mailbox.take(0) is None
    assert [m for m in here.slack.messages("general", question.thread.ts) if m["user"] == BOT] == []
