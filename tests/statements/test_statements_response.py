"""S66 to S78: what an answer is made of, and where each part of it goes."""

import pytest

from bot.conversation.usage import Account
from bot.playground.messages.script import Fail, Say, Stream
from tests.answer.wire import STOP, closes, encoded, opens, says, start, stops
from tests.rig import ANN, TEAM
from tests.statements.telling import kept, reply, sent
from tests.whole.world import body, buttons, footers

GOLDEN = {
    "id": "msg_bdrk_01UjHdmSztrL7QYYm7CKBDFB",
    "type": "message",
    "role": "assistant",
    "model": "claude-sonnet-4-6",
}
USAGE = {
    "input_tokens": 19,
    "cache_creation_input_tokens": 0,
    "cache_read_input_tokens": 0,
    "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0},
    "output_tokens": 4,
}
"""The example of both documents."""


def stream(*events, usage=USAGE, reason="end_turn", **message):
    """An answer with those events between its beginning and its end."""
    begins = start(**{**GOLDEN, **message, "usage": usage})
    ends = {**stops(reason), "usage": {"output_tokens": usage["output_tokens"]}}
    return Stream(encoded(begins, *events, ends, STOP))


HELLO = (opens(0), says("Hello!"), closes())


async def answer(here, message):
    """The turn that was kept."""
    return (await kept(here, message))[-1]


@pytest.mark.parametrize("named", ["msg_01XFDUDYJgAACzvnptvVoYEL", GOLDEN["id"]])
async def test_s66_the_id_is_kept_with_the_answer(here, named):
    message = await reply(here, "Hello!", stream(*HELLO, id=named))
    assert (await answer(here, message)).about["id"] == named


@pytest.mark.parametrize("kind", ["message", "something else", None])
async def test_s67_the_type_is_message_and_nothing_hangs_on_it(here, kind):
    assert body(await reply(here, "Hello!", stream(*HELLO, type=kind))) == "Hello!"


@pytest.mark.parametrize("role", ["assistant", None])
async def test_s68_the_role_is_assistant_when_it_is_sent_back(here, role):
    message = await reply(here, "Hello!", stream(*HELLO, role=role))
    await reply(here, "and?", thread=message["thread_ts"])
    assert [turn["role"] for turn in sent(here)["messages"]] == ["user", "assistant", "user"]


async def test_s69_content_of_a_kind_nobody_knows_is_kept_and_the_text_shown(here):
    hologram = {"type": "hologram", "depth": [1, {"of": 2}]}
    odd = {"type": "content_block_start", "index": 1, "content_block": hologram}
    message = await reply(here, "Hello!", stream(*HELLO, odd, closes(1)))
    assert body(message) == "Hello!"
    assert (await answer(here, message)).content[1] == hologram
    message = await reply(here, "and?", thread=message["thread_ts"])
    assert body(message) == "Fine."


async def test_s70_every_field_of_a_block_goes_back_as_it_came(here):
    call = {"type": "tool_use", "id": "toolu_1", "name": "clock", "input": {"zone": "Asia/Tokyo"}}
    first = Say("Let me look.", thinking="Hm.", blocks=(call,))
    message = await reply(here, "!thinking on what time?", first, Say("Late.", thinking="So."))
    back = sent(here)["messages"][1]["content"]
    assert back == list((await kept(here, message))[1].content)
    thinking, text, used = back
    assert (thinking["type"], thinking["thinking"], text["text"]) == (
        *("thinking", "Hm."),
        "Let me look.",
    )
    assert thinking["signature"]
    assert used == call


async def test_s71_the_footer_names_the_model_that_answered(here):
    message = await reply(here, "Hello!", stream(*HELLO, model="claude-sonnet-4-6-20260217"))
    assert sent(here)["model"] == "claude-sonnet-4-6"
    assert footers(message)[-1].startswith("claude-sonnet-4-6-20260217")


@pytest.mark.parametrize(
    ("reason", "says_so", "offers"),
    [
        ("end_turn", "", set()),
        ("max_tokens", "the token limit was reached", {"go_on"}),
        ("stop_sequence", "stopped at", set()),
    ],
)
async def test_s72_a_stop_reason_is_told_where_it_matters(here, reason, says_so, offers):
    message = await reply(here, "Hello!", stream(*HELLO, reason=reason))
    assert body(message) == "Hello!"
    assert says_so in footers(message)[-1]
    assert buttons(message).keys() & {"again", "go_on"} == offers
    assert (await answer(here, message)).about["stop_reason"] == reason


async def test_s72_after_tool_use_the_tool_is_used_and_the_answer_goes_on(here):
    call = {"type": "tool_use", "id": "toolu_1", "name": "clock", "input": {}}
    message = await reply(here, "Hello!", Say(blocks=(call,)), Say("Late."))
    assert body(message) == "Late."
    assert sent(here)["messages"][-1]["content"][0]["tool_use_id"] == "toolu_1"


async def test_s72_after_pause_turn_the_answer_goes_on_with_what_was_said(here):
    asked = {"id": "srvtoolu_1", "name": "web_search", "input": {"query": "news"}}
    paused = Say(
        "I look.", blocks=({"type": "server_tool_use", **asked},), stop_reason="pause_turn"
    )
    message = await reply(here, "!websearch on Hello!", paused, Say("There."))
    assert body(message) == "I look.\n\nThere."
    assert sent(here)["messages"][-1]["role"] == "assistant"
    assert [block["type"] for block in sent(here)["messages"][-1]["content"]] == [
        *("text", "server_tool_use"),
    ]


@pytest.mark.parametrize(("sequence", "told"), [("END", "“END”"), (None, "")])
async def test_s73_the_stop_sequence_is_a_string_or_null(here, sequence, told):
    reason = "stop_sequence" if sequence else "end_turn"
    ends = stops(reason)
    ends["delta"]["stop_sequence"] = sequence
    message = await reply(here, "Hello!", Stream(encoded(start(), *HELLO, ends, STOP)))
    assert (await answer(here, message)).about.get("stop_sequence") == sequence
    assert told in footers(message)[-1]


async def test_s74_tokens_in_and_out_are_told_and_added_up(here):
    first = await reply(here, "Hello!", stream(*HELLO))
    await reply(here, "again!", stream(*HELLO), thread=first["thread_ts"])
    assert "19 in, 4 out" in footers(first)[-1]
    (used,) = await here.bot.store.usage([Account("person", f"{TEAM}:{ANN}")])
    assert (used.total.input, used.total.output) == (38, 8)


async def test_s75_tokens_written_to_the_cache_and_read_from_it_are_told_apart(here):
    usage = {**USAGE, "cache_creation_input_tokens": 300, "cache_read_input_tokens": 5000}
    usage.pop("cache_creation")
    message = await reply(here, "Hello!", stream(*HELLO, usage=usage))
    assert "5,319 (5,000 from the cache, 300 to the cache) in" in footers(message)[-1]


async def test_s76_what_was_written_for_five_minutes_and_for_an_hour_is_counted_apart(here):
    split = {"ephemeral_5m_input_tokens": 100, "ephemeral_1h_input_tokens": 200}
    usage = {**USAGE, "cache_creation_input_tokens": 300, "cache_creation": split}
    await reply(here, "Hello!", stream(*HELLO, usage=usage))
    (used,) = await here.bot.store.usage([Account("person", f"{TEAM}:{ANN}")])
    assert (used.total.cache_write_5m, used.total.cache_write_1h) == (100, 200)


async def test_s77_the_example_of_the_documents_is_read_as_it_stands_there(here):
    message = await reply(here, "Hello!", stream(*HELLO))
    turn = await answer(here, message)
    assert body(message) == "Hello!"
    assert turn.content == ({"type": "text", "text": "Hello!"},)
    assert turn.about["usage"] == USAGE
    assert turn.about["stop_reason"] == "end_turn"
    assert footers(message)[-1].startswith("claude-sonnet-4-6 · 19 in, 4 out")
    assert "the cache" not in footers(message)[-1]


@pytest.mark.parametrize(
    ("status", "apology"),
    [
        (400, "did not accept"),
        (401, "not allowed"),
        (404, "did not accept"),
        (429, "very busy"),
        (500, "could not reach"),
        (529, "very busy"),
    ],
)
async def test_s78_only_200_is_success(here, status, apology):
    message = await reply(here, "Hello!", Fail(status))
    assert body(message) == ""
    assert apology in footers(message)[0]
    assert [turn.role for turn in await kept(here, message)] == ["user"]
    assert body(await reply(here, "Hello!")) == "Fine."
