import json

import pytest
from hypothesis import given

from bot.playground.slack.markdown import markdown
from tests.corpora import CORPORA, corpora_needed
from tests.playground.slack.allowed import Allowed
from tests.playground.slack.hostile import HOSTILE

NAMES = {"U1": "Ann", "C1": "general"}


def seen(text):
    return Allowed(markdown(text, NAMES))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**b** *i* ~~s~~ `c`", "<p><strong>b</strong> <em>i</em> <s>s</s> <code>c</code></p>\n"),
        ("# one", "<h3>one</h3>\n"),
        ("###### six", "<h3>six</h3>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("```python\nx\n```", '<pre><code class="language-python">x\n</code></pre>\n'),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>\n"),
        ("---", "<hr>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
    ],
)
def test_markdown_is_drawn_as_slack_draws_it(text, html):
    assert markdown(text, NAMES) == html


def test_a_table_keeps_its_alignment_as_a_class():
    html = markdown("|a|b|\n|--|--:|\n|1|2|", NAMES)
    assert '<td>1</td>\n<td class="right">2</td>' in html
    assert "style" not in html


def test_a_task_is_a_box_and_not_a_control():
    assert seen("- [ ] a\n- [x] b").classes[1:] == ["task", "box", "task", "box", "done"]


def test_an_image_is_a_link_to_it():
    found = seen("![a loom](https://a.b/loom.png)")
    assert (found.text.strip(), found.links) == ("a loom", ["https://a.b/loom.png"])


def test_an_image_in_a_link_is_the_link_s_words():
    assert seen("[![a loom](https://a.b/c.png)](https://d.e)").links == ["https://d.e"]


@pytest.mark.parametrize("call", ["<@U1>", "<!channel>", "<!here>", "<!everyone>", "<!subteam^S1>"])
def test_slack_s_calls_are_live_in_markdown(call):
    assert seen(f"# {call}\n\n- **{call}**\n\n> {call}").classes == ["ping"] * 3


@pytest.mark.parametrize("text", ["&lt;@U1&gt;", "&lt;!here>", "`<!here>`", "```\n<@U1>\n```"])
def test_an_escaped_call_is_text(text):
    assert seen(text).classes == []


def test_code_says_entities_as_they_stand():
    assert seen("`&lt;`").text.strip() == "&lt;"


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://a|b><!channel>)",
        "![x](https://a|b><!channel>)",
        "[x][r]\n\n[r]: https://a|b><!channel>",
        "![<!channel>](https://a.b)",
        "[<!channel>](https://a.b)",
    ],
)
def test_a_call_smuggled_through_a_link_is_seen(text):
    assert "ping" in seen(text).classes


@pytest.mark.parametrize("scheme", ["javascript", "JAVASCRIPT", "vbscript", "data", "file"])
def test_a_link_never_leads_to_code(scheme):
    assert seen(f"[a]({scheme}:x) ![b]({scheme}:x) <{scheme}:x|c> <{scheme}:x>").links == []


@given(HOSTILE)
def test_any_text_becomes_allowed_html(text):
    seen(text)


@corpora_needed
def test_what_models_really_wrote_becomes_allowed_html():
    lines = (CORPORA / "markdown/wildbench/answers.jsonl").read_text().splitlines()
    for line in lines[::6]:
        seen(json.loads(line)["text"])


@corpora_needed
def test_what_attackers_wrote_becomes_allowed_html():
    text = (CORPORA / "markdown/gfm/markdown-it.xss.md").read_text()
    for case in text.split("\n.\n"):
        seen(case)
