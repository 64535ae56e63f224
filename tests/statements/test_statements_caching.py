"""S50 to S56: what is marked to be cached, and what the footer tells of it."""

import re
from decimal import Decimal

import pytest

from bot.answer.setup import Setup
from bot.conversation.preferences import Preferences
from bot.conversation.usage import Account
from bot.playground.messages.script import Say
from tests.rig import ANN, TEAM
from tests.statements.telling import blocks, kept, reply, sent, set_up
from tests.whole.world import footers

EPHEMERAL = {"type": "ephemeral"}
LONG = Preferences("claude-sonnet-4-6", instructions="You review code with care. " * 400)
SHORT = Preferences("claude-sonnet-4-6", instructions="Be brief.")
MILLION = Decimal(1_000_000)


def marked(body):
    """Where the breakpoints are: indices in the system prompt, and in the blocks of the turns."""
    system = [at for at, block in enumerate(body.get("system", ())) if "cache_control" in block]
    return system, [at for at, block in enumerate(blocks(body)) if "cache_control" in block]


def cost(message):
    """What the footer says that the answer cost."""
    return Decimal(re.search(r"\$([\d.]+)", footers(message)[-1])[1])


async def usage(here, message):
    """What the API said that the answer took."""
    return (await kept(here, message))[-1].about["usage"]


async def test_s50_blocks_are_marked_ephemeral_or_none_is(here):
    await reply(here, "why?")
    assert sent(here)["system"][0]["cache_control"] == EPHEMERAL
    assert blocks(sent(here))[0]["cache_control"] == EPHEMERAL
    async with set_up(setup=Setup(cache="off")) as other:
        await reply(other, "why?")
    assert "cache_control" not in other.messages.requests[0].raw.decode()


async def test_s51_the_system_prompt_is_marked_at_its_end():
    async with set_up(default=LONG) as here:
        await reply(here, "Review this code...")
    assert marked(sent(here))[0] == [0]
    assert sent(here)["system"][0]["text"] == LONG.instructions


async def test_s52_the_conversation_is_marked_at_its_last_question(here):
    first = await reply(here, "one?")
    await reply(here, "two?", thread=first["thread_ts"])
    assert marked(sent(here)) == ([0], [2])
    async with set_up(setup=Setup(automatic_cache=True)) as other:
        await reply(other, "why?")
    assert sent(other)["cache_control"] == EPHEMERAL
    assert marked(sent(other))[1] == []


async def test_s53_the_second_question_costs_less_than_the_first():
    async with set_up(default=LONG) as here:
        first = await reply(here, "one?")
        second = await reply(here, "two?", thread=first["thread_ts"])
        assert (await usage(here, second))["cache_read_input_tokens"] > 1024
    assert "from the cache" in footers(second)[-1]
    assert cost(second) < cost(first)


async def test_s54_what_is_too_short_is_not_cached_and_no_claim_is_made():
    """!: how short depends on the model, 512 to 4,096 tokens; the endpoint decides, we mark."""
    bare = Setup(provider="local")
    for default, cached in ((SHORT, False), (LONG, True)):
        async with set_up(default=default, setup=bare) as here:
            message = await reply(here, "why?")
            assert marked(sent(here)) == ([0], [0])
            written = (await usage(here, message))["cache_creation_input_tokens"]
        assert (written >= 1024) is cached
        assert ("the cache" in footers(message)[-1]) is cached


@pytest.mark.parametrize(("cache", "rate"), [("5m", "3.75"), ("1h", "6")])
async def test_s55_what_is_written_to_the_cache_is_told_and_costs_more(cache, rate):
    async with set_up(default=LONG, setup=Setup(cache=cache)) as here:
        message = await reply(here, "why?", Say("Because."))
        used = await usage(here, message)
    written = used["cache_creation_input_tokens"]
    assert written > 1024
    assert f"{written:,} to the cache" in footers(message)[-1]
    plain = used["input_tokens"] * 3 + used["output_tokens"] * 15
    assert abs(cost(message) - (plain + written * Decimal(rate)) / MILLION) < Decimal("0.0001")


async def test_s56_what_is_read_from_the_cache_is_told_and_costs_less():
    async with set_up(default=LONG) as here:
        first = await reply(here, "one?")
        message = await reply(here, "two?", thread=first["thread_ts"])
        used = await usage(here, message)
        (counted,) = await here.bot.store.usage([Account("person", f"{TEAM}:{ANN}")])
    read, written = used["cache_read_input_tokens"], used["cache_creation_input_tokens"]
    assert counted.total.cache_read == read > 1024
    assert f"{read:,} from the cache" in footers(message)[-1]
    plain = used["input_tokens"] * 3 + used["output_tokens"] * 15 + written * Decimal("3.75")
    assert abs(cost(message) - (plain + read * Decimal("0.30")) / MILLION) < Decimal("0.0001")
