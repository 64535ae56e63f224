"""Takes pictures of the real playground: every scene is played in a browser, and gives one PNG.

`python -m tests.browser.picture [scene…]` writes deploy/pictures/SCENE.png; the scene called
playground is the README's and goes to deploy/playground.png.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, ViewportSize, async_playwright, expect

from tests.browser.conftest import QUIET, chromium
from tests.browser.people import Person, sit_down
from tests.program import Program

DEPLOY = Path(__file__).parents[2] / "deploy"
LARGEST = 150_000
"""Bytes of one picture, so that the repository stays small."""
SIZE = ViewportSize(width=1160, height=690)
PATIENCE = 60_000  # milliseconds an answer may take
QUESTION = "@Threadloom how do we build a queue on Redis that loses nothing? Write us a guide."


@dataclass
class Stage:
    """Where a scene is played: a playground of its own, and a browser."""

    url: str
    browser: Browser

    async def person(self, name: str = "ann") -> Person:
        """Somebody who sits at the page."""
        person = await sit_down(self.browser, self.url, name)
        await person.page.set_viewport_size(SIZE)
        return person


Scene = Callable[[Stage], Awaitable[Person]]
"""Plays, and gives the person whose page is to be seen."""
SCENES: dict[str, Scene] = {}


def scene(play: Scene) -> Scene:
    """Put a scene on the list, under its own name."""
    SCENES[play.__name__.replace("_", "-")] = play
    return play


def picture(name: str) -> Path:
    """Where the picture of a scene is kept."""
    return (
        DEPLOY / "playground.png" if name == "playground" else DEPLOY / "pictures" / f"{name}.png"
    )


@scene
async def playground(stage: Stage) -> Person:
    """A question is asked in a channel, and a long answer stands in its thread."""
    ann, ben = await stage.person(), await stage.person("ben")
    await ben.channel.type("We lost two jobs last night when a worker died.")
    await expect(ann.channel.messages).to_have_count(1)
    await ann.channel.type("Let me ask.")
    await ann.channel.type(QUESTION)
    await finished(ann)
    await ann.thread.log.evaluate("log => { log.scrollTop = 0; }")
    return ann


@scene
async def failure(stage: Stage) -> Person:
    """The model was too busy: what one reads then, and the button that tries again."""
    ann = await stage.person()
    await ann.channel.type("@Threadloom please overload")
    retry = ann.thread.pane.locator("button[data-action-id=again]")
    await expect(retry).to_be_visible(timeout=PATIENCE)
    return ann


@scene
async def whisper(stage: Stage) -> Person:
    """A command is answered to the person who typed it, and to nobody else."""
    ann = await stage.person()
    await ann.channel.type("Who has time for the release notes?")
    await ann.channel.type("/effort high")
    await expect(ann.channel.pane.get_by_text("Only visible to you")).to_be_visible()
    return ann


@scene
async def second_thoughts(stage: Stage) -> Person:
    """What one can do with one's own message."""
    ann = await stage.person()
    await ann.channel.type("@Threadloom what is a loom?")
    await finished(ann)
    question = ann.channel.messages.last
    await question.hover()
    await question.get_by_label("More actions").click()
    return ann


@scene
async def settings(stage: Stage) -> Person:
    """What holds in a thread and where each value comes from, as a form to change it."""
    ann = await stage.person()
    await ann.channel.type("/effort high")
    await ann.channel.type("@Threadloom what is a loom?")
    await finished(ann)
    await ann.thread.pane.locator("button[data-action-id=settings]").click()
    await expect(ann.page.get_by_role("dialog")).to_contain_text("In force", timeout=PATIENCE)
    return ann


@scene
async def thinking(stage: Stage) -> Person:
    """The thinking behind an answer, opened by one person for themselves."""
    ann = await stage.person()
    await ann.channel.type("@Threadloom !thinking on what is a loom?")
    await finished(ann)
    await ann.thread.pane.locator("button[data-action-id=thinking]").click()
    dialog = ann.page.get_by_role("dialog")
    await expect(dialog).not_to_contain_text("One moment", timeout=PATIENCE)
    return ann


@scene
async def controls(stage: Stage) -> Person:
    """What stands under an answer that has replaced another one, with the menu open."""
    ann = await stage.person()
    await ann.channel.type("@Threadloom what is a loom?")
    await finished(ann)
    reply = ann.thread.messages.last
    await reply.locator("button[data-action-id=regenerate]").click()
    earlier = reply.locator("button[data-action-id=earlier]")
    await expect(earlier).to_be_visible(timeout=PATIENCE)
    await reply.get_by_label("More options").click()
    return ann


@scene
async def stopping(stage: Stage) -> Person:
    """A direct message is answered as a stream; who wants no more of it presses Stop."""
    ann = await stage.person()
    await ann.go("D0ANN0001")
    await ann.channel.type(QUESTION.removeprefix("@Threadloom "))
    await expect(ann.page.locator(".working button").first).to_be_visible(timeout=PATIENCE)
    grows = ann.thread.messages.last.locator("[data-stream=in_progress], .body")
    await expect(grows.first).to_contain_text("Redis", timeout=PATIENCE)
    return ann


@scene
async def languages(stage: Stage) -> Person:
    """Ben, whose Slack is in Polish, asks: what is ours in the reply is in Polish."""
    ben = await stage.person("ben")
    await ben.channel.type("/effort high")
    await ben.channel.type("@Threadloom jak działa krosno?")
    await finished(ben)
    return ben


async def finished(person: Person) -> None:
    """Until the answer in the thread is whole: only then it has its footer."""
    footer = person.thread.messages.last.locator(".footer:not(:empty)")
    await expect(footer).to_be_visible(timeout=PATIENCE)


async def take(name: str) -> None:
    """Play a scene, and write its picture; `AssertionError` if that is too large."""
    async with Program("playground") as program, async_playwright() as playwright:
        url = (await program.says(r"Open (http://\S+)"))[1]
        await program.says("listening on")
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        person = await SCENES[name](Stage(url, browser))
        if not await person.page.get_by_role("menu").count():
            await person.page.mouse.move(0, 0)
        taken = await person.page.screenshot(animations="disabled", caret="hide")
        await browser.close()
    assert len(taken) < LARGEST, f"{name}: {len(taken)} bytes"
    picture(name).parent.mkdir(exist_ok=True)
    picture(name).write_bytes(taken)


async def take_all(names: list[str]) -> None:
    """Take the pictures of these scenes, or of all."""
    for name in names or SCENES:
        await take(name)
        print(f"{picture(name).relative_to(DEPLOY.parent)}: {picture(name).stat().st_size} bytes")


if __name__ == "__main__":
    asyncio.run(take_all(sys.argv[1:]))
