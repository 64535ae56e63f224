"""People at the page: what they see, and what their hands do."""

from __future__ import annotations

import re

from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

WIDE = ViewportSize(width=1280, height=800)


class Person:
    """One person at one open page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.channel = Desk(page.locator("[data-pane=channel]"))
        self.thread = Desk(page.locator("[data-pane=thread]"))

    async def go(self, channel: str) -> None:
        await self.page.locator(f".place[data-channel='{channel}']").click()

    def replies(self, count: int) -> Locator:
        words = "1 reply" if count == 1 else f"{count} replies"
        return self.page.locator(".replies", has_text=words)


class Desk:
    """One pane: the channel's, or the thread's."""

    def __init__(self, pane: Locator) -> None:
        self.pane = pane
        self.log = pane.locator(".log")
        self.messages = pane.locator(".message")
        self.text = pane.locator(".composer textarea")
        self.error = pane.locator(".composer .error")
        self.offers = pane.get_by_role("option")

    async def type(self, text: str) -> None:
        await self.text.fill(text)
        await self.text.press("Enter")

    def saying(self, words: str | re.Pattern[str]) -> Locator:
        return self.pane.locator(".message .body", has_text=words)


async def sit_down(browser: Browser, url: str, name: str = "ann") -> Person:
    """`name` opens the page; any error in its scripts fails the test that looks for `errors`."""
    page = await browser.new_page(viewport=WIDE)
    await page.goto(f"{url}?as={name}")
    await expect(page.locator("[role=radio][aria-checked=true]")).to_have_text(re.compile(name))
    return Person(page)
