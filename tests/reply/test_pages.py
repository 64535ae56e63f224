import random
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.reply.characters import blank, octets, size
from bot.reply.frame import MORE
from bot.reply.pages import Pages, pages
from tests.corpora import corpora_needed
from tests.reply.judge import said
from tests.reply.texts import DANGEROUS, PIECES, TEXTS, answers, examples

LIMIT = st.integers(300, 500)
SHORT = st.lists(st.sampled_from(PIECES), min_size=20, max_size=90).map("".join)
LONG = st.lists(st.sampled_from(PIECES), min_size=80, max_size=300).map("".join)


def joined(shown: list[str]) -> str:
    """All pages in one, without the table headers that a page repeats."""
    out, header = [], []
    for page in shown:
        lines = page.split("\n")
        if header and [line.strip() for line in lines[:2]] == header:
            lines = lines[2:]
        out += lines
        header = open_table(page) or []
    return "\n".join(out)


def is_fence(line: str) -> bool:
    return re.match(r"[\s>]*(?:(?:[-+*]|\d+[.)])[\s>]+)*(```|~~~)", line) is not None


def unfenced(text: str) -> str:
    """`text` without the lines that open and close fences."""
    return "\n".join(line for line in text.split("\n") if not is_fence(line))


def open_table(page: str) -> list[str] | None:
    """The header and delimiter of the table that ends `page`."""
    block = page.rsplit("\n\n", 1)[-1].split("\n")
    for above, below in pairwise(block):
        if (
            re.search(r"\|.*\w", above)
            and re.fullmatch(r"[\s|:>-]*-[\s|:>-]*", below)
            and "|" in below
        ):
            return [above.strip(), below.strip()]
    return None


@given(TEXTS | LONG | DANGEROUS, LIMIT)
def test_every_page_fits_and_none_is_blank(text, limit):
    for page in pages(text, limit):
        assert size(page) <= limit
        assert not blank(page)


@given(LONG, TEXTS, LIMIT)
def test_a_turned_page_never_changes(text, more, limit):
    """More text may only alter the last page."""
    *turned, _ = pages(text, limit) or [""]
    assert pages(text + more, limit)[: len(turned)] == turned


@given(LONG, st.lists(st.integers(0, 2000), max_size=8), LIMIT)
def test_the_pages_do_not_depend_on_the_pieces_that_the_text_comes_in(text, cuts, limit):
    growing, turned = Pages(limit), []
    ends = sorted({min(cut, len(text)) for cut in cuts} | {len(text)})
    for start, end in pairwise([0, *ends]):
        turned += growing.push(text[start:end])
    assert growing.all() == pages(text, limit)
    assert turned == growing.turned


@settings(max_examples=10)
@given(SHORT, LIMIT)
def test_the_pages_are_the_same_one_character_at_a_time(text, limit):
    growing = Pages(limit)
    for char in text:
        growing.push(char)
        shown = growing.frames()
        assert shown[:-1] == growing.turned
        assert all(size(page) <= limit and not blank(page) for page in shown)
    assert growing.all() == pages(text, limit)


def worded(text: str) -> str:
    """What `text` says beside the marks of its fences."""
    return re.sub(r"[`~]|py|md", "", said(text))


@given(TEXTS | LONG, LIMIT)
def test_nothing_is_lost(text, limit):
    text = re.sub(r"(`{3,}(?!`)|~{3,}(?!~))(?!py\n|md\n|\n)", r"\1\n", text)  # no words as info
    *turned, last = pages(text, limit) or [""]
    assert worded(joined([*turned, last])) == worded(re.sub(r"[\r\v\f\x1c-\x1f]", " ", text))


def code(text: str) -> list[str]:
    """The lines of code in the fences that begin at the margin, as written."""
    lines, inside = [], False
    for line in text.split("\n"):
        if line.startswith("```"):
            inside = not inside
        elif inside and line.strip():
            lines.append(line.replace("\u200b", "").rstrip())
    assert not inside
    return lines


def at_the_margin(text: str) -> bool:
    """Whether all its code, but no maths, stands in fences at the margin."""
    if "$$" in text or "\\[" in text:
        return False
    marks = re.findall(r"^.*```.*$", text, re.MULTILINE)
    return all(re.fullmatch(r"```\w*\s*", line) for line in marks) and len(marks) % 2 == 0


@corpora_needed
@pytest.mark.parametrize("limit", [300, 777, 3000, 12_000])
def test_real_answers_come_whole_in_pages_that_fit(limit):
    for text in answers(60):
        *turned, last = pages(text, limit)
        assert all(size(page) <= limit for page in [*turned, last])
        assert said(unfenced(joined([*turned, last]))) == said(unfenced(text))


@corpora_needed
def test_code_keeps_its_indentation_on_every_page():
    asked = 0
    for text in filter(at_the_margin, answers(120)):
        wanted = code(text)
        if all(len(line) < 250 for line in wanted):
            assert [line for page in pages(text, 600) for line in code(page)] == wanted
            asked += bool(wanted)
    assert asked > 20


@corpora_needed
def test_the_examples_of_the_specifications_come_whole():
    text = "\n\n".join(examples())
    *turned, last = pages(text, 2000)
    assert all(size(page) <= 2000 and not blank(page) for page in [*turned, last])
    assert len(turned) > 10


def table(rows: int) -> str:
    body = "".join(f"| {n} | value {n} |  |\n" for n in range(rows))
    return f"| n | value | empty |\n|---|:-:|---|\n{body}"


def test_a_table_longer_than_a_page_repeats_its_header_and_parts_no_row():
    turned = pages(table(100), 400)
    assert len(turned) > 5
    for page in turned:
        assert page.startswith("| n | value | empty |\n|---|:-:|---|\n| ")
        assert MarkdownIt().enable("table").render(page).count("<table>") == 1
    rows = [line for page in turned for line in page.split("\n")[2:]]
    assert "\n".join(rows) + "\n" == table(100).partition("-|\n")[2]


@pytest.mark.parametrize("block", [table(8), "```py\n" + "x = 1\n" * 30 + "```\n"])
def test_a_block_that_fits_a_page_is_not_parted(block):
    assert pages("word " * 40 + "\n\n" + block, 300) == [("word " * 40).strip(), block.strip()]


def test_a_fence_longer_than_a_page_is_closed_and_opened_again_with_its_info():
    lines = [f"x{n} = {n}" for n in range(100)]
    turned = pages("~~~~python title=x\n" + "\n".join(lines) + "\n~~~~\nDone.", 300)
    *parts, last = turned
    assert all(page.startswith("~~~~python title=x\n") for page in turned)
    assert all(page.endswith("\n~~~~") for page in parts)
    assert last.endswith("\n~~~~\nDone.")


def test_a_fence_in_a_list_goes_on_at_the_margin_of_the_next_page():
    code = "".join(f"    x{n} = {n}\n" for n in range(60))
    first, second, *_ = pages(f"1.  Do this:\n\n    ```py\n{code}    ```\n", 300)
    assert first == "1. Do this:"
    assert second.startswith("```py\nx0 = 0\n")


def test_a_fence_in_a_quote_goes_on_in_a_quote():
    code = "".join(f"> x{n} = {n}\n" for n in range(60))
    first, second, *_ = pages(f"> ```py\n{code}> ```\n", 300)
    assert first.endswith("\n> ```")
    assert second.startswith("> ```py\n> x")


def test_a_nested_list_does_not_become_code_at_the_start_of_a_page():
    items = "".join(f"    - nested item number {n}\n" for n in range(30))
    for page in pages(f"1.  First\n{items}", 300):
        assert "<pre>" not in MarkdownIt().render(page)


def test_a_page_is_turned_at_a_paragraph_then_at_a_line_then_at_a_word():
    assert pages("a" * 200 + "\nb\n\n" + "c" * 200, 300)[0].endswith("\nb")
    assert pages("a" * 200 + "\n" + "c" * 200, 300)[0] == "a" * 200
    assert pages("word " * 100, 300)[0].endswith(" word")
    assert [len(page) for page in pages("a" * 700, 300)] == [300, 300, 100]


def test_a_heading_stays_with_what_it_heads():
    text = "a " * 100 + "\n\n## Heading\n\n" + "b " * 100
    assert pages(text, 300)[1].startswith("## Heading\n\nb b")


@pytest.mark.parametrize(
    "whole", ["[a label](https://example.com/a/long/path)", "`a b c d e f g h`"]
)
def test_a_word_cut_parts_neither_a_link_nor_code(whole):
    for before in range(40, 60):
        text = "word " * before + whole + " word" * 40
        assert any(whole in page for page in pages(text, 300))


@given(LONG | DANGEROUS, st.integers(300, 600))
def test_pages_can_be_counted_in_bytes(text, limit):
    growing = Pages(limit, octets)
    growing.push(text)
    for page in growing.all() + growing.frames():
        assert len(page.encode("utf-8")) <= limit


@corpora_needed
def test_every_cut_of_real_answers_keeps_what_was_turned_and_loses_nothing():
    """At every character of short ones, and at many of long ones; the frames are valid too."""
    chance = random.Random(3)
    for text in answers(40):
        some = (
            range(1, len(text)) if len(text) < 200 else sorted(chance.sample(range(len(text)), 12))
        )
        growing, at, before = Pages(777), 0, list[str]()
        for end in some:
            growing.push(text[at:end])
            at, shown = end, growing.all()
            assert shown[: len(before[:-1])] == before[:-1]
            assert said(unfenced(joined(shown))) == said(unfenced(text[:end])), text[:end]
            assert growing.frames()[: len(shown) - 1] == shown[:-1]
            before = shown


def test_a_table_with_more_than_a_hundred_rows_becomes_several():
    (page,) = pages(table(150))
    tables = page.split("\n\n")
    assert [each.count("\n") for each in tables] == [100, 52]
    assert all(each.startswith("| n | value | empty |\n|---|:-:|---|\n") for each in tables)


def test_a_table_with_more_than_twenty_columns_is_shown_as_code():
    row = f"|{'a|' * 21}"
    (page,) = pages(f"{row}\n|{'-|' * 21}\n{row}\n")
    assert page.startswith("```\n|a|a")
    assert page.endswith("a|\n```")


def test_a_citation_stands_whole_on_one_page():
    for before in range(40, 60):
        text = "word " * before + "claim. [1](https://example.com/a) " + "word " * 40
        shown = pages(text, 300)
        assert sum("claim. [1](https://example.com/a)" in page for page in shown) <= 1
        assert sum("[1](https://example.com/a)" in page for page in shown) == 1


def test_no_text_has_no_pages():
    assert pages("") == pages(" \n\u200b\n") == Pages().frames() == []


def test_a_page_must_have_room_for_what_it_repeats():
    with pytest.raises(ValueError, match="at least 300"):
        Pages(299)


def test_a_growing_page_shows_more_to_come_rather_than_half_a_word_of_markup():
    growing = Pages()
    growing.push("[label](https://exa")
    assert growing.frames() == [MORE]
    growing.push("mple.com) and")
    assert growing.frames() == ["[label](https://example.com) and"]
