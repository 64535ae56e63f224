"""What a screen reader says of Markdown: all of its words, and none of its marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.aloud import aloud


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        ("# Title\n\nSome **bold**, _thin_ and `code`.", "Title\nSome bold, thin and code."),
        ("1. one\n2. two\n   - inner", "1. one\n2. two\ninner"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |  |", "a; b\n1; 2\n3;"),
        ("```py\nx = 1\n```", "x = 1"),
        ("[here](https://e.example) and ![a cat](https://c.example)", "here and a cat"),
        ("~~no~~ yes\nnext line", "no yes\nnext line"),
        ("> quoted\n\n---\n\nafter", "quoted\nafter"),
        ("&lt;!channel>", "<!channel>"),
        ("", ""),
    ],
)
def test_marks_are_left_out_and_words_are_not(markdown, said):
    assert aloud(markdown) == said


@given(st.text())
def test_any_text_is_read(markdown):
    aloud(markdown)


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=30))
def test_every_word_of_a_list_a_table_and_a_paragraph_is_said(words):
    listed = "\n".join(f"- **{word}**" for word in words)
    table = "| HEAD |\n|---|\n" + "\n".join(f"| {word} |" for word in words)
    for markdown in (listed, table, " ".join(words)):
        assert [word for word in aloud(markdown).split() if word != "HEAD"] == words
