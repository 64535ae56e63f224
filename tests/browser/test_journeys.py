"""Whole journeys at the page, with the real program behind it."""

from __future__ import annotations

from contextlib import asynccontextmanager

from playwright.async_api import expect

from bot.playground.messages.script import Say
from tests.browser.people import sit_down
from tests.browser.test_controls import choose
from tests.model.test_researching import ENDING, PLAN, paused, read, searched, text
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


async def test_a_question_is_researched_in_a_thread_and_asked_on(browser):
    async with loom() as place:
        ann, ben = [await sit_down(browser, place.slack.url, name) for name in ("ann", "ben")]
        place.messages.script(
            PLAN,
            paused(text("[step 1]\n"), *searched(1), *read(2)),
            Say(blocks=(text("[step 2]\n"), *searched(3), text(ENDING))),
        )
        for person in (ann, ben):
            await person.go("C0RESEARC")
        await ann.channel.text.press_sequentially("/res")
        await ann.channel.text.press("Tab")
        await ann.channel.text.press_sequentially("which loom https://example.com/a ?")
        await ann.channel.text.press("Enter")

        # Everybody sees the plan, what was looked up, and what came of it.
        await expect(ben.channel.saying("Research for")).to_be_visible(timeout=LATE)
        await ben.replies(1).click(timeout=LATE)
        report = ben.thread.messages.nth(1)
        await expect(report).to_contain_text("So it is.", timeout=LATE)
        await expect(report).to_contain_text("Look at the maker's page")
        await expect(report.locator(".footer")).to_contain_text("Searches 2 of 20", timeout=LATE)

        # A further question is one click away, and builds on what was read.
        place.messages.script(Say("40 euros."))
        await report.locator("[data-action-id=further_1]").click()
        await expect(ben.thread.saying("40 euros.")).to_be_visible(timeout=LATE)
        assert "web_search_tool_result" in str(place.asked()[-1]["messages"])
        place.messages.script(Say("In two weeks."))
        await ben.thread.type("and when could we have it?")
        await expect(ben.thread.saying("In two weeks.")).to_be_visible(timeout=LATE)

        # It is taken along: as a file to be saved, and as a canvas that everybody here may read.
        await report.locator("[data-action-id=export_file]").click()
        file = ben.thread.pane.locator(".files a.file")
        await expect(file).to_contain_text(".md", timeout=LATE)
        async with ben.page.expect_download() as coming:
            await file.click()
        assert "So it is." in (await (await coming.value).path()).read_text()
        await report.locator("[data-action-id=export_canvas]").click()
        canvas = ben.thread.messages.filter(has_text="as a canvas").get_by_role("link")
        await canvas.click(timeout=LATE)
        shown = ben.page.get_by_role("dialog")
        await expect(shown).to_contain_text("So it is.")
        await expect(shown.get_by_role("heading", name="What is uncertain")).to_be_visible()


async def test_one_sets_oneself_up_in_the_home_tab(browser):
    async with loom() as place:
        ann = await sit_down(browser, place.slack.url)
        await ann.go("D0ANN0001")
        await ann.page.get_by_role("tab", name="Home").click()
        home = ann.page.get_by_label("Home", exact=True)
        await expect(home).to_contain_text("Recent threads", timeout=LATE)
        await home.locator("[data-action-id=home_change]").click()
        form = ann.page.get_by_role("dialog")
        await form.get_by_label("Effort").select_option("low")
        await form.get_by_role("button", name="Save").click()
        await expect(form).to_be_hidden(timeout=LATE)
        await expect(home).to_contain_text("low (your own setting)", timeout=LATE)

        await ann.go("C0GENERAL")
        place.messages.script(Say("Because."))
        await ann.channel.type("@Threadloom why is it so?")
        await expect(ann.thread.saying("Because.")).to_be_visible(timeout=LATE)
        await expect(ann.thread.messages.last.locator(".footer")).to_contain_text(
            "low", timeout=LATE
        )
        assert place.asked()[-1]["output_config"] == {"effort": "low"}

        # What was used is told in a table, and the thread is one click away.
        await ann.go("D0ANN0001")
        await ann.page.get_by_role("tab", name="Home").click()
        await expect(home.get_by_role("table")).to_contain_text("claude", timeout=LATE)
        await home.get_by_role("link", name="why is it so?").click(timeout=LATE)
        await expect(ann.channel.messages.filter(has_text="why is it so?")).to_be_focused()
        await expect(ann.channel.text).to_be_visible()
