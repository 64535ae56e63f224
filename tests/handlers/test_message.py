"""Somebody writes to the bot directly, or goes on in a thread that it is in."""

import pytest

from bot.playground.slack.events import envelope
from tests.handlers.front import DIRECT
from tests.rig import ANN, BOT, CHANNEL, TEAM


async def test_what_is_written_to_the_bot_alone_is_a_question(front):
    root = await front.say("why?", channel=DIRECT)
    await front.say("and how?", channel=DIRECT, thread_ts=root)
    asked = await front.waiting()
    assert [(each.text, each.thread.ts, each.direct) for each in asked] == [
        ("why?", root, True),
        ("and how?", root, True),
    ]


async def test_a_thread_that_the_bot_is_in_goes_on_without_a_mention(front):
    root = await front.say("@Threadloom why?")
    await front.say("and how?", thread_ts=root, user="ben")
    assert [each.text for each in await front.waiting()] == ["why?", "and how?"]


async def test_people_among_themselves_are_left_alone(front):
    root = await front.say("lunch?")
    await front.say("yes", thread_ts=root, user="ben")
    assert await front.waiting() == []


async def test_what_was_said_before_the_call_is_no_question_however_late_it_comes(front):
    root = await front.say("lunch?")
    early = await front.rig.slack.type("ben", "general", "yes", root)
    late = front.rig.slack.deliveries[-1].payload
    assert late["event"]["ts"] == early
    await front.say("@Threadloom where?", thread_ts=root)
    assert (await front.tell(late)).status == 200
    assert [each.text for each in await front.waiting()] == ["where?"]


async def test_what_is_for_somebody_else_is_left_to_them(front):
    root = await front.say("@Threadloom why?")
    await front.say("@ben what do you think?", thread_ts=root)
    await front.say("@ben and @Threadloom, you?", thread_ts=root)
    assert [each.text for each in await front.waiting()] == ["why?", "<@U0BEN0001> and , you?"]


@pytest.mark.parametrize("text", ["<!here> lunch?", "<!subteam^S1> lunch?", "", " "])
async def test_what_calls_many_or_says_nothing_is_no_question(front, text):
    root = await front.say("@Threadloom why?")
    assert len(await front.waiting()) == 1
    assert (await front.event(text=text, thread_ts=root)).status == 200
    assert await front.waiting() == []


async def test_a_shared_channel_of_ours_is_remembered_as_ours(front):
    payload = envelope({"type": "app_mention", "channel": CHANNEL, "user": ANN, "text": "why?",
                        "ts": "1800000000.000001"}, 1800000000.0)  # fmt: skip
    ours = {"team_id": TEAM, "is_bot": True, "user_id": BOT}
    told = payload | {"team_id": "T0OTHERS1", "authorizations": [ours]}
    assert (await front.tell(told)).status == 200
    assert [each.thread.team for each in await front.waiting()] == [TEAM]


async def test_a_message_that_mentions_the_bot_is_a_question_though_its_twin_got_lost(front):
    assert (await front.event(text=f"<@{BOT}> why?")).status == 200
    assert [each.text for each in await front.waiting()] == ["why?"]


@pytest.mark.parametrize(
    "event",
    [
        {"user": BOT},
        {"user": BOT, "bot_id": "B0BOT0001"},
        {"user": "U0OTHER01", "bot_id": "B0OTHER01"},
        {"subtype": "bot_message", "user": None, "bot_id": "B0OTHER01"},
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", ["message", "app_mention"])
async def test_bots_are_never_heard(front, event, kind):
    text = f"<@{BOT}> hello"
    answer = await front.event(type=kind, channel=DIRECT, channel_type="im", text=text, **event)
    assert answer.status == 200
    assert await front.waiting() == []


@pytest.mark.parametrize(
    "event",
    [{"subtype": ["x"]}, {"ts": 5}, {"text": {"a": 1}}, {"thread_ts": "x:y"}, {"user": {}}],
    ids=str,
)
async def test_what_is_malformed_is_taken_and_forgotten(front, event):
    said = {"channel": DIRECT, "channel_type": "im", "text": "hi", "user": ANN} | event
    assert (await front.event(**said)).status == 200
    assert await front.waiting() == []


async def test_while_redis_is_away_slack_is_told_to_come_again(front):
    root = await front.say("@Threadloom why?")
    await front.rig.slack.type("ann", "general", "go on", root)
    payload = front.rig.slack.deliveries[-1].payload
    front.redis_is(up=False)
    assert (await front.tell(payload)).status == 503
    front.redis_is(up=True)
    assert (await front.tell(payload)).status == 200
    assert [each.text for each in await front.waiting()] == ["why?", "go on"]


async def test_in_a_muted_thread_only_mentions_and_words_are_heard(front):
    root = await front.say("@Threadloom why?")
    await front.say("!mute", thread_ts=root, user="ben")
    assert "quiet in this thread" in front.whispers("ben")[0]
    await front.say("and how?", thread_ts=root)
    await front.say("@Threadloom and when?", thread_ts=root)
    await front.say("!effort high and where?", thread_ts=root)
    assert [each.text for each in await front.waiting()] == [
        "why?",
        "and when?",
        "!effort high and where?",
    ]
    await front.say("!unmute", thread_ts=root)
    assert "I answer in this thread again" in front.whispers()[0]
    await front.say("and how?", thread_ts=root)
    assert [each.text for each in await front.waiting()] == ["and how?"]


async def test_a_channel_may_want_only_mentions_answered(front):
    told = await front.command("/speak mentioned")
    assert told == "When I speak is now *mentioned* for this channel."
    root = await front.say("@Threadloom why?")
    await front.say("and how?", thread_ts=root)
    assert [each.text for each in await front.waiting()] == ["why?"]
    assert await front.command("/speak", user="ben") == (
        "When I speak: *only when mentioned* (set for this channel)."
    )
    assert "It sets this channel;" in await front.command("/speak never")
    await front.say("!unmute", thread_ts=root)
    await front.say("and how?", thread_ts=root)
    assert [each.text for each in await front.waiting()] == ["and how?"]


async def test_a_direct_message_can_not_be_muted(front):
    root = await front.say("why?", channel=DIRECT)
    await front.say("!mute", channel=DIRECT, thread_ts=root)
    assert front.whispers() == ["In direct messages I always answer."]
    await front.say("and how?", channel=DIRECT, thread_ts=root)
    assert [each.text for each in await front.waiting()] == ["why?", "and how?"]


async def test_an_edit_that_mentions_the_bot_in_a_muted_thread_counts(front):
    root = await front.say("@Threadloom why?")
    await front.say("!mute", thread_ts=root)
    ts = await front.say("and how?", thread_ts=root)
    before = len(front.rig.slack.deliveries)
    await front.rig.slack.edit("ann", "general", ts, "@Threadloom and how?")
    for delivery in front.rig.slack.deliveries[before:]:
        assert (await front.tell(delivery.payload)).status == 200
    assert [each.text for each in await front.waiting()] == ["why?", "and how?"]
