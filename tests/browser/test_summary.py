"""A person at the page has a busy channel summarised, watches, and shares it."""

import re

from playwright.async_api import expect

from bot.playground.messages.script import Say
from bot.playground.slack.message import Said
from bot.playground.slack.workspace import Place
from tests.browser.people import sit_down
from tests.whole.world import serve, world

DM = "D0ANN0001"
LONG = 60_000
"""Milliseconds that a step may take on a machine that does much else."""


def busy(place, count=120):
    """A busy #research: every third message is a reply in a thread."""
    workspace, root = place.slack.workspace, None
    channel = workspace.channel("research")
    for number in range(count):
        parent = root if number % 3 == 2 else None
        said = workspace.post(
            Place(channel, parent), "U0BEN0001", Said(f"The launch moves to day {number}")
        )
        root = said if number % 3 == 1 else root


async def test_a_busy_channel_is_summarised_watched_and_shared(browser):
    async with world(speed=60) as place:
        await serve(place, "socket")
        busy(place)
        ann = await sit_down(browser, place.slack.url)
        await ann.go("C0RESEARC")
        place.messages.script(Say("The launch moves again and again [m1, m120]. " * 12))
        place.messages.hold(after=16)
        await ann.channel.type("/summarize 7d")
        await expect(ann.channel.saying("to you alone")).to_be_visible(timeout=LONG)

        await ann.go(DM)
        root = ann.channel.saying(re.compile("Summary of"))
        await expect(root).to_be_visible(timeout=LONG)
        await ann.page.locator(".replies").first.click(timeout=LONG)
        growing = ann.thread.saying("The launch moves again")
        await expect(growing).to_be_visible(timeout=LONG)
        share = ann.thread.pane.locator("button[data-action-id=share]")
        await expect(share).to_have_count(0)
        place.messages.go()

        await expect(share).to_be_visible(timeout=LONG)
        await expect(ann.thread.pane.get_by_text("120 of 120 messages")).to_be_visible()
        link = growing.get_by_role("link", name="120").first
        await expect(link).to_have_attribute("href", re.compile("/archives/C0RESEARC/p"))
        await share.click()

        await ann.go("C0RESEARC")
        shared = ann.channel.messages.filter(has_text="shared by ann")
        await expect(shared).to_have_count(1, timeout=LONG)
        await expect(shared.locator(".body")).to_contain_text("The launch moves again")
