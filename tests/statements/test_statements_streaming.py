"""S57 to S65: the events of a stream, and what of them is seen in Slack while they come."""

import asyncio

import anthropic
import pytest

from bot.playground.messages.script import Say, Stream
from tests.answer.wire import (
    HELLO,
    PING,
    STOP,
    closes,
    encoded,
    grows,
    opens,
    says,
    start,
    stops,
)
from tests.statements.telling import blocks, kept, reply, sent
from tests.whole.world import body, buttons, footers

TOLD = "One word after another, until all of it is there. " * 4


def shown(here, question):
    """What the reply lets be seen by now."""
    return "".join(map(body, here.replies(question)))


async def begun(here, step, after):
    """An answer that waits after so many of its deltas; the caller lets it go on."""
    here.messages.script(step)
    here.messages.hold(after)
    question = await here.ask("why?")
    answering = asyncio.create_task(here.answer())
    await here.messages.held()
    return question, answering


async def test_s57_the_answer_is_a_stream_of_events_and_grows_in_slack(here):
    question, answering = await begun(here, Say(TOLD), 8)
    await here.slack.until(lambda: "One word" in shown(here, question))
    assert len(shown(here, question)) < len(TOLD.strip())
    here.messages.go()
    await answering
    assert shown(here, question).strip() == TOLD.strip()
    assert sent(here)["stream"] is True
    assert "text/event-stream" in here.messages.requests[0].headers["accept"]


async def test_s58_message_start_brings_the_id_the_model_and_the_first_usage(here):
    begins = start(id="msg_s58", model="claude-sonnet-4-6-20260101", usage={"input_tokens": 777})
    message = await reply(here, "why?", Stream(encoded(begins, *HELLO[1:])))
    about = (await kept(here, message))[-1].about
    assert (about["id"], about["model"]) == ("msg_s58", "claude-sonnet-4-6-20260101")
    assert about["usage"]["input_tokens"] == 777
    assert "claude-sonnet-4-6-20260101" in footers(message)[-1]


async def test_s59_content_block_start_says_what_is_going_on(here):
    question, answering = await begun(here, Say("So.", thinking="Hm. " * 40), 1)
    await here.slack.until(lambda: "Thinking" in shown(here, question))
    here.messages.go()
    await answering
    assert shown(here, question) == "So."


async def test_s60_content_block_delta_brings_more_text(here):
    message = await reply(here, "why?", Stream(encoded(*HELLO)))
    assert body(message) == "Hello"


async def test_s61_content_block_stop_ends_a_block_and_a_call_is_whole_by_then(here):
    call = opens(0, "tool_use", id="toolu_1", name="clock", input={})
    pieces = ('{"zone": "Eur', 'ope/Warsaw"}')
    asks = [grows(0, "input_json_delta", partial_json=piece) for piece in pieces]
    uses = Stream(encoded(start(), call, *asks, closes(0), stops("tool_use"), STOP))
    message = await reply(here, "what time?", uses, Say("Late."))
    assert body(message) == "Late."
    *_, used, result = blocks(sent(here))
    assert used["input"] == {"zone": "Europe/Warsaw"}
    assert "Europe/Warsaw" in result["content"][0]["text"]


async def test_s62_message_delta_brings_the_stop_reason_and_all_of_the_usage(here):
    """Its numbers are totals: they replace what message_start said."""
    counts = stops("max_tokens", output_tokens=42, input_tokens=900)
    message = await reply(here, "why?", Stream(encoded(*HELLO[:-2], counts, STOP)))
    assert "900 in, 42 out" in footers(message)[-1]
    assert "the token limit was reached" in footers(message)[-1]


async def test_s63_message_stop_is_the_end_and_without_it_the_answer_is_cut_short(here):
    message = await reply(here, "why?", Stream(encoded(*HELLO[:-1])))
    assert body(message) == "Hello"
    assert "cut short" in " ".join(footers(message))
    assert "again" in buttons(message)
    assert [turn.role for turn in await kept(here, message)] == ["user"]


async def test_s64_what_the_sdk_streams_as_text_is_what_slack_shows(here):
    message = await reply(here, "Hello", Say(TOLD))
    here.messages.script(Say(TOLD))
    asked = {"model": "claude-sonnet-4-6", "max_tokens": 256}
    said = [{"role": "user", "content": "Hello"}]
    async with (
        anthropic.AsyncAnthropic(base_url=here.messages.url, api_key="local") as sdk,
        sdk.messages.stream(**asked, messages=said) as stream,
    ):
        told = "".join([text async for text in stream.text_stream])
    assert body(message).strip() == told.strip()


@pytest.mark.parametrize(
    "odd",
    [
        PING,
        {"type": "from_tomorrow", "index": 0, "delta": {"type": "text_delta", "text": "!"}},
        grows(0, "from_tomorrow_delta", text="!"),
        stops("end_turn"),
    ],
    ids=lambda event: event["type"],
)
async def test_s65_the_six_kinds_of_events_make_an_answer_whatever_else_comes(here, odd):
    whole = [start(), opens(0), says("Hel"), odd, says("lo"), closes(), stops(), STOP]
    named = {event["type"] for event in HELLO} - {"ping"}
    assert named == {
        *("message_start", "content_block_start", "content_block_delta"),
        *("content_block_stop", "message_delta", "message_stop"),
    }
    assert body(await reply(here, "why?", Stream(encoded(*whole)))) == "Hello"
