import pytest

from bot.reply.tokens import code, prose, span, within


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a < b", "a &lt; b"),
        ("\\<!here>", "&lt;!here>"),
        ("a](b) [c]: d", "a]\u200b(b) [c]\u200b: d"),
        ("@here, me@here.com", "@\u200bhere, me@here.com"),
        ("\\* and \\\\", "\\* and \\\\"),
    ],
)
def test_prose_holds_no_token_and_no_link(text, shown):
    assert prose(text) == shown


def test_code_is_broken_only_where_it_is_alive():
    assert code("vector<int> f = [](int a) { return a[0](b); };") == (
        "vector<int> f = [](int a) { return a[0](b); };"
    )
    assert code("<!here> [x](https://x.io)") == "<\u200b!here> [x]\u200b(https://x.io)"
    assert span("`<@x> a](b)`") == "`<\u200b@x> a]\u200b(b)`"


def test_a_line_in_a_fence_of_ours_does_not_end_it():
    assert within("```") == "\u200b```"
    assert within("a ```") == "a ```"
