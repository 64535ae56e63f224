import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack.typed import Typed, escaped, untyped
from bot.playground.slack.workspace import Workspace

WORKSPACE = Workspace(lambda: 0.0)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("@Threadloom hi", "<@U0BOT0001> hi"),
        ("@threadloom, hi", "<@U0BOT0001>, hi"),
        ("ask @ann and @Ben Nowak", "ask <@U0ANN0001> and <@U0BEN0001>"),
        ("@anna is somebody else", "@anna is somebody else"),
        ("me@ann.example", "me@ann.example"),
        ("in #general", "in <#C0GENERAL|general>"),
        ("@here @channel", "<!here> <!channel>"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("see https://x.y/?a=1&b=2.", "see <https://x.y/?a=1&amp;b=2>."),
        ("<@U0BOT0001>", "&lt;@U0BOT0001&gt;"),
        ("`@ann`", "`@ann`"),
        ("```\n@ann <b>\n```", "```\n@ann &lt;b&gt;\n```"),
    ],
)
def test_what_is_typed_becomes_what_slack_keeps(typed, text):
    assert Typed(typed, WORKSPACE).text == text


def test_rich_text_tells_the_same_story():
    (block,) = Typed("@ann `x` #general\n```\ny\n``` @here https://x.y", WORKSPACE).blocks
    section, fence, rest = block["elements"]
    assert [e["type"] for e in section["elements"]] == [
        "user",
        "text",
        "text",
        "text",
        "channel",
        "text",
    ]
    assert section["elements"][2] == {"type": "text", "text": "x", "style": {"code": True}}
    assert fence["type"] == "rich_text_preformatted"
    assert fence["elements"] == [{"type": "text", "text": "y"}]
    assert [e["type"] for e in rest["elements"]] == ["text", "broadcast", "text", "link"]


@given(st.text(alphabet="@#<>&`abn .:/htpsgenralTdom\n", max_size=60))
def test_nothing_typed_is_lost_and_no_token_is_made_by_hand(typed):
    kept = Typed(typed, WORKSPACE)
    bare = re.sub(r"<[@#!h][^<>]*>", "", kept.text)
    assert "<" not in bare
    assert ">" not in bare
    if not re.search(r"[@#]|https?:", typed):
        assert kept.text == escaped(typed)


@given(
    st.lists(
        st.sampled_from(
            ["@ann", "@Ben Nowak", "#general", "@here", "https://x.y/?a=1&b=2", "<", "&"]
        )
        | st.sampled_from(["`@ann`", "```\n<x>\n```", "&lt;", "<@U0ANN0001>", "."])
        | st.text(max_size=5),
        max_size=6,
    )
)
def test_what_was_typed_can_be_typed_again(pieces):
    kept = Typed(" ".join(pieces), WORKSPACE).text
    assert Typed(untyped(kept, WORKSPACE), WORKSPACE).text == kept
