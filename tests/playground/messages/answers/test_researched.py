"""The stand-in researches as the real one does: it plans, pauses, is refused, and writes up."""

import pytest

from bot.playground.messages.script import Say
from bot.research.bounds import Bounds, Means
from tests.rig import rig
from tests.whole.world import body, buttons, footers


async def researched(here, words="!research why do teams write things down?"):
    question = await here.ask(words)
    await here.answer()
    return here.replies(question)[-1]


@pytest.fixture
def means():
    return Means(Bounds(searches=3, pages=2))


async def test_it_plans_pauses_goes_on_and_cites(means):
    async with rig(means=means, transport="edit") as here:
        reply = await researched(here)
        said = body(reply)
        assert said.startswith("**Plan**\n\n1. Find out where it began")
        assert "[1](https://example.com/a-short-history)" in said
        assert "## What is uncertain" in said
        assert "[step" not in said
        assert [a for a in buttons(reply) if a.startswith("further")] == [
            *(f"further_{n}" for n in range(3))
        ]
        assert "Searches 3 of 3 · pages 1 of 2" in " ".join(footers(reply))
        assert len(here.messages.requests) == 3
        assert {r.status for r in here.messages.requests} == {200}


async def test_what_may_not_be_used_any_more_is_refused_and_it_is_written_up_all_the_same():
    async with rig(means=Means(Bounds(searches=1, pages=1)), transport="edit") as here:
        reply = await researched(here)
        assert "**In short:**" in body(reply)
        told = " ".join(footers(reply))
        assert "Searches 1 of 1 · pages 1 of 1" in told
        assert "As much was looked up as may be." in told
        assert {r.status for r in here.messages.requests} == {200}


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("!research <https://example.com/loom> is it any good?", "https://example.com/loom"),
        ("!research is it any good?", "https://example.org/field-notes"),
    ],
)
async def test_a_page_that_is_named_is_the_one_that_is_read(means, words, read):
    async with rig(means=means, transport="edit") as here:
        await researched(here, words)
        (told,) = [
            block["input"]["url"]
            for message in here.messages.requests[-1].body["messages"]
            for block in message["content"]
            if block.get("name") == "web_fetch"
        ]
        assert told == read


async def test_a_plain_question_about_a_research_is_none(means):
    async with rig(means=means, transport="edit") as here:
        here.messages.script(Say("Hello."))
        question = await here.ask("research")
        await here.answer()
        assert body(here.replies(question)[-1]) == "Hello."
