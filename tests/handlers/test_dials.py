"""Somebody asks for or sets how they are answered, with a command."""

import pytest

from bot.conversation.dials import DIALS
from bot.conversation.preferences import channel, person
from tests.rig import ANN, CHANNEL, TEAM

MINE, OURS = person(TEAM, ANN), channel(TEAM, CHANNEL)
SET = {
    "effort": "high",
    "thinking": "budget 8000",
    "websearch": "on",
    "webfetch": "on",
    "callback": "off",
}


@pytest.mark.parametrize(("name", "value"), SET.items())
async def test_every_command_sets_a_dial_for_the_person(front, name, value):
    title = DIALS[name].title
    assert (
        await front.command(f"/{name} {value}") == f"{title} is now *{value}* for you, everywhere."
    )
    assert await front.command(f"/{name}") == f"{title}: *{value}* (your own setting)."
    assert await front.rig.bot.store.preferred([MINE, OURS]) == [{name: value}, {}]


async def test_here_sets_the_channel(front):
    assert await front.command("/effort high here") == "Effort is now *high* for this channel."
    assert await front.rig.bot.store.preferred([MINE, OURS]) == [{}, {"effort": "high"}]
    assert await front.command("/effort", user="ben") == "Effort: *high* (set for this channel)."
    assert "the default" in await front.command("/effort", channel="research")


async def test_without_a_word_it_tells_what_is_in_force(front):
    for words in ("/effort", "/effort here", "/effort everywhere"):
        assert await front.command(words) == "Effort: *the model's own* (the default)."
    assert await front.rig.bot.store.preferred([MINE, OURS]) == [{}, {}]


async def test_a_nearer_place_that_differs_is_told(front):
    await front.command("/effort low")
    told = await front.command("/effort high here")
    assert told == "Effort is now *high* for this channel. Effort: *low* (your own setting)."
    assert await front.command("/effort high here", user="ben") == (
        "Effort is now *high* for this channel."
    )


async def test_reset_clears_and_tells_what_holds_then(front):
    await front.command("/effort low")
    await front.command("/effort high here")
    told = await front.command("/effort reset")
    assert told == (
        "Effort is no longer set for you, everywhere. Effort: *high* (set for this channel)."
    )
    assert await front.command("/effort reset here") == (
        "Effort is no longer set for this channel."
    )
    assert await front.rig.bot.store.preferred([MINE, OURS]) == [{}, {}]


@pytest.mark.parametrize("words", ["HIGH", " high  everywhere", "“high”", "hi"])
async def test_small_slips_are_forgiven(front, words):
    assert "*high* for you" in await front.command(f"/effort {words}")


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ("/effort enormous", "low|medium|high"),
        ("/effort high low here", "low|medium|high"),
        ("/thinking budget 12", "budget N"),
        ("/websearch perhaps", "on|off"),
    ],
)
async def test_wrong_words_get_a_usage_line_and_nothing_is_stored(front, words, allowed):
    told = await front.command(words)
    assert told.startswith("Usage: `/")
    assert allowed in told
    assert "`here`" in told
    assert await front.rig.bot.store.preferred([MINE, OURS]) == [{}, {}]


async def test_what_is_set_holds_for_one_person_in_one_workspace(front):
    await front.command("/effort high")
    assert "the default" in await front.command("/effort", user="ben")
    assert "your own" in await front.command("/effort", channel="research")


async def test_while_redis_is_away_the_person_is_told(front):
    front.redis_is(up=False)
    assert "memory is away" in await front.command("/effort high")
    front.redis_is(up=True)
    assert "the default" in await front.command("/effort")
