"""Somebody changes what they said, or takes it back."""

import pytest

from bot.playground.messages.script import Say
from tests.handlers.front import DIRECT
from tests.rig import ANN, BOT, CHANNEL
from tests.whole.world import body


async def told(front, act):
    """Do it in Slack, and bring the app all that Slack tells of it."""
    before = len(front.rig.slack.deliveries)
    await act
    payloads = [delivery.payload for delivery in front.rig.slack.deliveries[before:]]
    for payload in payloads:
        assert (await front.tell(payload)).status == 200
    return payloads


async def test_changed_while_it_waits_it_is_asked_as_it_is_now(front):
    ts = await front.say("@Threadloom why?")
    await told(front, front.rig.slack.edit("ann", "general", ts, "@Threadloom why not?"))
    assert [each.text for each in await front.waiting()] == ["why not?"]


async def test_taken_back_while_it_waits_it_is_not_asked(front):
    ts = await front.say("@Threadloom why?")
    await told(front, front.rig.slack.delete("ann", "general", ts))
    assert await front.waiting() == []


async def test_changed_after_it_was_answered_it_is_asked_again_once(front):
    ts = await front.say("@Threadloom why?")
    await front.rig.answer()
    act = front.rig.slack.edit("ann", "general", ts, "@Threadloom why not?")
    (payload,) = await told(front, act)
    assert (await front.tell(payload)).status == 200
    (asked,) = await front.waiting()
    assert (asked.text, asked.how) == ("why not?", "changed")


async def test_a_change_that_mentions_the_bot_asks_it(front):
    ts = await front.say("why?")
    assert await front.waiting() == []
    await told(front, front.rig.slack.edit("ann", "general", ts, "@Threadloom why?"))
    assert [each.text for each in await front.waiting()] == ["why?"]


async def test_who_only_adds_the_mention_to_a_question_is_not_answered_twice(front):
    root = await front.say("@Threadloom why?")
    ts = await front.say("and how?", thread_ts=root)
    await front.rig.answer()
    await told(front, front.rig.slack.edit("ann", "general", ts, "@Threadloom and how?"))
    assert await front.waiting() == []


async def test_a_change_among_people_asks_nothing(front):
    root = await front.say("lunch?")
    ts = await front.say("yes", thread_ts=root, user="ben")
    await told(front, front.rig.slack.edit("ben", "general", ts, "no"))
    assert await front.waiting() == []


@pytest.mark.parametrize("ts", ["older", "newer"])
async def test_slack_may_tell_of_two_changes_in_any_order(front, ts):
    ts_ = await front.say("@Threadloom one?")
    before = len(front.rig.slack.deliveries)
    for text in ("two?", "three?"):
        await front.rig.slack.edit("ann", "general", ts_, f"@Threadloom {text}")
    payloads = [each.payload for each in front.rig.slack.deliveries[before:]]
    for payload in payloads if ts == "older" else reversed(payloads):
        await front.tell(payload)
    assert [each.text for each in await front.waiting()] == ["three?"]


async def test_what_is_told_as_changed_though_its_words_are_not_is_left_alone(front):
    ts = await front.say("@Threadloom see https://example.com")
    await front.rig.answer()
    said = {"type": "message", "user": ANN, "ts": ts, "text": f"<@{BOT}> see <https://example.com>"}
    unfolded = said | {"attachments": [{"title": "Example"}]}
    edited = {"edited": {"user": ANN, "ts": "1800000000.000000"}}
    for now in (unfolded, said | edited, said | {"text": "other words, not by a person"}):
        answer = await front.event(
            subtype="message_changed", message=now, previous_message=said, hidden=True
        )
        assert answer.status == 200
    assert await front.waiting() == []


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"message": None},
        {"message": {"edited": 1}},
        {
            "message": {
                "edited": {"user": ANN, "ts": "x"},
                "user": ANN,
                "text": "a",
                "ts": "1.000001",
            }
        },
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", ["message_changed", "message_deleted"])
async def test_what_is_malformed_is_taken_and_forgotten(front, event, kind):
    assert (await front.event(subtype=kind, **event)).status == 200
    assert await front.waiting() == []


async def test_of_our_own_messages_nothing_is_asked(front):
    root = await front.say("hello", channel=DIRECT)
    await front.rig.answer()
    (reply,) = front.rig.slack.messages(DIRECT, root)[1:]
    (call,) = (d for d in front.rig.slack.deliveries[-1:])
    assert call.payload["event"]["subtype"] == "message_changed"
    assert (await front.tell(call.payload)).status == 200
    assert reply["user"] == BOT
    assert await front.waiting() == []


async def test_a_root_that_becomes_a_tombstone_was_taken_back(front):
    front.rig.messages.script(Say("Because."), Say("Indeed."))
    root = await front.say("@Threadloom why?")
    await front.rig.answer()
    (payload,) = await told(front, front.rig.slack.delete("ann", "general", root))
    assert payload["event"]["message"]["subtype"] == "tombstone"
    await front.rig.answer()  # it is only written down
    assert [body(m) for m in front.rig.slack.messages("general", root)[1:]] == ["Because."]
    await front.say("@Threadloom and?", thread_ts=root)
    await front.rig.answer()
    (asked,) = front.rig.messages.requests[-1].body["messages"]
    assert "why?" not in str(asked)


async def test_while_redis_is_away_slack_is_told_to_come_again(front):
    ts = await front.say("@Threadloom why?")
    await front.rig.slack.edit("ann", "general", ts, "@Threadloom why not?")
    payload = front.rig.slack.deliveries[-1].payload
    front.redis_is(up=False)
    assert (await front.tell(payload)).status == 503
    front.redis_is(up=True)
    assert (await front.tell(payload)).status == 200
    assert [each.text for each in await front.waiting()] == ["why not?"]
    assert payload["event"]["channel"] == CHANNEL


async def test_a_research_that_is_changed_is_asked_as_it_is_now(front):
    ts = await front.say("@Threadloom !research which lom?")
    await told(front, front.rig.slack.edit("ann", "general", ts, "@Threadloom !research a loom?"))
    assert [each.text for each in await front.waiting()] == ["!research a loom?"]


@pytest.mark.parametrize("words", ["!research", "!effort high !summarize 7d", "!stop"])
async def test_what_is_changed_into_an_order_is_not_asked(front, words):
    ts = await front.say("@Threadloom why?")
    await told(front, front.rig.slack.edit("ann", "general", ts, f"@Threadloom {words}"))
    assert [each.text for each in await front.waiting()] == ["why?"]
