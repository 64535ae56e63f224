import json

import pytest

from bot.manifest import SCOPES
from bot.playground.messages.server import LocalMessages
from bot.playground.slack.server import LocalSlack
from bot.running import doctor
from tests.redis_server import RedisServer

NAMES = [
    "settings", "Redis answers", "Redis version", "Redis role", "Redis eviction",
    "Redis append-only file", "Redis memory", "Redis latency", "Slack auth.test", "Slack scopes",
    "Clock",    "Slack Socket Mode", "Messages API", "Messages API features",
]  # fmt: skip


@pytest.fixture
async def slack():
    async with LocalSlack(scopes=SCOPES) as slack:
        yield slack


@pytest.fixture
async def messages():
    async with LocalMessages(speed=0) as messages:
        yield messages


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def environ(slack, messages):
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "MESSAGES_API_KEY": "local",
        "MESSAGES_BASE_URL": messages.url,
    }


async def examined(environ, **more):
    return {finding.name: finding for finding in await doctor.examine({**environ, **more})}


async def test_where_all_is_well_every_line_is_ok(environ, redis):
    found = await examined(environ, REDIS_URL=redis.url)
    assert [name for name, finding in found.items() if not finding.ok] == []
    assert set(found) <= set(NAMES)
    assert set(NAMES) - set(found) <= {"Redis answers"}
    assert "Loom Works" in found["Slack auth.test"].text
    for feature in ("thinking", "effort", "caching", "web_search", "web_fetch"):
        assert feature in found["Messages API features"].text


async def test_the_embedded_redis_is_told_to_forget(environ):
    found = await examined(environ)
    assert found["Redis"].ok
    assert "end with the process" in found["Redis"].text


async def test_a_redis_that_is_away_is_told(environ):
    found = await examined(environ, REDIS_URL="redis://127.0.0.1:1")
    assert not found["Redis answers"].ok
    assert found["Slack auth.test"].ok


@pytest.mark.parametrize("tail", ["?foo=bar", "?socket_timeout=abc", "/abc"])
async def test_an_address_of_redis_that_cannot_be_used_is_told(environ, tail):
    found = await examined(environ, REDIS_URL=f"redis://127.0.0.1:1{tail}")
    assert not found["REDIS_URL"].ok
    assert found["Slack auth.test"].ok


async def test_scopes_that_were_not_granted_are_named(environ, slack):
    slack.scopes = [scope for scope in SCOPES if scope != "users:read"]
    scopes = (await examined(environ))["Slack scopes"]
    assert not scopes.ok
    assert "users:read" in scopes.text
    assert "threadloom manifest" in scopes.text


async def test_scopes_that_are_not_needed_are_named(environ, slack):
    slack.scopes = [*SCOPES, "bookmarks:read"]
    scopes = (await examined(environ))["Slack scopes"]
    assert scopes.ok
    assert "not needed: bookmarks:read" in scopes.text


async def test_a_wrong_bot_token_is_told_and_not_shown(environ):
    found = await examined(environ, SLACK_BOT_TOKEN="xoxb-canary")
    assert not found["Slack auth.test"].ok
    assert "invalid_auth" in found["Slack auth.test"].text
    assert "canary" not in doctor.as_text(list(found.values()))


async def test_a_wrong_app_token_is_told(environ):
    socket = (await examined(environ, SLACK_APP_TOKEN="xapp-canary"))["Slack Socket Mode"]
    assert not socket.ok
    assert "invalid_auth" in socket.text


async def test_a_bot_token_for_an_app_token_is_a_wrong_setting(environ, slack):
    assert list(await examined(environ, SLACK_APP_TOKEN=slack.bot_token)) == ["SLACK_APP_TOKEN"]


async def test_over_http_no_socket_is_looked_at(environ):
    found = await examined(environ, SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="s")
    assert "Slack Socket Mode" not in found
    assert found["settings"].text.endswith("HTTP")


async def test_no_socket_stays_open(environ, slack):
    await examined(environ)
    await slack.until(lambda: slack.socket_count == 0)


@pytest.mark.parametrize("trouble", [{"html": True}, {"status": 500}, {"drop": True}])
async def test_a_slack_that_makes_no_sense_is_told(environ, slack, trouble):
    slack.fault("auth.test", **trouble)
    found = await examined(environ)
    assert not found["Slack auth.test"].ok
    assert found["Slack auth.test"].text


async def test_a_slack_that_never_answers_is_given_up(environ, slack):
    slack.fault("auth.test", delay=float("inf"))
    found = {finding.name: finding for finding in await doctor.examine(environ, patience=0.3)}
    assert found["Slack"].text == "no answer within 0.3 s"


async def test_a_wrong_key_is_told_and_not_shown(environ):
    found = await examined(environ, MESSAGES_API_KEY="canary")
    assert not found["Messages API"].ok
    assert "Messages API features" not in found
    assert "canary" not in doctor.as_text(list(found.values()))


async def test_an_endpoint_that_is_away_is_told(environ):
    found = await examined(environ, MESSAGES_BASE_URL="http://127.0.0.1:1")
    assert not found["Messages API"].ok


async def test_what_is_not_set_is_not_looked_at_and_said():
    found = await examined({})
    assert [name for name, finding in found.items() if not finding.ok] == [
        "settings",
        "Slack",
        "Messages API",
    ]
    assert "SLACK_BOT_TOKEN is not set" in found["settings"].text


async def test_wrong_settings_are_the_only_findings():
    found = await examined({"PORT": "x", "REDIS_URL": "y"})
    assert set(found) == {"PORT", "REDIS_URL"}


async def test_a_finding_is_one_line_and_one_object(environ):
    findings = await doctor.examine(environ)
    lines = doctor.as_text(findings).splitlines()
    assert len(lines) == len(findings)
    assert all(line.startswith(("ok      ", "failed  ")) for line in lines)
    objects = json.loads(doctor.as_json(findings))
    assert [set(told) for told in objects] == [{"name", "ok", "text"}] * len(findings)
