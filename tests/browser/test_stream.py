"""A streamed answer at the page: who is at work, what it searches, the text, and Slack's Stop."""

import re

from playwright.async_api import expect

from bot.playground.messages.script import Say
from tests.browser.people import sit_down
from tests.whole.world import serve, world

IM = "D0ANN0001"


def chunk(text):
    return {"type": "markdown_text", "text": text}


def task(status, **more):
    told = {"type": "task_update", "id": "1", "title": "Searching the web: looms"}
    return told | {"status": status} | more


async def test_a_streamed_direct_message_grows_with_its_steps(browser):
    async with world(speed=60) as place:
        await serve(place, "socket", WEB_SEARCH="on")
        ann = await sit_down(browser, place.slack.url)
        await ann.go(IM)
        place.messages.hold(after=60)
        await ann.channel.type("search for looms")
        working = ann.page.locator(".working")
        await expect(working).to_contain_text("Threadloom is working")
        card = ann.thread.pane.locator(".card").first
        await expect(card).to_be_visible(timeout=30_000)
        place.messages.go()
        footer = ann.thread.messages.nth(1).locator(".footer:not(:empty)")
        await expect(footer).to_be_visible(timeout=30_000)
        assert await ann.thread.pane.locator(".card.in_progress").count() == 0
        assert await ann.thread.pane.locator(".card.complete").count() >= 1
        await expect(working).to_be_hidden()


async def test_a_stream_shows_that_it_grows_and_its_sources(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    await ann.go(IM)
    root = await slack.type("ann", IM, "what is a loom?")
    await ann.channel.pane.get_by_label("Reply in thread").first.dispatch_event("click")
    where = {"channel": IM, "thread_ts": root}
    begun = await bot.chat_startStream(**where, chunks=[task("in_progress")])
    message = ann.thread.messages.nth(1)
    await expect(message).to_have_attribute("data-stream", "in_progress")
    await expect(message.locator(".card.in_progress")).to_contain_text("looms")

    here = {"channel": IM, "ts": begun["ts"]}
    source = {"type": "url", "url": "https://example.com/loom", "text": "Looms"}
    done = task("complete", sources=[source])
    await bot.chat_appendStream(**here, chunks=[done, chunk("A loom **weaves** ")])
    await expect(message.locator(".card.complete a")).to_have_attribute("href", source["url"])
    await bot.chat_stopStream(**here, chunks=[chunk("threads.")])
    await expect(message.locator(".body")).to_contain_text("A loom weaves threads.")
    await expect(message).to_have_attribute("data-stream", "completed")


async def test_slacks_own_stop_ends_the_stream(browser, slack, bot):
    slack.events = ("agent_session_stopped",)
    ann = await sit_down(browser, slack.url)
    await ann.go(IM)
    root = await slack.type("ann", IM, "what is a loom?")
    await ann.channel.pane.get_by_label("Reply in thread").first.dispatch_event("click")
    where = {"channel": IM, "thread_ts": root}
    await bot.chat_startStream(**where, chunks=[chunk("A loom ")])
    stop = ann.page.locator(".working button")
    await stop.click()
    message = ann.thread.messages.nth(1)
    await expect(message).to_have_attribute("data-stream", "completed")
    told = await slack.until(lambda: [d for d in slack.deliveries if "event" in d.payload])
    assert told[-1].payload["event"]["type"] == "agent_session_stopped"
    await bot.api_call(
        "agents.sessions.setStatus",
        json={"channel_id": IM, "thread_ts": root, "status": "active"},
    )
    await expect(ann.page.locator(".working")).to_be_hidden()


async def test_a_stream_that_slack_ended_is_whole_in_the_end(browser):
    async with world(stream_lifetime=0.5) as place:
        await serve(place, "socket")
        place.messages.script(Say("Threads that are woven. " * 40))
        place.messages.hold(after=60)
        ann = await sit_down(browser, place.slack.url)
        await ann.go(IM)
        await ann.channel.type("weave")
        await expect(ann.thread.saying(re.compile("Threads"))).to_be_visible(timeout=30_000)
        await ann.page.wait_for_timeout(600)
        place.messages.go()
        message = ann.thread.messages.nth(1)
        await expect(message.locator(".footer:not(:empty)")).to_be_visible(timeout=30_000)
        await expect(message.locator(".body")).to_have_text(
            re.compile(r"^(Threads that are woven\.\s*){40}$")
        )
