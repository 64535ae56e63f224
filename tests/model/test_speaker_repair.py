"""How an answer is got out of an endpoint that does not like what it is asked, or what was said."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.adapters.redis import keys, records
from bot.answer.request import Request
from bot.conversation.conversation import Conversation, Turn, block
from bot.playground.messages.script import Fail, Say
from tests.answer.damaged import conversations
from tests.asking import kept, said, sent
from tests.rig import USUAL, rig
from tests.whole.world import body, footers


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield here


def refusal(sentence):
    """The API's own 400."""
    error = {"type": "invalid_request_error", "message": sentence}
    return Fail(400, {"type": "error", "error": error})


async def test_what_is_refused_for_good_is_asked_once(here):
    await said(here, "why?", refusal("a reason that nobody knows"))
    assert len(here.messages.requests) == 1


async def test_a_feature_that_is_refused_is_dropped_remembered_and_told(here):
    refused = refusal("tools.0: web_search is not supported by this endpoint")
    for steps in ((refused, Say("Without.")), (Say("Without."),)):
        message = await said(here, "!websearch on news?", *steps)
        assert body(message) == "Without."
        assert "Web search is not available" in " ".join(footers(message))
    assert len(here.messages.requests) == 3
    offers = [str(request.body["tools"]) for request in here.messages.requests]
    assert ["web_search" in tools for tools in offers] == [True, False, False]


async def test_a_feature_that_was_refused_is_tried_again_after_a_while(here):
    refused = refusal("tools.0: web_search is not supported by this endpoint")
    short = replace(here.bot.speaker, refused_for=1.5)
    bot = replace(here.bot, speaker=short)
    for steps in ((refused, Say("Without.")), (Say("Without."),)):
        here.messages.script(*steps)
        await here.ask("!websearch on news?")
        await bot.answer(await bot.mailbox.take(0))
    await asyncio.sleep(1.6)
    here.messages.script(Say("With."))
    question = await here.ask("!websearch on news?")
    await bot.answer(await bot.mailbox.take(0))
    offers = ["web_search" in str(r.body["tools"]) for r in here.messages.requests]
    assert offers == [True, False, False, True]
    assert "not available" not in " ".join(footers(here.replies(question)[-1]))


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("system.0.cache_control: Extra inputs are not permitted", "caches no prompts"),
        ("metadata: Extra inputs are not permitted", "takes no metadata"),
        ("service_tier: Extra inputs are not permitted", "takes no service_tier"),
    ],
)
async def test_an_option_that_is_refused_is_left_out_and_said(here, sentence, told):
    setup = replace(here.bot.speaker.setup, key="k", service_tier="auto")
    bot = replace(here.bot, speaker=replace(here.bot.speaker, setup=setup))
    here.messages.script(refusal(sentence), Say("Because."))
    question = await here.ask("why?")
    await bot.answer(await bot.mailbox.take(0))
    first, second = (request.body for request in here.messages.requests)
    field = sentence.partition(":")[0].rpartition(".")[2]
    assert (field in str(first), field in str(second)) == (True, False)
    message = here.replies(question)[-1]
    assert body(message) == "Because."
    assert told in " ".join(footers(message))


async def test_a_feature_refused_twice_is_not_the_culprit(here):
    refused = refusal("tools.0: web_search is not supported by this endpoint")
    message = await said(here, "!websearch on news?", refused, refused, Say("Never."))
    assert len(here.messages.requests) == 2
    assert "did not accept" in footers(message)[0]


async def test_thinking_bound_elsewhere_is_left_behind_for_good(here):
    bound = refusal(
        "messages.1.content.0: Invalid `signature` in `thinking` block. "
        "The block is bound to a different conversation."
    )
    first = await said(here, "!thinking on why?", Say("Because.", thinking="Hm."))
    steps = (bound, Say("Like that.", thinking="So."))
    second = await said(here, "how?", *steps, thread=first["thread_ts"])
    assert body(second) == "Like that."
    third = await said(here, "and?", Say("So."), thread=first["thread_ts"])
    assert body(third) == "So."
    kinds = [[b["type"] for m in sent(here, at) for b in m["content"]] for at in (1, 2)]
    assert ["thinking" in kind for kind in kinds] == [True, False]
    assert sent(here, 3)[1]["content"] == [block("Because.")]
    assert sent(here, 3)[3]["content"][0]["type"] == "thinking"


async def test_a_signature_that_the_endpoint_did_not_write_is_left_behind(here):
    first = await said(here, "!thinking on why?", Say("Because.", thinking="Hm."))
    question = await here.ask("!thinking on how?", first["thread_ts"])
    answer = (await kept(here, question))[-1]
    forged = {"type": "thinking", "thinking": "Hm.", "signature": "Rm9yZ2Vk"}
    answer = replace(answer, content=(forged, block("Yes.")), question="q9")
    bad = (Turn("user", (block("So?"),), "q9"), answer)
    conversation = keys.conversation(question.thread)
    await here.redis.rpush(conversation, *map(records.write, bad))
    here.messages.script(Say("Like that."))
    await here.answer()
    assert body(here.replies(question)[-1]) == "Like that."
    assert [request.status for request in here.messages.requests] == [200, 400, 200]
    marks = [turn.about for turn in await kept(here, question) if turn.role == "mark"]
    assert marks == [{"epoch_ends": True}]


NOW = Request(Conversation(), USUAL.default, USUAL.setup).epoch


@settings(max_examples=25)
@given(conversations(NOW))
async def test_a_thread_answers_whatever_lies_in_its_store(damaged):
    async with rig(rates={}, per_channel={}) as here:
        question = await here.ask("and now?")
        bad = map(records.write, damaged.turns)
        await here.redis.rpush(keys.conversation(question.thread), *bad)
        here.messages.script(Say("Fine."))
        await here.answer()
        assert body(here.replies(question)[-1]).endswith("Fine.")
        assert len(here.messages.requests) <= 4
