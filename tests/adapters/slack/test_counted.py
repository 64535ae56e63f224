"""Every figure about messages moves when the thing happens, and not before."""

import asyncio
from contextlib import asynccontextmanager

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.adapters.metrics import PrometheusMeter
from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.adapters.redis.replays import RedisReplays
from bot.adapters.slack.door import Door
from bot.adapters.slack.http import Watched, application, listening
from bot.reply.furniture import Furniture
from bot.watching.record import Records
from tests.adapters.slack.apps import Hearing
from tests.adapters.slack.front import Front
from tests.adapters.slack.pen import Voice, opened, pen
from tests.adapters.slack.signed import EVENT, SECRET, as_json
from tests.rig import TEAM

FOOTER = Furniture(footer="claude · 3 s")


@asynccontextmanager
async def counting():
    """A pen, and what tells the figures by name and labels."""
    meter = PrometheusMeter()

    async def figures():
        families = text_string_to_metric_families((await meter.page()).decode())
        samples = {(s.name, *s.labels.values()): s.value for f in families for s in f.samples}
        edits = [samples["threadloom_edits_total", kind] for kind in ("made", "dropped", "refused")]
        return *edits, samples["threadloom_ambiguous_posts_total",]

    async with pen(records=Records(meter)) as here:
        yield here, figures


async def test_an_edit_is_made():
    async with counting() as (here, figures), opened(here) as reply:
        assert await figures() == (0, 0, 0, 0)
        reply.show(Voice().say("One"))
        await here.rig.slack.until(here.edits)
        await reply.finish("One", FOOTER)
        assert await figures() == (1, 0, 0, 0), "what is final is no interim edit"


async def test_an_edit_whose_turn_never_came_is_dropped():
    async with counting() as (here, figures), opened(here) as reply:
        await here.rig.allowance.pause(TEAM, 1.0)
        reply.show(Voice().say("One"))
        async with asyncio.timeout(10):
            while not await here.rig.redis.zcard(keys.allowance(TEAM)[2]):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await reply.finish("One", FOOTER)
        assert await figures() == (0, 1, 0, 0)


@pytest.mark.parametrize("trouble", [{"status": 500}, {"status": 429, "retry_after": 1}], ids=str)
async def test_an_edit_that_slack_does_not_take_is_refused(trouble):
    async with counting() as (here, figures), opened(here) as reply:
        here.rig.slack.fault("chat.update", times=1, **trouble)
        reply.show(Voice().say("One"))
        await here.rig.slack.until(here.edits)
        await reply.finish("One", FOOTER)
        assert await figures() == (1, 0, 1, 0)


async def test_a_post_of_which_nobody_knows_is_in_doubt():
    async with counting() as (here, figures):
        here.rig.slack.fault("chat.postMessage", times=1, status=500, after_accepting=True)
        async with opened(here):
            assert len(here.shown()) == 1
            assert await figures() == (0, 0, 0, 1)


async def test_an_event_that_slack_is_to_bring_again_is_refused():
    hearing, meter = Hearing(), PrometheusMeter()
    async with connect(None) as redis, aiohttp.ClientSession() as session:
        front = Front(0, hearing, session)
        house = application(hearing.app, Door(SECRET), RedisReplays(redis), Watched(front, meter))
        async with listening(house, "127.0.0.1", 0) as port:
            front.port, hearing.fail = port, True
            assert (await front.post(as_json(EVENT)))[0] >= 500
            page = (await meter.page()).decode()
            assert "threadloom_refused_events_total 1.0" in page
            assert "threadloom_acknowledge_seconds_count 0.0" in page
