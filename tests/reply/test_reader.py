import pytest

from bot.reply.reader import blocks


def kinds(*lines: str) -> list[str]:
    return [token.type for token in blocks(lines)[0] if token.nesting >= 0]


def test_display_maths_ends_before_a_blank_line_and_within_its_item():
    assert "math_open" in kinds("a", "$$", "x", "$$")
    assert "math_open" in kinds("- $$ x $$", "- b")
    assert "math_open" not in kinds("$$", "x", "", "$$")
    assert "math_open" not in kinds("- $$", "  x", "- $$")


@pytest.mark.parametrize("text", ["$$ a $$ and $$ b $$", "$$5 is money", "    $$ x $$"])
def test_what_only_looks_like_display_maths_is_not(text):
    assert "math_open" not in kinds(text)


def test_columns_tell_how_far_what_stands_in_an_item_is_indented():
    _, columns = blocks(["10.  a", "", "     - b"])
    assert sorted(columns.values())[-2:] == [5, 7]


def test_html_and_link_definitions_are_text():
    assert kinds("<div>", "[1]: https://x.io") == ["paragraph_open", "inline"]
