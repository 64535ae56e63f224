"""Somebody asks the bot about itself, with a command and a word that says what."""

import pytest

from handlers.threadloom import SUBCOMMANDS


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        " help",
        " HELP",
        "  “Help”. ",
        " ?",
        " '; drop",
        " `commands`",
        " /help",
        " pomoc",
        " ｈｅｌｐ",
    ],
)
async def test_without_a_word_and_with_help_it_tells_what_there_is(front, words):
    told = await front.command(f"/threadloom{words}")
    assert all(f"`/threadloom {each.name}`" in told for each in SUBCOMMANDS)


@pytest.mark.parametrize("words", ["fly", "hlep", "<@U0BEN0002>", "x" * 3000, "`*_~`"])
async def test_an_unknown_word_names_the_known_ones(front, words):
    told = await front.command(f"/threadloom {words}")
    assert told.startswith("I don't know")
    assert all(f"`{each.name}`" in told for each in SUBCOMMANDS)
    assert len(told) < 400


@pytest.mark.parametrize("gap", ["\n", "\t", "\u00a0", "  \n "])
async def test_whatever_blank_divides_the_words(front, gap):
    assert "*Your usage*" in await front.command(f"/threadloom usage{gap}me")


def test_no_word_means_two_things():
    known = [name for each in SUBCOMMANDS for name in (each.name, *each.also)]
    assert len(known) == len(set(known))
    assert all(name == name.lower() and " " not in name for name in known)
