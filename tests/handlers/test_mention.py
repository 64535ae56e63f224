"""Somebody mentions the bot in a channel."""

from bot.conversation.thread import Thread
from tests.rig import ANN, BOT, CHANNEL, TEAM


async def test_a_mention_waits_for_its_answer(front):
    ts = await front.say("@Threadloom why?")
    (asked,) = await front.waiting()
    assert asked.thread == Thread(TEAM, CHANNEL, ts)
    assert (asked.user, asked.text, asked.direct) == (ANN, "why?", False)


async def test_a_mention_in_a_thread_belongs_to_the_thread(front):
    root = await front.say("people talk")
    ts = await front.say("@Threadloom why?", thread_ts=root)
    (asked,) = await front.waiting()
    assert (asked.thread.ts, asked.ts) == (root, ts)


async def test_the_two_events_of_a_mention_are_one_question_in_either_order(front):
    for _ in range(2):  # Slack changes the order, and so does the local one
        await front.say("@Threadloom why?")
    kinds = [delivery.payload["event"]["type"] for delivery in front.rig.slack.deliveries]
    assert kinds[:2] == kinds[:1:-1]
    assert len(await front.waiting()) == 2


async def test_told_once_more_it_is_not_asked_once_more(front):
    await front.say("@Threadloom why?")
    assert len(await front.waiting()) == 1
    for delivery in front.rig.slack.deliveries * 2:
        assert (await front.tell(delivery.payload)).status == 200
    assert await front.waiting() == []


async def test_only_the_mention_is_a_question_without_words(front):
    await front.say("@Threadloom")
    (asked,) = await front.waiting()
    assert asked.text == ""


async def test_nobodys_mention_is_taken_and_forgotten(front):
    for event in ({"bot_id": "B1"}, {"ts": "soon"}, {"user": None}, {"channel": None}):
        answer = await front.event(type="app_mention", text=f"<@{BOT}> hi", **event)
        assert answer.status == 200
    assert await front.waiting() == []


async def test_what_another_workspace_says_is_not_ours(front):
    await front.rig.slack.type("ann", "general", "@Threadloom why?")
    for delivery in front.rig.slack.deliveries:
        theirs = {"team_id": "T0OTHER01", "authorizations": [{"team_id": "T0OTHER01"}]}
        assert (await front.tell(delivery.payload | theirs)).status == 200
    assert await front.waiting() == []


async def test_slack_is_answered_only_after_the_question_lies_in_redis(front):
    await front.rig.slack.type("ann", "general", "@Threadloom why?")
    payload = front.rig.slack.deliveries[0].payload
    front.redis_is(up=False)
    assert (await front.tell(payload)).status == 503
    front.redis_is(up=True)
    assert (await front.tell(payload)).status == 200
    assert len(await front.waiting()) == 1


async def test_the_fifty_first_of_a_thread_is_told_so(front):
    root = await front.say("@Threadloom one")
    for number in range(50):
        await front.say(f"@Threadloom {number}", thread_ts=root)
    assert "50 questions waiting" in front.whispers()[0]
    assert len(await front.waiting()) == 50
