"""Whole journeys at the page, with the real program behind it."""

from __future__ import annotations

from contextlib import asynccontextmanager

from playwright.async_api import expect

from bot.playground.messages.script import Say
from tests.browser.people import sit_down
from tests.browser.test_controls import choose
from tests.whole.world import serve, world

LATE = 60_000
"""Milliseconds that an answer may take where many things run at once."""


@asynccontextmanager
async def loom(speed=200):
    async with world(speed=speed) as place:
        await serve(place, "socket")
        yield place


async def test_a_team_asks_in_a_channel_and_sets_how_it_is_answered(browser):
    async with loom() as place:
        ann, ben, chi = [await sit_down(browser, place.slack.url, n) for n in ("ann", "ben", "chi")]
        place.messages.script(
            Say("On **Friday**. " * 9), Say("Ben does."), Say("Then it is Monday."), Say("Monday!")
        )

        # Ann asks; what she is told, everybody reads.
        await ben.channel.type("The launch moves to Friday")
        await expect(ann.channel.saying("moves to Friday")).to_be_visible()
        await ann.channel.type("@Threadloom when do we launch?")
        first = ann.thread.messages.nth(1)
        await expect(first.locator(".footer:not(:empty)")).to_be_visible(timeout=LATE)
        await expect(first.locator("strong").first).to_have_text("Friday")
        for other in (ben, chi):
            await other.replies(1).click()
            await expect(other.thread.messages.nth(1)).to_contain_text("On Friday.")

        # Ben asks on, without a mention; Ann sees it grow, and likes it.
        await ben.thread.type("and who writes the notes?")
        second = ann.thread.messages.nth(3)
        await expect(second.locator(".footer:not(:empty)")).to_be_visible(timeout=LATE)
        await expect(second).to_contain_text("Ben does.")
        good = second.locator("[data-action-id=rate]").first
        await good.click()
        await expect(good).to_have_attribute("aria-pressed", "true")

        # Chi has it think harder in this thread, from the menu of a message.
        await choose(chi, chi.thread.messages.first, "Settings of this thread")
        form = chi.page.get_by_role("dialog")
        await form.get_by_label("Effort").select_option("high")
        await form.get_by_role("button", name="Save").click()
        await expect(form).to_be_hidden(timeout=LATE)
        await chi.thread.type("it slips by a weekend: when now?")
        third = ann.thread.messages.filter(has_text="Then it is Monday.")
        await expect(third.locator(".footer:not(:empty)")).to_contain_text("high", timeout=LATE)
        request = place.asked()[-1]
        assert request["output_config"] == {"effort": "high"}
        said = " ".join(str(message["content"]) for message in request["messages"])
        assert all(words in said for words in ("when do we launch?", "who writes", "a weekend"))

        # One word in the thread holds for one answer, and stands in its small print.
        await ann.thread.type("!effort low once more, in one word")
        last = ann.thread.messages.filter(has_text="Monday!")
        await expect(last.locator(".footer:not(:empty)")).to_contain_text("low", timeout=LATE)
        assert place.asked()[-1]["output_config"] == {"effort": "low"}
