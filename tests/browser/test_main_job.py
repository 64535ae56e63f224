"""A person at the page, and the real program behind it: the main job as it looks."""

import re
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import expect

from bot.playground.messages.script import Say
from tests.browser.people import sit_down
from tests.redis_server import RedisServer
from tests.whole.world import serve, world


@asynccontextmanager
async def store(kind, folder):
    """The settings for one of the two kinds of Redis."""
    if kind == "embedded":
        yield {}
        return
    server = RedisServer(folder)
    server.start()
    try:
        yield {"REDIS_URL": server.url}
    finally:
        server.stop()


@pytest.mark.parametrize("transport", ["socket", "http"])
@pytest.mark.parametrize("kind", ["embedded", "server"])
async def test_asking_watching_asking_on_and_setting_the_effort(browser, tmp_path, transport, kind):
    async with store(kind, tmp_path) as settings, world(speed=30) as place:
        await serve(place, transport, **settings)
        ann = await sit_down(browser, place.slack.url)
        place.messages.script(Say("Threads. " * 60), Say("As I said: threads."))

        place.messages.hold(after=8)
        await ann.channel.type("@Threadloom what are you made of?")
        reply = ann.thread.messages.nth(1).locator(".body")
        await expect(reply).to_be_visible()  # the sign of life
        await expect(reply).to_contain_text("Threads. Threads.")
        before = len(await reply.inner_text())
        place.messages.go()
        footer = ann.thread.messages.nth(1).locator(".footer:not(:empty)")
        await expect(footer).to_be_visible(timeout=30_000)
        assert len(await reply.inner_text()) > before

        await ann.channel.type("/effort high")
        await expect(ann.channel.saying(re.compile("Effort is now high"))).to_be_visible()
        await ann.thread.type("and what is a thread?")
        await expect(ann.thread.saying("As I said: threads.")).to_be_visible(timeout=30_000)

        request = place.asked()[-1]
        told = [message["content"][-1]["text"] for message in request["messages"]]
        assert "what are you made of?" in told[0]
        assert told[1].startswith("Threads. Threads.")
        assert "and what is a thread?" in told[2]
        assert request["output_config"] == {"effort": "high"}


async def test_a_failed_answer_is_retried_with_its_button(browser):
    async with world() as place:
        await serve(place, "socket")
        ann = await sit_down(browser, place.slack.url)
        await ann.channel.type("@Threadloom please overload")
        retry = ann.thread.pane.locator("button[data-action-id=again]")
        await expect(retry).to_be_visible(timeout=30_000)
        place.messages.script(Say("Here you are."))
        await retry.click()
        await expect(ann.thread.saying("Here you are.")).to_be_visible(timeout=30_000)
        await expect(retry).to_have_count(0)
