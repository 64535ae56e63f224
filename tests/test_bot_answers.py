"""How the bot answers: one reply, remembered, whatever happened before."""

import asyncio
from dataclasses import replace

import pytest

from bot.conversation.conversation import Turn, text
from bot.conversation.preferences import places
from bot.playground.messages.script import Fail, Say
from bot.reply.journal import Journal
from bot.reply.row import AGAIN
from tests.rig import CHANNEL, rig
from tests.whole.world import body, buttons, footers


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield here


def bodies(here):
    """What the model was asked."""
    return [request.body for request in here.messages.requests]


def told(request):
    """Who said what in a request: the last words of each content."""
    return [(m["role"], [block["text"] for block in m["content"]]) for m in request["messages"]]


async def remembered(here, question):
    """The conversation as it is kept: role, words and question of each turn."""
    kept = await here.bot.store.conversation(question.thread)
    return [(turn.role, text(turn.content), turn.question) for turn in kept.turns]


async def test_a_question_gets_one_reply_which_is_remembered(here):
    here.messages.script(Say("Because."))
    question = await here.ask("@Threadloom why?")
    await here.answer()
    (reply,) = here.replies(question)
    assert body(reply) == "Because."
    assert "claude" in footers(reply)[0]
    kept = await remembered(here, question)
    assert [(role, words.rpartition(": ")[2]) for role, words, _ in kept] == [
        ("user", "@Threadloom why?"),
        ("assistant", "Because."),
    ]
    assert {first for _, _, first in kept} == {question.first}
    assert await here.bot.mailbox.take(0) is None


async def test_what_was_said_is_told_in_the_next_request(here):
    here.messages.script(Say("Because."), Say("Like that."))
    question = await here.ask("why?")
    await here.answer()
    await here.ask("how?", thread_ts=question.thread.ts)
    await here.answer()
    assert told(bodies(here)[1]) == [
        ("user", ["ann: why?"]),
        ("assistant", ["Because."]),
        ("user", ["ann: how?"]),
    ]


async def test_a_question_whose_answer_failed_is_kept_and_the_next_request_shows_both(here):
    here.messages.script(Fail(401), Say("Both."))
    first = await here.ask("one?")
    await here.answer()
    assert "again" in buttons(here.replies(first)[0])
    second = await here.ask("two?", thread_ts=first.thread.ts)
    await here.answer()
    assert told(bodies(here)[1]) == [("user", ["ann: one?", "ann: two?"])]
    assert [(role, first) for role, _, first in await remembered(here, first)] == [
        ("user", first.first),
        ("user", second.first),
        ("assistant", second.first),
    ]


async def test_a_failure_says_why_and_offers_to_try_again(here):
    here.messages.script(Fail(401))
    question = await here.ask("why?")
    await here.answer()
    (reply,) = here.replies(question)
    assert "not allowed to ask Claude" in " ".join(footers(reply))
    assert buttons(reply)[AGAIN]["value"] == question.first
    assert await here.bot.mailbox.take(0) is None


async def test_asked_again_at_once_the_question_is_not_said_twice(here):
    here.messages.script(Fail(401), Say("Because."))
    question = await here.ask("why?")
    await here.answer()
    await here.bot.again(question.first, "2.000001")
    await here.answer()
    assert told(bodies(here)[1]) == [("user", ["ann: why?"])]
    (reply,) = here.replies(question)
    assert body(reply) == "Because."
    assert AGAIN not in buttons(reply)
    assert [role for role, _, _ in await remembered(here, question)] == ["user", "assistant"]


async def test_asked_again_after_others_it_is_answered_at_its_place_in_the_thread(here):
    here.messages.script(Fail(401), Say("Two."), Say("One."))
    first = await here.ask("one?")
    await here.answer()
    await here.ask("two?", thread_ts=first.thread.ts)
    await here.answer()
    await here.bot.again(first.first, "2.000001")
    await here.answer()
    assert told(bodies(here)[2]) == [("user", ["ann: one?"])]
    assert [body(reply) for reply in here.replies(first)] == ["One.", "Two."]
    await here.ask("three?", thread_ts=first.thread.ts)
    await here.answer()
    said = [words for _, words in told(bodies(here)[3])]
    assert said == [["ann: one?"], ["One."], ["ann: two?"], ["Two."], ["ann: three?"]]


async def test_asked_again_after_it_was_answered_the_answer_is_shown_and_not_paid_for_twice(here):
    here.messages.script(Say("Because."))
    question = await here.ask("why?")
    await here.answer()
    await here.bot.again(question.first, "2.000001")
    await here.answer()
    assert len(here.messages.requests) == 1
    assert [body(reply) for reply in here.replies(question)] == ["Because."]


async def test_an_answer_that_was_kept_is_shown_by_whoever_takes_over(here):
    question = await here.ask("why?")
    lease = await here.bot.mailbox.take(0)
    said = [
        Turn("user", ({"type": "text", "text": "ann: why?"},), question.first),
        Turn("assistant", ({"type": "text", "text": "Because."},), question.first),
    ]
    await here.bot.store.keep(lease, said)
    await here.bot.mailbox.release(lease)
    await here.answer()
    assert [body(reply) for reply in here.replies(question)] == ["Because."]
    assert here.messages.requests == []


async def test_a_reply_that_is_final_is_not_touched_again(here):
    question = await here.ask("why?")
    lease = await here.bot.mailbox.take(0)
    await lease.note(Journal("final", "r1", ("1.000001",), 8, question.id))
    await here.bot.mailbox.release(lease)
    await here.answer()
    assert {call.method for call in here.slack.calls} <= {"users.info"}
    assert await here.bot.mailbox.take(0) is None


async def test_without_a_question_there_is_help(here):
    question = await here.ask("hm")
    await here.bot.mailbox.commit(await here.bot.mailbox.take(0))
    await here.bot.ask(replace(question, ts="1800000000.000001", text=""))
    await here.answer()
    (reply,) = here.replies(question)
    assert "Ask me anything" in body(reply)
    assert here.messages.requests == []
    assert await remembered(here, question) == []


async def test_wrong_words_get_the_line_that_helps_and_nothing_is_asked_or_stored(here):
    question = await here.ask("!effort high !thinking banana why?")
    await here.answer()
    (reply,) = here.replies(question)
    assert "Usage: `!thinking on|off|budget N" in body(reply)
    assert "again" not in buttons(reply)
    assert here.messages.requests == []
    assert await here.bot.store.preferred(places(question)) == [{}, {}, {}, {}]


async def test_an_order_alone_is_obeyed_and_said(here):
    question = await here.ask("!effort high !websearch on")
    await here.answer()
    assert body(here.replies(question)[0]).splitlines() == [
        "Effort is now *high* in this thread.",
        "Web search is now *on* in this thread.",
    ]
    stored = {"effort": "high", "websearch": "on"}
    assert await here.bot.store.preferred(places(question)) == [stored, {}, {}, {}]
    assert here.messages.requests == []


async def test_a_dial_that_is_only_asked_about_is_told(here):
    question = await here.ask("!effort")
    await here.answer()
    assert body(here.replies(question)[0]) == "Effort: *the model's own* (the default)."


async def test_an_order_before_a_question_holds_for_its_answer_and_no_other(here):
    question = await here.ask("!effort high why?")
    await here.answer()
    await here.ask("how?", thread_ts=question.thread.ts)
    await here.answer()
    assert told(bodies(here)[0]) == [("user", ["ann: why?"])]
    assert [asked.get("output_config") for asked in bodies(here)] == [{"effort": "high"}, None]
    first, second = here.replies(question)
    assert "effort high (for this answer only)" in footers(first)[-1]
    assert not any("ffort" in line for line in footers(second))
    assert await here.bot.store.preferred(places(question)) == [{}, {}, {}, {}]


async def test_what_a_question_says_of_its_answer_counts_before_the_thread(here):
    question = await here.ask("!effort low !thinking on")
    await here.answer()
    await here.ask("!effort max !temperature 0.5 why?", thread_ts=question.thread.ts)
    await here.answer()
    await here.ask("!effort reset how?", thread_ts=question.thread.ts)
    await here.answer()
    efforts = [asked.get("output_config") for asked in bodies(here)]
    assert efforts == [{"effort": "max"}, None]
    _, _, last = here.replies(question)
    assert "Effort: *the model's own* (the default)." in " ".join(footers(last))
    (set_, *_) = await here.bot.store.preferred(places(question))
    assert set_ == {"effort": "low", "thinking": "on"}


async def test_it_holds_again_when_the_answer_is_written_anew(here):
    question = await here.ask("!effort low why?")
    await here.answer()
    for how, effort in (("same", "low"), ("effort", "medium")):
        assert await here.bot.regenerate(question.first, how, f"180000000{len(effort)}.000001")
        await here.answer()
        assert bodies(here)[-1]["output_config"] == {"effort": effort}
    changed = replace(question, text="!effort max why?", edited="1800000009.000001")
    assert await here.bot.change(changed)
    await here.answer()
    assert bodies(here)[-1]["output_config"] == {"effort": "max"}


async def test_who_takes_it_over_holds_to_it_too(here):
    await here.ask("!effort high why?")
    lease = await here.bot.mailbox.take(1)
    await here.bot.mailbox.release(lease)
    await here.answer()
    assert bodies(here)[-1]["output_config"] == {"effort": "high"}


async def test_of_questions_answered_together_the_last_word_counts(here):
    question = await here.ask("!effort high !temperature 0.5 why?")
    await here.ask("!effort low !top_p 0.5 and how?", thread_ts=question.thread.ts)
    await here.answer()
    (asked,) = bodies(here)
    assert asked["output_config"] == {"effort": "low"}
    assert (asked.get("temperature"), asked["top_p"]) == (None, 0.5)


async def test_when_to_speak_is_always_the_threads(here):
    question = await here.ask("!speak mentioned why?")
    await here.answer()
    (set_, *_) = await here.bot.store.preferred(places(question))
    assert set_ == {"speak": "mentioned"}


async def test_instructions_are_all_that_follows_to_the_letter(here):
    question = await here.ask("!instructions Be brief.\n\n- No *lists*, ever:\n  `x < y`")
    await here.answer()
    await here.ask("why?", thread_ts=question.thread.ts)
    await here.answer()
    await here.ask("!instructions reset", thread_ts=question.thread.ts)
    await here.answer()
    await here.ask("how?", thread_ts=question.thread.ts)
    await here.answer()
    with_, without = (system(asked) for asked in bodies(here))
    asked_for = "Be brief.\n\n- No *lists*, ever:\n  `x < y`"
    assert with_ == f"{without}\n\nPeople here ask, in addition:\n{asked_for}"
    assert without == here.bot.default.instructions


async def test_answers_are_written_in_the_language_that_was_chosen(here):
    question = await here.ask("!language Traditional Chinese what is a monad?")
    await here.answer()
    await here.ask("why?", thread_ts=question.thread.ts)
    await here.answer()
    chosen, plain = (system(asked) for asked in bodies(here))
    assert "Write your answers in Traditional Chinese (zh-Hant)" in chosen
    assert plain == here.bot.default.instructions
    first, _ = here.replies(question)
    assert "Language of answers: *Traditional Chinese* (for this answer only)." in footers(first)


def system(asked):
    """What the model was instructed."""
    said = asked["system"]
    return said if isinstance(said, str) else "".join(part["text"] for part in said)


async def test_what_people_said_before_the_call_comes_along_once(here):
    root = await here.slack.type("ben", "general", "It is Friday.")
    await here.ask("when?", thread_ts=root)
    await here.answer()
    await here.ask("sure?", thread_ts=root)
    await here.answer()
    (_, (quotation, first)), *_, (_, last) = told(bodies(here)[1])
    assert "It is Friday." in quotation
    assert (first, last) == ("ann: when?", ["ann: sure?"])
    reads = [call.method for call in here.slack.calls].count("conversations.replies")
    assert reads == 1


async def test_an_answer_that_knows_less_is_better_than_none(here):
    root = await here.slack.type("ben", "general", "It is Friday.")
    here.slack.fault("conversations.replies", times=9, error="missing_scope")
    question = await here.ask("when?", thread_ts=root)
    await here.answer()
    assert told(bodies(here)[0]) == [("user", ["ann: when?"])]
    assert footers(here.replies(question)[0])


async def test_where_there_is_no_place_to_answer_nobody_waits(here):
    first = await here.ask("why?")
    here.slack.fault("chat.postMessage", error="is_archived")
    await here.answer()
    assert here.messages.requests == []
    second = await here.ask("how?", thread_ts=first.thread.ts)
    await here.answer()
    assert len(here.replies(second)) == 1


async def test_a_reply_that_is_deleted_in_mid_answer_ends_the_answer(here):
    question = await here.ask("why?")
    here.messages.script(Say("word " * 400))
    here.messages.hold(after=20)
    lease = await here.bot.mailbox.take(0)
    answering = asyncio.create_task(here.bot.answer(lease))
    await here.slack.until(lambda: [r for r in here.replies(question) if "word" in body(r)])
    stamp = here.replies(question)[0]["ts"]
    await here.client.call("chat.delete", channel=CHANNEL, ts=stamp)
    here.messages.go()
    await answering
    assert here.replies(question) == []
    assert await here.bot.mailbox.take(0) is None
