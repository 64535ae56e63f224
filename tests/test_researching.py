"""A research plans, looks things up within its bounds, and writes up what it found."""

import re

import pytest

from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.messages.script import Break, Fail, Say
from bot.playground.messages.seals import Seals
from bot.research.bounds import Bounds, Means
from bot.research.kept import spent
from bot.conversation.prices import listed
from tests.rig import ANN, CHANNEL, TEAM, rig
from tests.whole.world import body, buttons, footers

SEALS = Seals("local")
PLAN = Say("1. Look at the maker's page\n2. Compare **reviews**\n3. Check prices")
SMALL = Means(Bounds(searches=3, pages=2))
ENDING = """[step 3]
So it is.

## What is uncertain

The prices.

## Further questions

- Who makes it?
- What does *it* cost in **Spain**?
"""


def searched(n, query="looms", error=""):
    """A search and its results, as the API says it."""
    use = f"srvtoolu_{n}"
    found = [
        {
            "type": "web_search_result",
            "title": f"Found {n}",
            "url": f"https://example.com/{n}",
            "encrypted_content": SEALS.seal("content", f"found {n}"),
            "page_age": None,
        }
    ]
    told = {"type": "web_search_tool_result_error", "error_code": error} if error else found
    return (
        {"type": "server_tool_use", "id": use, "name": "web_search", "input": {"query": query}},
        {"type": "web_search_tool_result", "tool_use_id": use, "content": told},
    )


def read(n, url="https://example.com/a", error=""):
    """A page that was read, as the API says it."""
    use = f"srvtoolu_{n}"
    source = {"type": "text", "media_type": "text/plain", "data": f"page {n}"}
    page = {"type": "document", "source": source, "title": f"Page {n}"}
    told = {"type": "web_fetch_result", "url": url, "content": page, "retrieved_at": None}
    if error:
        told = {"type": "web_fetch_tool_result_error", "error_code": error}
    return (
        {"type": "server_tool_use", "id": use, "name": "web_fetch", "input": {"url": url}},
        {"type": "web_fetch_tool_result", "tool_use_id": use, "content": told},
    )


def text(words):
    return {"type": "text", "text": words}


def paused(*blocks):
    return Say(blocks=blocks, stop_reason="pause_turn")


def cited(words, n):
    citation = {
        "type": "web_search_result_location",
        "cited_text": "found",
        "url": f"https://example.com/{n}",
        "title": f"Found {n}",
        "encrypted_index": SEALS.seal("index", str(n)),
    }
    return {"type": "text", "text": words, "citations": [citation]}


@pytest.fixture
async def here():
    async with rig(means=SMALL, transport="edit") as here:
        yield here


async def researched(here, *says, words="!research which loom?", thread_ts=None, **more):
    here.messages.script(*says)
    question = await here.ask(words, thread_ts, **more)
    await here.answer()
    return question, here.replies(question)[-1]


def asked(here):
    return [request.body for request in here.messages.requests if request.body]


async def test_it_shows_its_plan_and_bounds_looks_things_up_and_cites(here):
    _, reply = await researched(
        here,
        PLAN,
        paused(text("[step 1]\n"), *searched(1), *searched(2)),
        Say(blocks=(text("[step 2]\n"), *read(3), cited("It is good", 1), text("\n\n" + ENDING))),
    )
    said = body(reply)
    assert said.startswith("**Plan**\n\n1. Look at the maker's page\n2. Compare reviews\n3. Check")
    assert "_At most: searches 3 · pages 2 · tokens 500,000 · $2 · minutes 10." in said
    assert "It is good [1](https://example.com/1)" in said
    assert "**Sources**" in said
    assert "[step" not in said
    told = " ".join(footers(reply))
    assert "Searches 2 of 3 · pages 1 of 2 · tokens" in told
    further = [b["value"] for a, b in buttons(reply).items() if a.startswith("further")]
    assert further == ["Who makes it?", "What does it cost in Spain?"]
    planning, first, second = asked(here)
    assert "tools" not in planning
    assert {t["name"]: t["max_uses"] for t in first["tools"] if "max_uses" in t} == {
        "web_search": 3,
        "web_fetch": 2,
    }
    assert first["thinking"]["type"] == "adaptive"
    assert second["tools"] == first["tools"]
    assert second["messages"][:1] == first["messages"]
    assert second["messages"][-1]["role"] == "assistant"
