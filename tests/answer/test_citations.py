"""Citations: numbered once, behind what cites, listed at the end, whatever the web calls itself."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.answer.citations import Cited, Source, cited, source
from bot.conversation.conversation import text
from tests.answer.wire import read
from tests.corpora import CORPORA, corpora_needed

MARKER = r" (?:\[(\d+)\]\([^)\s]*\)|\\\[(\d+)\\\])"
LIST = "\n\n**Sources**\n\n"
MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})


def says(words, *places):
    """A text block that cites pages, given by address, or by address and title."""
    pages = [place if isinstance(place, tuple) else (place, f"Page {place}") for place in places]
    cites = [
        {"type": "web_search_result_location", "url": url, "title": title, "encrypted_index": "x"}
        for url, title in pages
    ]
    return {"type": "text", "text": words, "citations": cites}


def bare(whole):
    """The text without markers and list."""
    return re.sub(MARKER, "", whole.split(LIST)[0])


A, B = "https://a.example/1", "https://b.example/2"


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([says("It rains", A), says(".")], f"It rains. [1]({A})"),
        ([says("It rains", A), says(".\n\nAnd")], f"It rains. [1]({A})\n\nAnd"),
        ([says("It rains", A), says(" and snows", B)], f"It rains [1]({A}) and snows [2]({B})"),
        ([says("It rains", A, B), says(".")], f"It rains. [1]({A}) [2]({B})"),
        ([says("a", A), says(", b", A)], f"a, [1]({A}) b [1]({A})"),
        ([says("a. ", A), says("b")], f"a. [1]({A}) b"),
        ([says("**a", A), says("**. b")], f"**a**. [1]({A}) b"),
        ([says("a", A), says(" **b**")], f"a [1]({A}) **b**"),
        ([says("a", A), says("**b**")], f"a [1]({A})**b**"),
        ([says("| a", A), says(" | b |\n", B)], f"| a [1]({A}) | b [2]({B}) |\n"),
        ([says("a", A), says(".", B), says(" c")], f"a. [1]({A}) [2]({B}) c"),
        ([says("```\na\n", A), says("```\nb", B)], f"```\na\n```\nb [2]({B})"),
        ([says("", A)], f" [1]({A})"),
    ],
)
def test_a_marker_stands_behind_what_cites_and_what_closes_it(blocks, expected):
    whole = cited([blocks])
    assert whole.split(LIST)[0] == expected
    assert bare(whole) == text(blocks)


def test_sources_are_listed_once_in_the_order_of_first_use():
    whole = cited([[says("a", (B, "Rain")), says("b", (A, "Snow"), (B, "Wet"))], [says("c", A)]])
    assert whole.split(LIST)[1].splitlines() == [
        f"1. [Rain]({B}) · b.example",
        f"2. [Snow]({A}) · a.example",
    ]


def test_a_title_is_pressed_unless_it_names_some_host():
    whole = cited([[says("a", (A, "On [rain] & `snow`"), (B, "Read bank.com now"))]])
    rows = whole.split(LIST)[1].splitlines()
    assert rows[0] == rf"1. [On \[rain\] \& \`snow\`]({A}) · a.example"
    assert rows[1] == f"2. Read bank.com now · [b.example]({B})"


def test_a_document_is_named():
    cites = [{"type": "page_location", "document_index": 0, "document_title": "Plan.pdf"}]
    nameless = [{"type": "char_location", "document_index": 1, "document_title": None}]
    found = [{"type": "search_result_location", "source": "kb/7", "title": None}]
    blocks = [
        {"type": "text", "text": "a", "citations": cites},
        {"type": "text", "text": "b", "citations": nameless + found},
    ]
    whole = cited([blocks])
    assert whole == f"a \\[1\\]b \\[2\\] \\[3\\]{LIST}1. Plan.pdf\n2. Document 2\n3. kb/7"


def test_what_a_fetched_page_says_is_linked_to_where_it_was_fetched():
    page = {"type": "web_fetch_result", "url": A, "content": {"type": "document", "title": "T"}}
    cites = [{"type": "char_location", "document_index": 0, "document_title": "T"}]
    blocks = [
        {"type": "web_fetch_tool_result", "tool_use_id": "s", "content": page},
        {"type": "text", "text": "a", "citations": cites},
    ]
    assert cited([blocks]) == f"a [1]({A}){LIST}1. [T]({A}) · a.example"


def test_a_list_stands_outside_of_code_that_was_cut():
    assert cited([[says("a", A), says("\n```py\nx = 1")]]).endswith(
        f"x = 1\n```{LIST}1. Page {A} · [a.example]({A})"
    )


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "data:text/html,x", "slack://x", "//x.example", "https://", "x"),
        *("", "https://u:p@a.example/", "https://[::1]/", "https://a b.example/"),
        "https://a.example:x/",
    ],
)
def test_what_is_no_plain_address_of_the_web_is_never_linked(url):
    found = source({"url": url, "title": "T"})
    assert found == Source("", "T")
    assert "](" not in cited([[says("a", (url, "T"))]])


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x y(z)|<b>", "https://a.example/x%20y%28z%29%7C%3Cb%3E"),
        ("https://a.example/?a=1&copy;=2", "https://a.example/?a=1%26copy;=2"),
        ("https://bücher.example/ö", "https://xn--bcher-kva.example/%C3%B6"),
    ],
)
def test_an_address_is_spelled_so_that_markdown_cannot_break(url, safe):
    assert source({"url": url, "title": ""}) == Source(safe, "")


def test_while_it_streams_a_marker_waits_for_the_end_of_its_block_and_of_its_sentence():
    told, block = Cited(), says("It rains", A)
    seen = []
    for content, ended in (
        ([block], 0),
        ([block], 1),
        ([block, says(".")], 1),
        ([block, says(".\n\n")], 1),
        ([block, says(".\n\nAnd")], 1),
    ):
        told.hear(content, ended)
        seen.append(told.text)
    marked = f"It rains. [1]({A})"
    assert seen == ["It rains", "It rains", "It rains", marked, f"{marked}\n\nAnd"]


WORDS = st.text(st.sampled_from("ab .,*_`\n|#-'\"!?)"), max_size=12)
PAGES = st.sampled_from(["https://a.example/", "https://b.example/?q=(1)", "javascript:x", "", "ü"])
TITLES = st.text(st.sampled_from("ab.c[]()`*|<>\\&\n!é"), max_size=9)
BLOCKS = st.builds(
    lambda words, cites: says(words, *cites), WORDS, st.lists(st.tuples(PAGES, TITLES), max_size=3)
)
ROUNDS = st.lists(st.lists(BLOCKS, max_size=5), max_size=3)


@given(ROUNDS)
def test_markers_refer_to_listed_sources_and_nothing_else_is_added(rounds):
    whole = cited(rounds)
    said = "\n\n".join(filter(None, map(text, rounds)))
    body, _, listed = whole.partition(LIST)
    rows = listed.splitlines()
    assert [row.split(".")[0] for row in rows] == [str(n + 1) for n in range(len(rows))]
    used = [int(one or other) for one, other in re.findall(MARKER, body)]
    assert set(used) <= set(range(1, len(rows) + 1))
    fences = re.fullmatch(r"([\s\S]*?)(\n`{3,})?", bare(body))
    # A round of nothing but a marker has no words, and yet a gap behind it.
    assert said.lstrip("\n") in (bare(body).lstrip("\n"), fences[1].lstrip("\n"))
    assert (not rows) == (not any(map(source, cites(rounds))))


def cites(rounds):
    return [c for content in rounds for block in content for c in block["citations"]]


@given(ROUNDS, st.lists(st.integers(0, 12), max_size=20))
def test_while_it_streams_text_only_grows_into_the_whole(rounds, steps):
    told, before = Cited(), ""
    for content in rounds:
        for at, block in enumerate(content):
            for taken in sorted({min(step, len(block["text"])) for step in steps}):
                part = {**block, "text": block["text"][:taken]}
                told.hear([*content[:at], part], at)
                assert told.text.startswith(before)
                before = told.text
            told.hear(content[: at + 1], at + 1)
        told.next()
    assert told.whole() == cited(rounds)
    assert told.text.startswith(before)


@given(st.lists(st.tuples(PAGES, st.text(max_size=30)), min_size=1, max_size=5))
def test_no_title_and_no_address_breaks_the_list(pages):
    whole = cited([[says("a", *pages)]])
    tokens = MARKDOWN.parse(whole)
    kinds = [token.type for token in tokens if token.level == 0]
    paragraph = ["paragraph_open", "paragraph_close"]
    listed = [*paragraph, "ordered_list_open", "ordered_list_close"]
    assert kinds == paragraph + (listed if LIST in whole else [])
    hrefs = [
        child.attrs["href"]
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert all(href.startswith("https://") for href in hrefs)
    linked = {place for url, _ in pages if (place := source({"url": url, "title": "x"}).url)}
    assert len(hrefs) == 2 * len(linked)


@corpora_needed
@pytest.mark.parametrize("path", sorted(CORPORA.glob("sse/*/*.sse")), ids=lambda p: p.stem[-60:])
def test_recorded_citations_are_told_right(path):
    raw = path.read_bytes()
    if b'"citations_delta"' not in raw:
        return
    answer = read(raw)
    whole = cited([answer.content()])
    assert bare(whole) == answer.text
    assert LIST in whole
    rows = whole.split(LIST)[1].splitlines()
    urls = [place for row in rows for place in re.findall(r"\]\((\S+)\)", row)]
    assert len(set(urls)) == len(urls)
    for one, other in pairwise(dict.fromkeys(re.findall(r"\[(\d+)\]", whole.split(LIST)[0]))):
        assert int(other) == int(one) + 1
