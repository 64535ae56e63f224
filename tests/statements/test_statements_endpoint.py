"""S01 to S12: where requests go, and with which headers."""

import json
import logging

import anthropic
import pytest

from bot.adapters.messages import Endpoint
from bot.playground.messages.script import Fail, Say
from bot.settings import Settings
from tests.statements.telling import FINE, blocks, reply, sent, set_up
from tests.whole.world import body, footers

KEY = "sk-local-7f3a91"


@pytest.mark.parametrize("base", ["", "/", "/v1", "/v1/", "/v1/messages"])
async def test_s01_requests_are_posted_to_v1_messages_however_the_base_url_ends(base):
    async with set_up(base=base) as here:
        assert body(await reply(here, "why?")) == "Fine."
    (request,) = here.messages.requests
    assert (request.method, request.path) == ("POST", "/v1/messages")


async def test_s02_the_base_url_is_cometapi_unless_another_is_set(here):
    settings = Settings.read({"MESSAGES_API_KEY": KEY}, "doctor")
    endpoint = Endpoint(settings.messages_base_url, settings.messages_api_key)
    assert str(endpoint.url) == "https://api.cometapi.com/v1/messages"
    await reply(here, "why?")
    assert here.messages.requests[0].headers["host"] in here.messages.url


async def test_s03_the_official_sdk_unchanged_is_told_what_the_bot_shows(here):
    here.messages.script(Say("The same."), Say("The same."))
    async with anthropic.AsyncAnthropic(base_url=here.messages.url, api_key="local") as sdk:
        message = await sdk.messages.create(
            model="claude-sonnet-4-6",
            max_tokens=1024,
            messages=[{"role": "user", "content": "Hello!"}],
        )
    question = await here.ask("Hello!")
    await here.answer()
    assert body(here.replies(question)[0]) == message.content[0].text == "The same."
    theirs, ours = here.messages.requests
    assert (theirs.method, theirs.path) == (ours.method, ours.path)


async def test_s04_the_key_goes_out_as_x_api_key_and_nowhere_else(caplog):
    caplog.set_level(logging.DEBUG)
    echo = Fail(401, {"error": {"type": "authentication_error", "message": f"bad key {KEY}"}})
    async with set_up(key=KEY) as here:
        said = [await reply(here, "why?"), await reply(here, "why?", echo)]
    assert [request.keyed for request in here.messages.requests] == [("x-api-key",)] * 2
    assert [request.status for request in here.messages.requests] == [200, 401]
    assert "bad key" in caplog.text
    assert KEY not in caplog.text + json.dumps(said) + json.dumps(sent(here))


async def test_s05_the_key_goes_out_as_bearer_where_that_is_set():
    async with set_up(key=KEY, auth="bearer") as here:
        assert body(await reply(here, "why?")) == "Fine."
    assert here.messages.requests[0].keyed == ("authorization",)


@pytest.mark.parametrize("auth", ["x-api-key", "bearer"])
async def test_s06_exactly_one_header_shows_the_key_whatever_an_sdk_would_do(auth):
    """!: SDKs from 2.0 on send Bearer. We use none, and the operator chooses."""
    async with set_up(auth=auth) as here:
        await reply(here, "why?")
        async with anthropic.AsyncAnthropic(base_url=here.messages.url, api_key="local") as sdk:
            here.messages.script(FINE)
            asked = [{"role": "user", "content": "Hi"}]
            await sdk.messages.create(model="claude-sonnet-4-6", max_tokens=9, messages=asked)
    ours, theirs = here.messages.requests
    assert len(ours.keyed) == 1
    assert theirs.keyed == ("authorization",)


async def test_s07_the_version_is_2023_06_01_unless_another_is_set(here):
    """!: SDKs send 2026-10-21 by now, which takes no sampling; so it is said in each request."""
    await reply(here, "why?")
    assert here.messages.requests[0].headers["anthropic-version"] == "2023-06-01"
    async with set_up(version="2026-10-21") as other:
        assert body(await reply(other, "why?")) == "Fine."
    assert other.messages.requests[0].headers["anthropic-version"] == "2026-10-21"


async def test_s08_betas_are_a_list_with_commas_and_each_is_named_once(here):
    await reply(here, "why?")
    assert "anthropic-beta" not in here.messages.requests[0].headers
    async with set_up(betas=("one-2026-01-01, two-2026-01-01", "one-2026-01-01", "")) as other:
        await reply(other, "why?")
    assert other.messages.requests[0].headers["anthropic-beta"] == "one-2026-01-01,two-2026-01-01"


async def test_s09_any_betas_can_be_set_such_as_those_three_that_do_nothing_any_more():
    """!: of the examples one is dead and one means nothing; what they do is the endpoint's."""
    named = "max-tokens-3-5-sonnet-2024-07-15,pdfs-2024-09-25,output-128k-2025-02-19"
    settings = Settings.read({"MESSAGES_API_KEY": KEY, "MESSAGES_BETAS": named}, "doctor")
    assert len(settings.messages_betas) == 3
    async with set_up(betas=settings.messages_betas) as here:
        assert body(await reply(here, "why?")) == "Fine."
    assert here.messages.requests[0].headers["anthropic-beta"] == named


async def test_s10_the_body_is_json_and_says_so(here):
    await reply(here, "Zażółć 🧵?")
    (request,) = here.messages.requests
    assert request.headers["content-type"] == "application/json"
    assert "Zażółć 🧵?" in request.raw.decode()
    assert json.loads(request.raw) == request.body


async def test_s12_one_request_can_ask_for_all_that_only_this_endpoint_has(here):
    wanted = "!thinking budget 2000 !effort low !websearch on !webfetch on"
    message = await reply(here, f"{wanted} why?", Say("Because.", thinking="Hm."))
    assert body(message) == "Because."
    asked = sent(here)
    assert asked["thinking"] == {"type": "enabled", "budget_tokens": 2000}
    assert asked["output_config"] == {"effort": "low"}
    assert {"web_search", "web_fetch", "clock"} <= {tool["name"] for tool in asked["tools"]}
    assert asked["stream"] is True
    assert "cache_control" in asked["system"][-1]
    assert "cache_control" in blocks(asked)[-1]
    assert "effort low" in footers(message)[-1]
