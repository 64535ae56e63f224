"""Channels and threads are read back, no faster than Slack likes it."""

import time

import pytest

from bot import manifest
from bot.adapters.slack.activity import Activity
from bot.adapters.slack.history import History, Home
from bot.adapters.slack.people import People
from bot.conversation.thread import Thread
from bot.errors import Throttled
from bot.playground.slack.limits import Rate
from tests.rig import BOT, CHANNEL, TEAM, rig


def activity(here, **options):
    history = History(here.client, People(here.client), Home(TEAM, BOT, "B0BOT0001", "u/"))
    return Activity(here.client, history, **({"rest": 0.0} | options))


async def test_all_places_that_the_bot_is_in():
    async with rig() as here:
        ids = await activity(here).channels()
        assert {"C0GENERAL", "C0FOUNDER", "D0ANN0001"} <= set(ids)
        assert "C0RANDOM1" not in ids


async def test_without_im_read_direct_messages_are_left_out():
    async with rig() as here:
        here.slack.scopes = [scope for scope in manifest.SCOPES if scope != "im:read"]
        ids = await activity(here).channels()
        assert "C0FOUNDER" in ids
        assert not [id_ for id_ in ids if id_.startswith("D")]


async def test_roots_are_told_newest_first_without_replies_that_were_sent_to_the_channel():
    async with rig() as here:
        first = await here.slack.type("ann", "general", "first")
        second = await here.slack.type("ben", "general", "second")
        place = {"channel": CHANNEL, "thread_ts": first, "reply_broadcast": True}
        await here.client.call("chat.postMessage", **place, text="everybody should know")
        roots = await activity(here).roots(CHANNEL)
        assert [root["ts"] for root in roots] == [second, first]


async def test_a_thread_is_told_with_its_marks():
    async with rig() as here:
        here.messages.script()
        question = await here.ask("@Threadloom hm?")
        await here.answer()
        root, *_, last = await activity(here).thread(question.thread)
        assert root["ts"] == question.ts
        payload = last["metadata"]["event_payload"]
        assert (payload["to"], payload["final"]) == (question.ts, True)


async def test_what_is_gone_is_nothing_to_read():
    async with rig() as here:
        assert await activity(here).roots("C0NOWHERE") == []
        assert await activity(here).thread(Thread(TEAM, CHANNEL, "1.000000")) == []
        await activity(here).remove(CHANNEL, "1.000000")


async def test_it_waits_as_long_as_slack_says():
    async with rig() as here:
        here.slack.fault("conversations.history", status=429, retry_after=1)
        since = time.monotonic()
        await activity(here).roots(CHANNEL)
        assert time.monotonic() - since >= 1


async def test_but_not_for_ever():
    async with rig() as here:
        here.slack.fault("conversations.history", status=429, retry_after=2)
        with pytest.raises(Throttled):
            await activity(here, patience=1.0).roots(CHANNEL)


async def test_after_a_burst_it_keeps_its_pace():
    """Of twelve calls two wait: the windows of a strict Slack hold."""
    rates = {"conversations.history": Rate(11, 0.4)}
    async with rig(rates=rates) as here:
        gentle = activity(here, rest=0.4)
        for _ in range(12):
            await gentle.roots(CHANNEL)
        assert here.slack.limits.refused["conversations.history"] == 0
