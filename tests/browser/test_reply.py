"""What people do with a reply at the page, the real program behind it: each control is clicked."""

import re
import time

import pytest
from playwright.async_api import expect

from bot.playground.messages.script import Say
from tests.browser.people import sit_down
from tests.whole.world import serve, world

LONG = 30_000
"""Milliseconds that an answer may take."""
IM = "D0ANN0001"


async def asked(ann, text="@Threadloom what is a loom?"):
    """Ann asks, and the answer is finished; its message."""
    await ann.channel.type(text)
    return await finished(ann)


async def finished(ann, words=""):
    """The reply in the thread, once it has its footer and these words."""
    reply = ann.thread.messages.nth(1)
    await expect(reply.locator(".footer:not(:empty)").first).to_be_visible(timeout=LONG)
    await expect(reply.locator(".body")).to_contain_text(words, timeout=LONG)
    return reply


def button(reply, action):
    return reply.locator(f"button[data-action-id={action}]")


@pytest.mark.parametrize(
    ("choice", "asks"),
    [
        ("Regenerate", {}),
        ("Regenerate with more effort", {"output_config": {"effort": "max"}}),
        ("Regenerate with web search", {"tools": "web_search"}),
    ],
)
async def test_an_answer_is_made_anew_and_the_old_one_is_one_click_away(browser, choice, asks):
    async with world() as place:
        await serve(place, "socket")
        ann = await sit_down(browser, place.slack.url)
        place.messages.script(Say("Old words."), Say("New words."))
        reply = await asked(ann)
        await expect(button(reply, "earlier")).to_have_count(0)
        if choice == "Regenerate":
            await button(reply, "regenerate").click()
        else:
            await reply.get_by_label("More options").click()
            await ann.page.get_by_role("menuitem", name=choice).click()
        reply = await finished(ann, "New words.")
        await expect(ann.thread.messages).to_have_count(2)
        for name, wanted in asks.items():
            told = place.asked()[-1][name]
            assert told == wanted or wanted in str(told)
        await button(reply, "earlier").click()
        await expect(ann.thread.saying("Old words.")).to_be_visible(timeout=LONG)
        await expect(ann.thread.pane.get_by_text("Only visible to you")).to_be_visible()


async def test_a_muted_thread_is_quiet_until_it_is_not(browser):
    async with world() as place:
        await serve(place, "socket")
        ann = await sit_down(browser, place.slack.url)
        place.messages.script(Say("One."), Say("Mentioned."), Say("Two."))
        await asked(ann)
        await ann.thread.type("!mute")
        await expect(ann.thread.saying(re.compile("I stay quiet"))).to_be_visible(timeout=LONG)
        await ann.thread.type("between the two of us")
        await ann.thread.type("@Threadloom and you?")
        await expect(ann.thread.saying("Mentioned.")).to_be_visible(timeout=LONG)
        await ann.thread.type("!unmute")
        await expect(ann.thread.saying(re.compile("again, whether"))).to_be_visible(timeout=LONG)
        await ann.thread.type("and now?")
        await expect(ann.thread.saying("Two.")).to_be_visible(timeout=LONG)
        assert len(place.asked()) == 3


async def test_who_waited_long_is_called_to_the_answer(browser):
    async with world(clock=lambda: time.time() - 90) as place:  # it was asked so long ago
        await serve(place, "socket")
        ann = await sit_down(browser, place.slack.url)
        place.messages.script(Say("At last."))
        await asked(ann, "@Threadloom take your time")
        call = ann.thread.saying(re.compile("My reply is there"))
        await expect(call).to_be_visible(timeout=LONG)
        await expect(call.locator(".ping")).to_contain_text("Ann")
        await expect(call.locator("a")).to_have_attribute("href", re.compile("/archives/"))


async def test_a_thumb_down_asks_what_was_wrong(browser):
    async with world() as place:
        await serve(place, "socket")
        ann = await sit_down(browser, place.slack.url)
        place.messages.script(Say("Because."))
        reply = await asked(ann)
        thumb = reply.get_by_role("button", name="Not a good answer")
        await thumb.click()
        dialog = ann.page.get_by_role("dialog")
        await expect(dialog).to_contain_text("What was wrong?", timeout=LONG)
        await dialog.locator("textarea").fill("Too short.")
        await dialog.locator("button[type=submit]").click()
        await expect(dialog).to_have_count(0, timeout=LONG)
        await expect(thumb).to_have_attribute("aria-pressed", "true")
        await expect(ann.thread.messages).to_have_count(2)


@pytest.mark.parametrize("way", ["our button", "the word", "Slack's own"])
async def test_stopped_it_keeps_what_it_has_said(browser, way):
    async with world() as place:
        await serve(place, "socket")
        ann = await sit_down(browser, place.slack.url)
        place.messages.script(Say("Threads. " * 400))
        place.messages.hold(after=40)
        if way == "Slack's own":
            await ann.go(IM)
        await ann.channel.type("@Threadloom talk")
        reply = ann.thread.messages.nth(1)
        await expect(reply.locator(".body")).to_contain_text("Threads. Threads.", timeout=LONG)
        await expect(button(reply, "regenerate")).to_have_count(0)
        if way == "our button":
            await button(reply, "stop").click()
        elif way == "the word":
            await ann.thread.type("!stop")
        else:
            await ann.page.locator(".working button").first.click()
        reply = await finished(ann, "Threads. Threads.")
        await expect(reply).to_contain_text("stopped by ann")
        await expect(button(reply, "stop")).to_have_count(0)
        await expect(ann.page.locator(".working")).to_be_hidden(timeout=LONG)
        place.messages.script(Say("And so on."))
        place.messages.go()
        await button(reply, "go_on").click()
        await expect(ann.thread.saying("And so on.")).to_be_visible(timeout=LONG)
