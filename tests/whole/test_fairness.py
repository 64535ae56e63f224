"""Thirty answers that end at the same moment, in two processes' worth of connections."""

import asyncio

import pytest

from tests.crowd import crowd, ours
from tests.whole.world import footers

EVERYBODY = 30


@pytest.mark.asyncio
async def test_all_are_finished_and_slack_refuses_nothing(server):
    url = server.url.removesuffix("/0") + "/9"
    async with crowd(minute=12.0) as here:
        await here.ask([(0.05, 0.5)] * EVERYBODY)
        await asyncio.gather(
            ours(here, url, here.answers[::2]), ours(here, url, here.answers[1::2])
        )
        assert not here.refused
        assert all(answer.visible == answer.words for answer in here.answers)
        assert all(answer.finished for answer in here.answers)
        for answer in here.answers:
            replies = here.slack.messages(answer.thread.channel, answer.thread.ts)[1:]
            assert [footers(reply) for reply in replies] == [["claude"]]
        assert here.slack.limits.accepted["chat.update"] > EVERYBODY, "they grew before they ended"
