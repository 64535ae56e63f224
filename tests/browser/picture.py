"""Takes the README's picture: a question is asked at the playground's page and answered.

`python -m tests.browser.picture` writes deploy/playground.png.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import async_playwright, expect

from tests.browser.conftest import QUIET, chromium
from tests.browser.people import sit_down
from tests.program import Program

PICTURE = Path(__file__).parents[2] / "deploy" / "playground.png"
QUESTION = "@Threadloom how do we build a queue on Redis that loses nothing? Write us a guide."
PATIENCE = 60_000  # milliseconds an answer may take


@asynccontextmanager
async def start() -> AsyncIterator[str]:
    """The playground, for as long as the picture is taken: its address."""
    async with Program("playground") as playground:
        yield (await playground.says(r"Open (http://\S+)"))[1]


async def take(picture: Path = PICTURE) -> None:
    """Ask as ann, wait for the whole answer, and write the picture."""
    async with start() as url, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        ann, ben = await sit_down(browser, url), await sit_down(browser, url, "ben")
        await ben.channel.type("We lost two jobs last night when a worker died.")
        await expect(ann.channel.messages).to_have_count(1)
        await ann.channel.type("Let me ask.")
        await ann.channel.type(QUESTION)
        # Only a finished reply has its footer.
        footer = ann.thread.messages.last.locator(".footer:not(:empty)")
        await expect(footer).to_be_visible(timeout=PATIENCE)
        await ann.thread.log.evaluate("log => { log.scrollTop = 0; }")
        await ann.page.mouse.move(0, 0)
        await ann.page.screenshot(path=picture)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(take())
