"""The program as it starts: what ends it, and what it waits for."""

import pytest

from bot.playground.slack.server import LocalSlack
from tests.program import Program

KEYS = {"SLACK_APP_TOKEN": "xapp-1", "MESSAGES_API_KEY": "k"}


def started(slack, **environ):
    """The program, let into a local Slack."""
    ours = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token}
    return Program("serve", **(KEYS | ours | {"SLACK_API_URL": slack.api_url} | environ))


async def test_told_to_stop_before_slack_is_there_it_stops():
    away = {"SLACK_API_URL": "http://127.0.0.1:9/api/", "SLACK_BOT_TOKEN": "xoxb-1"}
    async with Program("serve", **KEYS, **away) as program:
        await program.says("does not answer yet")
        program.signal()
        assert await program.ended(10) == 0


@pytest.mark.parametrize("code", ["invalid_auth", "missing_scope", "something_new"])
async def test_a_token_that_slack_refuses_is_a_wrong_setting(code):
    async with LocalSlack() as slack:
        slack.fault("auth.test", error=code)
        async with started(slack) as program:
            await program.says(f"SLACK_BOT_TOKEN .*{code}")
            assert await program.ended(10) == 78


async def test_a_slack_that_is_not_well_is_waited_for():
    async with LocalSlack() as slack:
        slack.fault("auth.test", error="internal_error")
        slack.fault("auth.test", status=429)
        async with started(slack) as program:
            await program.ready()


@pytest.mark.parametrize("tail", ["?foo=bar", "?socket_timeout=abc", "/abc"])
async def test_an_address_of_redis_that_cannot_be_used_is_a_wrong_setting(tail):
    async with LocalSlack() as slack, started(slack, REDIS_URL=f"redis://h{tail}") as program:
        assert await program.ended(10) == 78
        await program.says("REDIS_URL")
        assert "Traceback" not in "\n".join(program.lines)
