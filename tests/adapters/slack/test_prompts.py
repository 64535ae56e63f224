"""Prompts where there can be any, and silence where not."""

import pytest

from bot.conversation.thread import Thread
from tests.rig import CHANNEL, TEAM, rig

DM = Thread(TEAM, "D0ANN0001", "")
FIVE = [(f"Prompt {n}", f"Say {n}") for n in range(5)]


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield here


def offered(here):
    return [(o.thread_ts, o.title, list(o.prompts)) for o in here.slack.office.offers.all()]


async def test_four_are_offered_at_most(here):
    await here.bot.giving.prompts.suggest(DM, FIVE, "Ask on")
    assert offered(here) == [("", "Ask on", FIVE[:4])]


async def test_a_thread_has_its_own(here):
    root = await here.slack.type("ann", "D0ANN0001", "hello")
    await here.bot.giving.prompts.suggest(Thread(TEAM, DM.channel, root), FIVE[:1])
    assert offered(here) == [(root, "", FIVE[:1])]


async def test_where_there_are_none_nobody_is_told(here):
    suggest = here.bot.giving.prompts.suggest
    await suggest(Thread(TEAM, CHANNEL, ""), FIVE)
    await suggest(DM, [])
    assert here.slack.calls == []
    for fault in ({"status": 429}, {"status": 500}, {"error": "not_agent_app"}, {"drop": True}):
        here.slack.fault("assistant.threads.setSuggestedPrompts", **fault)
        await suggest(DM, FIVE)
    assert offered(here) == []
