from contextlib import asynccontextmanager

import pytest

from bot.errors import Gone, SlackError
from tests.rig import BOT, CHANNEL, rig

SAID = {"mark": "one", "text": "Summary"}


@asynccontextmanager
async def board():
    async with rig(rates={}, per_channel={}) as here:
        question = await here.ask("hello")
        yield here, await here.bot.mailbox.take(1), question


def ours(here, thread=None):
    return [m for m in here.slack.messages("general", thread) if m["user"] == BOT]


async def test_what_is_pinned_twice_stands_once_in_a_channel_and_in_a_thread():
    async with board() as (here, lease, question):
        for root in ("", question.thread.ts):
            stamps = [await here.bot.board.pin(lease, CHANNEL, root, **SAID) for _ in range(2)]
            assert stamps[0] == stamps[1]
        assert len(ours(here)) == 1
        assert len(ours(here, question.thread.ts)) == 1


@pytest.mark.parametrize("done", [True, False])
async def test_where_slack_leaves_us_in_doubt_it_is_looked_for_before_it_is_said_again(done):
    async with board() as (here, lease, _):
        here.slack.fault("chat.postMessage", status=503, after_accepting=done)
        ts = await here.bot.board.pin(lease, CHANNEL, "", **SAID)
        assert [m["ts"] for m in ours(here)] == [ts]


async def test_where_slack_asks_to_wait_that_is_done():
    async with board() as (here, lease, _):
        here.slack.fault("chat.postMessage", status=429, retry_after=1)
        assert await here.bot.board.pin(lease, CHANNEL, "", **SAID)


async def test_what_will_never_be_taken_is_an_error():
    async with board() as (here, lease, _):
        with pytest.raises(Gone):
            await here.bot.board.pin(lease, "C0RANDOM1", "", **SAID)
        with pytest.raises(SlackError):
            await here.bot.board.direct("U0NOBODY1")


async def test_nobody_but_us_can_have_pinned_it():
    async with board() as (here, lease, _):
        from bot.adapters.slack.mark import PIN as EVENT
        from bot.playground.slack.message import Said
        from bot.playground.slack.workspace import Place

        channel = here.slack.workspace.channel("general")
        mark = {"event_type": EVENT, "event_payload": {"mark": "one"}}
        here.slack.workspace.post(Place(channel), "U0BEN0001", Said("mine", metadata=mark))
        await here.bot.board.pin(lease, CHANNEL, "", **SAID)
        assert len(ours(here)) == 1


async def test_the_address_is_slacks_permalink():
    async with board() as (here, *_):
        link = here.bot.board.address("C1", "1790000000.000100")
        assert link == f"{here.slack.office.site}archives/C1/p1790000000000100"
        assert "thread_ts=1.5" in here.bot.board.address("C1", "1790000000.000100", "1.5")
