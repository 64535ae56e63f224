import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.reply.inert import Inert, inert
from bot.reply.pages import Pages
from tests.corpora import corpora_needed
from tests.reply.judge import alive, said
from tests.reply.texts import DANGEROUS, HOSTILE, PIECES, TEXTS, answers, examples


@example("`<\n!here> ` <@U1>`")
@example("- ```\n  code\n[x](javascript:alert(1))")
@example("- a\nb\n  ```\n[bank.com](https://evil.io)")
@example("[a](b `c](https://x.io) [bank.com](https://evil.io)`")
@example("[bank.com][1]\n\n[1]: https://evil.io")
@example("[1]:\nhttps://evil.io\n\n[1]")
@example("a\n14. ```\n    [bank.com](https://evil.io)")
@given(DANGEROUS)
def test_nothing_in_it_can_act(text):
    assert alive(inert(text)) == []


@given(DANGEROUS | TEXTS)
def test_nothing_is_lost(text):
    assert said(inert(text)) == said(text)


@settings(max_examples=25)
@given(DANGEROUS)
def test_no_prefix_of_it_can_act_when_shown(text):
    growing = Pages(300)
    for end in range(len(text)):
        growing.push(text[end])
        assert alive(inert(text[: end + 1])) == []
        for page in growing.frames() + growing.all():
            assert alive(page) == []


@pytest.mark.parametrize(
    "live",
    [
        "a <!here> b",
        "<@U1>",
        "<#C1|general>",
        "<https://evil.io|https://bank.com>",
        "a @channel b",
        "[bank.com](https://evil.io)",
        "[**bank**.com](https://evil.io)",
        "[x](javascript:alert(1))",
        "[x](slack://open)",
        "[x](data:text/html,y)",
        "![x](https://evil.io/a.png)",
        "[bank.com][1]\n\n[1]: https://evil.io",
        "a\u202eb",
        "```\n<!channel>\n```",
        "- > [bank.com](https://evil.io)",
    ],
)
def test_the_judge_sees_what_is_alive(live):
    assert alive(live)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "around", ["{}", "`{}`", "```\n{}\n```", "> - {}", "| {} |", "\\{}", "**{}**"]
)
def test_each_known_attack_is_dead_wherever_it_stands(text, around):
    assert alive(inert(around.format(text))) == []


@corpora_needed
def test_real_answers_and_the_specifications_are_dead_and_whole():
    for text in answers(60) + examples():
        assert alive(inert(text)) == [], text
        assert said(inert(text)) == said(text)


@pytest.mark.parametrize(
    "text",
    [
        "> a quote & more",
        "[docs](https://docs.example.org/a_(b)?c=d&e=f)",
        "[www.example.com](https://example.com/x) [write](mailto:me@example.com)",
        "[`asyncio.gather`](https://docs.python.org/3/) [index.js](https://github.com/x)",
        "[github.com/a/b.py](https://github.com/a/b.py)",
        "`<div>` and ``a ` b``",
        "me@here.com @someone",
        "- [x] done\n- [ ] to do",
        "| a | b |\n|---|---|\n| 1 |  |",
        "```cpp\nvector<std::string> f = [](int a) { return a[0](b); };\n```",
        "```html\n<!DOCTYPE html>\n<!-- <a href='https://x.io'>x</a> -->\n```",
        "~~~java\nList<@NonNull String> x = a << 2 & b;\n~~~",
        "1. one\n\n   ```ts\n   const a: Map<string, x> = y\n   ```",
    ],
)
def test_what_is_harmless_stays_as_it_is(text):
    assert inert(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a < b <div>", "a &lt; b &lt;div>"),
        ("![alt](https://x.io/a.png)", "[alt](https://x.io/a.png)"),
        ("see <https://x.io/a>.", "see https://x.io/a."),
        ("[bank.com](https://evil.io)", "[bank.com]\u200b(https://evil.io)"),
        ("[open](slack://x)", "[open]\u200b(slack://x)"),
        (
            "[a [b](https://x.io) c](https://x.io/d)",
            "[a [b](https://x.io) c]\u200b(https://x.io/d)",
        ),
        ("`<@U1>`", "`<\u200b@U1>`"),
        ("```\n<!here>\n```", "```\n<\u200b!here>\n```"),
        ("@here, @Channel", "@\u200bhere, @\u200bChannel"),
        ("[1]: https://x.io", "[1]\u200b: https://x.io"),
        ("a\u202eb\U000e0041c\x00", "abc\ufffd"),
    ],
)
def test_what_is_not_is_shown_for_what_it_is(text, shown):
    assert inert(text) == shown


@given(st.lists(st.sampled_from(PIECES + HOSTILE)).map("".join), st.data())
def test_read_line_by_line_or_at_once_it_is_the_same_text(text, data):
    growing, at = Inert(), 0
    while at < len(text):
        line = text.find("\n", at) + 1 or len(text)
        growing.trying(text[at : data.draw(st.integers(at, len(text)))])
        if line == len(text):
            break
        growing.push(text[at:line])
        at = line
    assert growing.trying(text[at:]) == inert(text)
