"""S13 to S32: the model, what was said, and how the answer is written."""

import pytest

from bot.answer.repair import repaired
from bot.answer.request import MOST, Request
from bot.answer.setup import Setup
from bot.conversation.attachment import Attachment
from bot.conversation.conversation import Conversation, Turn, block
from bot.conversation.preferences import Preferences
from bot.playground.messages.script import Fail, Say
from tests.conversation import samples
from tests.statements.telling import FINE, blocks, kept, reply, sent, set_up
from tests.whole.world import body, buttons, footers


async def test_s13_the_model_is_any_id_that_somebody_set(here):
    await reply(here, "why?")
    assert sent(here)["model"] == "claude-sonnet-4-6"
    message = await reply(here, "!model claude-opus-4-6 why?")
    assert sent(here)["model"] == "claude-opus-4-6"
    assert "claude-opus-4-6" in footers(message)[-1]


async def test_s14_the_messages_are_what_was_said_in_the_thread_in_order(here):
    first = await reply(here, "one?", Say("One."))
    await reply(here, "two?", Say("Two."), thread=first["thread_ts"])
    told = [(m["role"], m["content"][0]["text"]) for m in sent(here)["messages"]]
    assert told == [("user", "ann: one?"), ("assistant", "One."), ("user", "ann: two?")]


async def test_s15_roles_alternate_though_two_questions_stand_in_a_row(here):
    """!: the API merges by itself now; we keep to it, and endpoints differ."""
    first = await reply(here, "one?", Fail(401))
    await reply(here, "two?", thread=first["thread_ts"])
    await reply(here, "three?", thread=first["thread_ts"])
    messages = sent(here)["messages"]
    assert [message["role"] for message in messages] == ["user", "assistant", "user"]
    assert [b["text"] for b in messages[0]["content"]] == ["ann: one?", "ann: two?"]


async def test_s16_content_goes_out_as_blocks_and_a_string_is_read_as_one(here):
    await reply(here, "why?")
    assert [type(message["content"]) for message in sent(here)["messages"]] == [list]
    (whole,) = repaired([{"role": "user", "content": "why?"}], strange=True)
    assert whole == {"role": "user", "content": [{"type": "text", "text": "why?"}]}


async def test_s17_text_pictures_papers_tool_calls_and_results_go_out_as_blocks(here):
    call = {"type": "tool_use", "id": "toolu_1", "name": "clock", "input": {}}
    ts = await here.slack.type("ann", "general", "what is this?", files=[
        ("square.png", samples.png(), "image/png"),
        ("notes.txt", b"Red.", "text/plain"),
    ])  # fmt: skip
    (shared,) = [m for m in here.slack.messages("general") if m["ts"] == ts]
    files = tuple(map(Attachment.read, shared["files"]))
    await reply(here, "what is this?", Say(blocks=(call,)), Say("Red."), files=files)
    kinds = [block["type"] for block in blocks(sent(here))]
    assert kinds == ["image", "document", "text", "tool_use", "tool_result"]
    assert here.messages.requests[-1].status == 200


def test_s18_of_more_than_100_000_messages_the_newest_are_sent():
    """Not over the wire: the local API would read them for longer than a lease lasts."""
    pair = (Turn("user", (block("a"),)), Turn("assistant", (block("b"),)))
    turns = (*pair * (MOST // 2), Turn("user", (block("and now?"),)))
    request = Request(Conversation(turns), Preferences("claude-sonnet-4-6"))
    messages = request.body()["messages"]
    assert MOST == 100_000
    assert len(messages) <= MOST
    assert messages[-1]["content"][-1]["text"] == "and now?"
    assert any("no longer fits" in notice for notice in request.notices)


async def test_s19_max_tokens_is_in_every_request(here):
    await reply(here, "why?")
    assert sent(here)["max_tokens"] == Preferences("any").max_tokens
    await reply(here, "!max_tokens 1024 why?")
    assert sent(here)["max_tokens"] == 1024


async def test_s20_max_tokens_is_at_least_one(here):
    refused = await reply(here, "!max_tokens 0 why?", FINE)
    assert "from 1 to 128,000" in body(refused)
    assert not here.messages.requests
    await reply(here, "!max_tokens 1 why?")
    assert sent(here)["max_tokens"] == 1


async def test_s21_an_answer_may_end_before_its_tokens_do(here):
    message = await reply(here, "!max_tokens 4096 why?", Say("Because."))
    assert body(message) == "Because."
    assert "cut short" not in footers(message)[-1]
    assert "again" not in buttons(message)


async def test_s22_thinking_counts_among_the_tokens_and_may_use_them_up(here):
    long = Say("An answer.", thinking="Hm. " * 20_000)
    message = await reply(here, "!thinking budget 1024 !max_tokens 2000 why?", long)
    assert "used up all the tokens of this answer on thinking" in " ".join(footers(message))
    assert "again" in buttons(message)
    assert [turn.role for turn in await kept(here, message)] == ["user"]


async def test_s23_the_system_prompt_is_what_the_operator_wrote(here):
    """A plain string, unless its end is to be cached."""
    default = Preferences("claude-sonnet-4-6", instructions="Be brief.")
    async with set_up(default=default, setup=Setup(cache="off")) as other:
        await reply(other, "why?")
    assert sent(other)["system"] == "Be brief."
    async with set_up(default=Preferences("claude-sonnet-4-6", instructions="")) as silent:
        await reply(silent, "why?")
    assert "system" not in sent(silent)


async def test_s24_the_system_prompt_is_an_array_of_blocks(here):
    await reply(here, "why?")
    (block,) = sent(here)["system"]
    assert (block["type"], block["cache_control"]) == ("text", {"type": "ephemeral"})


async def test_s25_temperature_goes_from_0_to_1_where_the_model_takes_it(here):
    """!: models from 4.7 on refuse it; there it is left out, and that is said."""
    await reply(here, "why?")
    assert "temperature" not in sent(here)
    await reply(here, "!temperature 0.2 why?")
    assert sent(here)["temperature"] == 0.2
    message = await reply(here, "!model claude-opus-4-8 !temperature 0.2 why?")
    assert "temperature" not in sent(here)
    assert "does not take temperature" in " ".join(footers(message))
    asked = len(here.messages.requests)
    assert "from 0 to 1" in body(await reply(here, "!temperature 1.1 why?"))
    assert len(here.messages.requests) == asked


async def test_s26_low_is_for_analysis_and_high_for_invention(here):
    usage = body(await reply(here, "!temperature creative why?"))
    assert "low for analysis, high for invention" in usage


async def test_s27_top_p_goes_from_0_to_1(here):
    await reply(here, "!top_p 0.9 why?")
    assert sent(here)["top_p"] == 0.9
    asked = len(here.messages.requests)
    assert "from 0 to 1" in body(await reply(here, "!top_p -0.1 why?"))
    assert len(here.messages.requests) == asked


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ("!temperature 0.2 !top_p 0.9", "top_p"),
        ("!top_p 0.9 !temperature 0.2", "temperature"),
    ],
)
async def test_s28_of_temperature_and_top_p_only_the_one_set_last_is_sent(here, said, last):
    await reply(here, f"{said} why?")
    assert {"temperature", "top_p"} & sent(here).keys() == {last}


async def test_s29_top_k_is_a_whole_number_from_0(here):
    for number in (0, 40):
        await reply(here, f"!top_k {number} why?")
        assert sent(here)["top_k"] == number
    asked = len(here.messages.requests)
    for wrong in ("-1", "1.5"):
        assert "from 0 to 100,000" in body(await reply(here, f"!top_k {wrong} why?"))
    assert len(here.messages.requests) == asked


async def test_s30_every_answer_is_streamed_and_one_in_a_piece_is_not_shown(here, caplog):
    await reply(here, "why?")
    assert sent(here)["stream"] is True
    piece = {"type": "message", "role": "assistant", "content": [{"type": "text", "text": "Hi"}]}
    message = await reply(here, "why?", Fail(200, piece))
    assert "did not accept" in " ".join(footers(message))
    assert "the endpoint does not stream" in caplog.text


async def test_s31_stop_sequences_are_an_array_of_strings(here):
    await reply(here, "!stop_sequence END why?")
    assert sent(here)["stop_sequences"] == ["END"]
    await reply(here, "why?")
    assert "stop_sequences" not in sent(here)


async def test_s32_the_stop_sequence_is_not_in_the_answer_and_named_under_it(here):
    message = await reply(here, "!stop_sequence END count", Say("One two END three"))
    assert body(message).strip() == "One two"
    assert "stopped at “END”" in footers(message)[-1]
