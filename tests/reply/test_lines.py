import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from bot.reply.lines import Lines
from tests.corpora import corpora_needed
from tests.reply.texts import TEXTS, answers, examples

PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


def fold(text: str) -> list[Lines]:
    here, all_of_them = Lines(), []
    for line in text.split("\n"):
        here = here.after(line)
        all_of_them.append(here)
    return all_of_them


def fenced(text: str) -> list[int]:
    said = [bool(line.strip()) for line in text.split("\n")]
    return [n for n, here in enumerate(fold(text)) if here.kind == "fence" and said[n]]


def fenced_by_the_book(text: str) -> list[int]:
    said = [bool(line.strip()) for line in text.split("\n")]
    spans = [block.map or [0, 0] for block in PARSER.parse(text) if block.type == "fence"]
    return [n for start, end in spans for n in range(start, end) if said[n]]


@corpora_needed
def test_every_answer_and_every_example_has_its_fences_where_commonmark_has_them():
    for text in answers(300) + examples():
        assert fenced(text) == fenced_by_the_book(text), text


@corpora_needed
def test_every_answer_has_its_tables_where_gfm_has_them():
    for text in answers(300):
        rows = sum(block.type == "tr_open" for block in PARSER.parse(text))
        tables = sum(block.type == "table_open" for block in PARSER.parse(text))
        piped = sum(here.kind == "table" for here in fold(text))
        assert piped == rows  # the delimiter in place of the header, which only it makes one
        assert bool(tables) == bool(piped)


@given(TEXTS)
def test_a_fence_is_open_after_its_lines_and_none_after_others(text):
    for before, here in zip([Lines(), *fold(text)], fold(text), strict=False):
        assert here.fence is None or here.kind == "fence"
        assert before.fence is not None or here.kind != "fence" or here.fence is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "blank"),
        ("some text", "text"),
        ("## Heading", "heading"),
        ("- ## Heading", "heading"),
        ("* * *", "rule"),
        ("    code", "code"),
        ("text\n    text still", "text"),
        ("- item\n\n    text of it", "text"),
        ("```", "fence"),
        ("> 1. ~~~ info", "fence"),
        ("``` no `fence`", "text"),
        ("| a | b |\n|---|---|", "table"),
        ("| a | b |\n|---|", "text"),
        ("| a |\n|---|\nno pipe", "text"),
    ],
)
def test_a_line_is_what_it_and_those_before_make_it(text, kind):
    assert fold(text)[-1].kind == kind


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("~~~~x", "~~~~"),
        ("> ```", "> ```"),
        ("1.  a\n\n    ```", "    ```"),
        ("> - ```", ">   ```"),
    ],
)
def test_an_open_fence_knows_the_line_that_closes_it(text, end):
    here = fold(text)[-1]
    assert here.fence
    assert here.fence.end.split() == end.split()
    assert here.closes(end)
    assert not here.closes("x" + end)


@pytest.mark.parametrize("line", ["`", "``", "```", "````", "   ``"])
def test_a_begun_line_may_still_close_the_fence(line):
    assert fold("```")[-1].closing(line)
    assert not fold("```")[-1].closing(line + "x")
