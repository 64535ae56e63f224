"""What becomes of a text in a canvas; Slack's own limits are the judge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack.canvas import complaint
from bot.reply.inert import inert
from bot.reply.paper import LARGEST, paper
from tests.reply.texts import DANGEROUS, TEXTS


def table(rows, cells):
    row = "|" + "x|" * cells + "\n"
    return row + "|" + "-|" * cells + "\n" + row * (rows - 1)


@pytest.mark.parametrize(
    ("markdown", "made"),
    [
        ("# One\n\nwords\nand more", "# One\n\nwords\nand more"),
        ("#### Deep ####", "### Deep"),
        ("- a\n  - b\n- c", "- a\n  - b\n- c"),
        ("1. Run:\n\n   ```sh\n   make\n   ```\n2. Done", "1. Run:\n\n```sh\nmake\n```\n\n2. Done"),
        ("> # Said\n> so", "# Said\n\nso"),
        ("- # Title", "# Title"),
        ("> words\n> > deeper", "words\n\ndeeper"),
        ("***", "---"),
        ("```\n- x\n```", "```\n- x\n```"),
        ("", ""),
    ],
)
def test_what_fits_stays_and_what_does_not_is_taken_apart(markdown, made):
    assert paper(markdown) == made


def test_a_long_table_goes_on_in_another():
    parts = paper(table(201, 3)).split("\n\n")
    assert len(parts) == 3
    assert {part.split("\n")[0] for part in parts} == {"| x | x | x |"}
    assert sum(part.count("\n") - 1 for part in parts) == 200


def test_a_table_wider_than_any_is_none():
    assert complaint(paper(table(2, 301))) == ""


def test_more_than_a_canvas_holds_is_cut_between_blocks():
    made = paper("\n\n".join(["word " * 200] * 1100))
    assert len(made) <= LARGEST
    assert made.endswith("\n\n…")


@pytest.mark.parametrize("ping", ["![](@U0BEN0001)", "![](#C0GENERAL)", "![](https://a.example)"])
def test_nothing_in_it_calls_or_unfurls(ping):
    assert "![" not in paper(f"So {ping} it is\n\n- one\n\n  > {ping}\n")
    assert "<@" not in paper("- <@U0BEN0001>\n\n  ```\n  x\n  ```\n")


_LINES = st.sampled_from(
    ["# a", "#### b", "- c", "  - d", "    e", "> f", ">> g", "```", "~~~", "| x | y |", "|-|-|",
     "1. h", "  ***", "", "word", "   - > i", "- # j", "=", "---", "\\", "10) k", "+ - l", "\tm"]
)  # fmt: skip


@given(st.lists(_LINES, max_size=14))
def test_slack_takes_whatever_was_written(lines):
    made = paper("\n".join(lines))
    assert complaint(made) == "", made


@given(DANGEROUS | TEXTS)
def test_slack_takes_what_a_hostile_model_writes(text):
    assert complaint(paper(text)) == ""


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=5))
def test_no_words_are_lost(words):
    nested = "\n".join(f"{'  ' * at}- {word}" for at, word in enumerate(words)) + "\n\n> # end\n"
    made = paper(nested)
    for word in [*words, "end"]:
        assert word in made
    assert inert(made) == made or "\\" in made
