"""The playground as it is served: which model answers, and what the page says of it."""

import aiohttp

from bot.manifest import manifest
from bot.playground.messages.server import LocalMessages
from tests.program import Program


async def opened(program):
    """The address of the page, and the workspace as its websocket tells it first."""
    url = (await program.says(r"Open (http://\S+)"))[1]
    await program.says("listening on")
    async with aiohttp.ClientSession() as client, client.ws_connect(f"{url}live") as live:
        return url, await live.receive_json()


async def test_with_a_key_the_endpoint_that_was_set_is_asked():
    async with LocalMessages(key="sk-real") as endpoint:
        environ = {"MESSAGES_API_KEY": "sk-real", "MESSAGES_BASE_URL": endpoint.url}
        async with Program("playground", **environ) as program:
            url, told = await opened(program)
            assert endpoint.url in told["notice"]
            typed = {"user": "U0ANN0001", "channel": "C0GENERAL", "text": "@Threadloom hi"}
            async with aiohttp.ClientSession() as client:
                await client.post(f"{url}type", json=typed)
            (request, *_) = await endpoint.until(lambda requests: requests)
    assert "hi" in request.body["messages"][-1]["content"][-1]["text"]


async def test_without_a_key_the_page_says_so_and_offers_every_command():
    async with Program("playground") as program:
        _, told = await opened(program)
    assert "made up" in told["notice"]
    words = {word["word"]: word for word in told["words"]}
    assert set(words) >= {"!effort", "!stop", "!summarize", "!forget", "!research", "!export"}
    suggested = " ".join(told["suggestions"])
    assert all(command in suggested for command in ("/ask ", "/research ", "/summarize "))
    assert words["!effort"]["usage_hint"].startswith("low|")
    assert 1 <= len(told["prompts"]) <= 4
    offered = {command["command"] for command in told["commands"]}
    assert offered >= {"/effort", "/summarize"}
    assert offered == {each["command"] for each in manifest()["features"]["slash_commands"]}


async def test_a_port_that_is_taken_is_said_without_a_traceback():
    async with Program("playground") as first:
        url, _ = await opened(first)
        port = url.rstrip("/").rpartition(":")[2]
        async with Program("playground", PORT=port) as second:
            assert await second.ended() == 78
            await second.says(f"{port} is taken")
            assert "Traceback" not in "\n".join(second.lines)
