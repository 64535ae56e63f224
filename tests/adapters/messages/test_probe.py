from pydantic import SecretStr

from bot.adapters.messages import Endpoint, probe
from bot.playground.messages.script import Fail, Say


async def test_a_probe_finds_all_that_a_full_endpoint_accepts(client, endpoint):
    found = await probe(client, endpoint, "claude-sonnet-4-6")
    assert [(one.feature, one.accepted, one.reason) for one in found] == [
        (feature, True, "")
        for feature in ("messages", "thinking", "effort", "caching", "web_search", "web_fetch")
    ]


async def test_a_probe_asks_for_one_token_and_nothing_else_at_first(client, endpoint, messages):
    await probe(client, endpoint, "claude-sonnet-4-6")
    hello = {"role": "user", "content": [{"type": "text", "text": "Hello"}]}
    assert messages.requests[0].body == {
        "model": "claude-sonnet-4-6",
        "max_tokens": 1,
        "messages": [hello],
        "stream": True,
    }


async def test_a_probe_says_what_a_model_is_not_known_to_take(client, endpoint, messages):
    found = await probe(client, endpoint, "claude-haiku-4-5")
    (effort,) = [one for one in found if not one.accepted]
    assert effort.feature == "effort"
    assert "not known" in effort.reason


async def test_a_probe_repeats_why_a_feature_is_refused(client, endpoint, messages):
    messages.script(Say("Hi"), *[Fail(400)] * 5)
    found = await probe(client, endpoint, "claude-sonnet-4-6")
    assert [one.accepted for one in found] == [True] + [False] * 5
    assert all("400" in one.reason for one in found[1:])


async def test_a_probe_stops_where_nothing_works(client, messages):
    wrong = Endpoint(messages.url, SecretStr("wrong"))
    (found,) = await probe(client, wrong, "claude-sonnet-4-6")
    assert not found.accepted
    assert "401" in found.reason
