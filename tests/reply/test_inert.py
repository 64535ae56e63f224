import re
import unicodedata

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt

from bot.reply.frame import frame
from bot.reply.inert import inert
from bot.reply.pages import Pages
from tests.corpora import corpora_needed
from tests.reply.texts import DANGEROUS, HOSTILE, TEXTS, answers, examples

READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
TOKEN = re.compile(
    r"<(?:!(?:channel|here|everyone|group|subteam|date)|(?-i:[@#][UWCBTD][A-Z0-9]*[|>])"
    r"|(?:https?|mailto|tel|slack|javascript|data|file):)",
    re.IGNORECASE,
)
ODD = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)


def said(text: str) -> str:
    """What `text` says, without anything that makes it harmless."""
    text = re.sub("[\u200b\u202a-\u202e\u2066-\u206f\U000e0000-\U000e007f]", "", text)
    text = re.sub("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]", "\ufffd", text)
    text = re.sub(r"<(https?://[^\s<>]+)>", r"\1", text.replace("&lt;", "<"))
    return re.sub(r"!+\[", "[", text).replace("\r", " ")


def alive(markdown: str) -> list[str]:
    """Everything in `markdown` that some reader of it could obey: by CommonMark, and by Slack."""
    found = TOKEN.findall(markdown) + ODD.findall(markdown)
    for block in READER.parse(markdown):
        if block.type != "inline":
            continue
        if "`" not in block.content:  # then all of it is prose
            found += re.findall(r"<[!@#]|<[a-z]+:", block.content, re.IGNORECASE)
            found += re.findall(r"(?<!\w)@(?:channel|here|everyone)", block.content, re.IGNORECASE)
        found += links(block.children or [])
    return found


def links(parts) -> list[str]:
    found, target, label = [], "", ""
    for part in parts:
        if part.type == "image":
            found.append(part.type)
        elif part.type == "link_open":
            target, label = str(part.attrs["href"]), ""
        elif part.type == "link_close" and belied(label, target):
            found.append(f"[{label}]({target})")
        label += part.content
    return found


def belied(label: str, target: str) -> bool:
    address = re.match(r"https?://([^/?#\s@\\]+)(?:[/?#]|$)|mailto:[^@]+@(.+)", target)
    if not address or not label.strip():
        return True
    host = (address[1] or address[2]).lower().removeprefix("www.").partition(":")[0]
    words = re.findall(r"(?:[\w-]+\.)+(?:com|io|org|net)\b", unicodedata.normalize("NFKC", label))
    return any(word.lower().removeprefix("www.") != host for word in words)


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


@given(DANGEROUS)
def test_no_prefix_of_it_can_act_when_shown(text):
    growing = Pages(300)
    for end in range(len(text)):
        growing.push(text[end])
        assert alive(inert(text[: end + 1])) == []
        for page in growing.frames() + growing.all():
            assert alive(page) == []


@given(DANGEROUS)
def test_a_frame_of_inert_text_is_inert(text):
    assert alive(frame(inert(text))) == []


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
