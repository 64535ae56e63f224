import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.inline import inline, marks

TEXT = st.text("ab *_~`[]()!$\\<", max_size=40)


@given(TEXT)
def test_spans_stand_in_order_and_in_one_another_or_apart(text):
    spans = marks(text).spans
    assert spans == sorted(spans, key=lambda one: (one.start, -one.end))
    for one, other in pairwise(spans):
        assert other.start >= one.end or other.end <= one.end


@given(TEXT)
def test_what_is_loose_or_open_is_a_mark_outside_code(text):
    found = marks(text)
    code = [one for one in found.spans if one.kind in {"code", "maths"}]
    for at, mark, _ in found.emphasis:
        assert text[at : at + len(mark)] == mark
    for at in [*found.loose, *(at for at, *_ in found.emphasis)]:
        assert text[at] in "[`*_~"
        assert not any(one.start <= at < one.end for one in code)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$x_1$ and $y_1$", "`$x_1$` and `$y_1$`"),
        ("$$a*b*c$$", "`$$a*b*c$$`"),
        (r"\(a_b_c\) or \[a*b\]", r"`\(a_b_c\)` or `\[a*b\]`"),
        ("it costs $5 to $6, or US$7", "it costs $5 to $6, or US$7"),
        ("`$x$` is code", "`$x$` is code"),
        (r"\$x\$", r"\$x\$"),
        ("![a chart](https://x.io/a.png)", "[a chart](https://x.io/a.png)"),
        ("![](https://x.io/a.png)", "https://x.io/a.png"),
        ('[a](https://x.io "its title")', '[a](https://x.io "its title")'),
        ("[a](<https://x.io/b>)", "[a](https://x.io/b)"),
        ("[a **b** `c`](https://x.io)", "[a **b** `c`](https://x.io)"),
        ("*[a](https://x.io)* ~~b~~", "*[a](https://x.io)* ~~b~~"),
        ("<b>bold</b>", "&lt;b>bold&lt;/b>"),
    ],
)
def test_what_models_write_appears_right(text, shown):
    assert inline(text) == shown


@given(st.from_regex(r"[a-z_*{}^\\ ]{1,20}[a-z}]", fullmatch=True))
def test_no_character_of_maths_is_lost(formula):
    for text in (f"\\({formula}\\)", f"\\[{formula}\\]", f"$${formula}$$"):
        shown = inline(f"so {text} is it")
        assert re.sub("[\u200b`]", "", shown) == f"so {text} is it"
        assert "`" in shown
