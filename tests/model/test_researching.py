"""A research plans, looks things up within its bounds, and writes up what it found."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.answer.capabilities import _FAMILIES as FAMILIES
from bot.playground.messages.script import Break, Fail, Say
from bot.playground.messages.seals import Seals
from bot.research.bounds import Bounds, Means
from tests.rig import DEFAULT, Asked, rig
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


async def test_a_call_beyond_a_bound_is_not_waited_for_and_the_answer_is_written(here):
    _, reply = await researched(
        here,
        PLAN,
        paused(*searched(1), *searched(2)),
        paused(text("More."), *searched(3), *searched(4), *read(5)),
        Say(ENDING),
    )
    told = " ".join(footers(reply))
    assert "Searches 3 of 3 · pages 0 of 2" in told
    assert "As much was looked up as may be." in told
    last = asked(here)[-1]
    assert last["tool_choice"] == {"type": "none"}
    assert last["tools"] == asked(here)[1]["tools"]
    assert "No more can be looked up" in last["messages"][-1]["content"][-1]["text"]
    calls = [b for m in last["messages"] for b in m["content"] if b["type"] == "server_tool_use"]
    assert [c["id"] for c in calls] == ["srvtoolu_1", "srvtoolu_2", "srvtoolu_3"]
    assert "More." in body(reply)
    assert "further_1" in buttons(reply)


async def test_what_the_endpoint_refuses_within_one_request_is_not_counted(here):
    _, reply = await researched(
        here,
        PLAN,
        Say(
            blocks=(
                *(part for n in range(3) for part in searched(n)),
                *searched(9, error="max_uses_exceeded"),
                text(ENDING),
            )
        ),
    )
    told = " ".join(footers(reply))
    assert "Searches 3 of 3" in told
    assert "As much was looked up as may be." in told
    assert len(asked(here)) == 2


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(tokens=1_500), "The bound of tokens was reached."),
        (Bounds(dollars=Decimal("0.003")), "The bound of money was reached."),
    ],
)
async def test_tokens_and_money_end_it_while_there_is_some_left_to_write_with(bounds, words):
    async with rig(means=Means(bounds), transport="edit") as here:
        first = paused(*searched(1), text("word " * 700), *searched(2))
        _, reply = await researched(here, PLAN, first, Say(ENDING))
        assert words in " ".join(footers(reply))
        assert asked(here)[-1]["tool_choice"] == {"type": "none"}
        assert "So it is." in body(reply)


async def test_a_search_that_fails_is_said_and_nothing_found_is_said_plainly(here):
    failing = (*searched(1, error="unavailable"), *read(2, error="url_not_accessible"))
    _, reply = await researched(here, PLAN, Say(blocks=(*failing, text("I can't tell."))))
    told = " ".join(footers(reply))
    assert "Nothing was found or read on the web" in told
    assert "Searches 1 of 3 · pages 1 of 2" in told
    assert not [action for action in buttons(reply) if action.startswith("further")]


async def test_where_the_endpoint_cannot_search_that_is_said_before_all_else(here):
    for feature in ("web_search", "web_fetch"):
        await here.bot.speaker.conditions.refuse(f"{feature}@claude-sonnet-4-6", 60)
    _, reply = await researched(here, Say("From memory."))
    assert body(reply).startswith("_This endpoint can't search the web at the moment")
    assert "From memory." in body(reply)
    assert "this is what Claude knows by itself" in " ".join(footers(reply))
    assert len(asked(here)) == 1


async def test_what_broke_off_is_gone_on_with_from_what_was_found(here):
    broken = Break(6, "cut", Say(blocks=(*searched(1), text("word " * 40))))
    _, reply = await researched(here, PLAN, broken, Say(ENDING))
    assert "So it is." in body(reply)
    again = asked(here)[-1]["messages"]
    assert [b["type"] for b in again[1]["content"]][:2] == [
        "server_tool_use",
        "web_search_tool_result",
    ]
    assert "Searches 1 of 3" in " ".join(footers(reply))


async def test_a_plan_that_cannot_be_had_is_an_apology_with_retry_and_nothing_is_searched(here):
    question, reply = await researched(here, Fail(400, {"error": {"message": "no"}}))
    assert "again" in buttons(reply)
    here.messages.script(PLAN, Say(ENDING))
    assert await here.bot.again(buttons(reply)["again"]["value"], "1790199999.000100")
    await here.answer()
    assert "So it is." in body(here.replies(question)[-1])


async def test_a_question_that_follows_has_all_that_was_read_word_by_word(here):
    question, _ = await researched(here, PLAN, Say(blocks=(*searched(1), *read(2), text(ENDING))))
    here.messages.script(Say("As I read."))
    await here.ask("and then?", question.thread.ts)
    await here.answer()
    before, now = asked(here)[1]["messages"], asked(here)[-1]["messages"]
    assert now[0]["content"][0]["text"] == before[0]["content"][0]["text"]
    kept = [block for block in now[1]["content"] if "tool" in block["type"]]
    assert kept == [*searched(1), *read(2)]


async def test_answered_anew_it_has_the_same_plan_and_all_of_its_bounds(here):
    question, _ = await researched(here, PLAN, Say(blocks=(*searched(1), text("Old."))))
    here.messages.script(Say(blocks=(*searched(2), *searched(3), text("New."))))
    assert await here.bot.regenerate(question.first, "same", "1790199999.000100")
    await here.answer()
    reply = here.replies(question)[-1]
    assert "New." in body(reply)
    assert body(reply).count("**Plan**") == 1
    assert "Searches 2 of 3" in " ".join(footers(reply))


async def test_bare_it_tells_what_it_understands_and_asks_nothing(here):
    await here.ask("!research   ")
    assert await here.bot.mailbox.take(0) is None
    assert "which heat pumps" in here.slack.seen_by("ann")[-1]["text"]


async def test_addresses_are_read_as_people_typed_them(here):
    words = "!research <https://example.com/a?b=1&amp;c=2|this page> and <https://example.org/>"
    await researched(here, PLAN, Say(ENDING), words=words)
    told = asked(here)[0]["messages"][0]["content"][0]["text"]
    assert "this page (https://example.com/a?b=1&c=2) and https://example.org/" in told
    assert "!research" not in told


async def test_another_model_may_research_where_nobody_chose_one():
    means = Means(Bounds(), "claude-opus-4-6")
    async with rig(means=means, transport="edit") as here:
        await researched(here, PLAN, Say(ENDING))
        assert {b["model"] for b in asked(here)} == {"claude-opus-4-6"}


@pytest.mark.parametrize("model", sorted(FAMILIES))
async def test_every_model_researches_and_is_gone_on_with(model):
    usual = Asked(default=replace(DEFAULT, model=f"claude-{model}"))
    async with rig(means=SMALL, transport="edit", asked=usual) as here:
        first = Say(thinking="Hm.", blocks=(*searched(1),), stop_reason="pause_turn")
        _, reply = await researched(here, PLAN, first, paused(*searched(2)), Say(ENDING))
        assert "So it is." in body(reply), [r.status for r in here.messages.requests]
        assert len(asked(here)) == 4


async def test_time_ends_it_in_mid_search_and_what_was_found_stays():
    """The plan took all of the time but half a second, as the speaker's clock tells."""
    now = [0.0]
    async with rig(means=Means(Bounds(minutes=1)), transport="edit") as here:
        speaker = replace(here.bot.speaker, clock=lambda: now[0])
        bot = replace(here.bot, speaker=speaker)
        here.messages.script(PLAN)
        here.messages.hold(after=1)
        question = await here.ask("!research which loom?")
        answering = asyncio.create_task(bot.answer(await bot.mailbox.take(1)))
        await here.messages.held()
        now[0] = 44.5
        here.messages.script(Say(blocks=(*searched(1), text("word " * 700))), Say(ENDING))
        here.messages.go()
        here.messages.hold(after=60)
        await here.messages.until(lambda requests: len(requests) == 3)
        here.messages.go()
        await answering
        reply = here.replies(question)[-1]
        assert "The bound of time was reached." in " ".join(footers(reply))
        assert "So it is." in body(reply)
        urged = asked(here)[-1]["messages"]
        assert urged[1]["content"][0]["id"] == "srvtoolu_1"
        assert "time" in urged[-1]["content"][0]["text"]


async def test_a_directive_before_it_is_for_it_and_takes_nothing_from_it(here):
    ending = Say(blocks=(*searched(1), text(ENDING)))
    _, reply = await researched(here, PLAN, ending, words="!effort high !research which loom?")
    assert "Searches 1 of 3" in " ".join(footers(reply))
    body_ = asked(here)[-1]
    assert {"web_search", "web_fetch"} <= {tool["name"] for tool in body_["tools"]}
    assert body_["thinking"]["type"] == "adaptive"
    assert body_["output_config"] == {"effort": "high"}


async def test_changed_into_another_kind_of_question_it_is_one(here):
    question, _ = await researched(here, PLAN, Say(blocks=(*searched(1), text(ENDING))))
    here.messages.script(Say("A heddle."))
    await here.bot.change(replace(question, text="which heddle?", edited="1795999999.000100"))
    await here.answer()
    plain = here.replies(question)[-1]
    assert body(plain) == "A heddle."
    assert "export_file" not in buttons(plain)
    here.messages.script(PLAN, Say(blocks=(*searched(1), text(ENDING))))
    await here.bot.change(replace(question, text="!research warps", edited="1795999999.000200"))
    await here.answer()
    assert "Searches 1 of 3" in " ".join(footers(here.replies(question)[-1]))
