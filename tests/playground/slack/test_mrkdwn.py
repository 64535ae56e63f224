import pytest
from hypothesis import given

from bot.playground.slack.mrkdwn import mrkdwn
from tests.playground.slack.allowed import Allowed
from tests.playground.slack.hostile import HOSTILE

NAMES = {"U1": "Ann"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*b* _i_ ~s~ `c`", "<b>b</b> <i>i</i> <s>s</s> <code>c</code>"),
        ("*b _i ~s~_*", "<b>b <i>i <s>s</s></i></b>"),
        ("2*3*4 snake_case_name a~b~c", "2*3*4 snake_case_name a~b~c"),
        ("* no * _ no _", "* no * _ no _"),
        ("one\ntwo", "one<br>two"),
        ("&gt; q\n> r\ns", "<blockquote>q<br>r</blockquote>s"),
        ("```\ncode\n```", "<pre><code>code</code></pre>"),
        ("a &lt;b&gt; &amp;amp; <i>", "a &lt;b&gt; &amp;amp; &lt;i&gt;"),
        ("`<@U1> *b*`", "<code>&lt;@U1&gt; *b*</code>"),
        ("```<!here>```", "<pre><code>&lt;!here&gt;</code></pre>"),
        ("*<@U1>*", '<b><span class="ping">@Ann</span></b>'),
    ],
)
def test_mrkdwn_is_drawn_as_slack_draws_it(text, html):
    assert mrkdwn(text, NAMES) == html


def test_a_bare_address_is_a_link_without_the_sentence_s_end():
    found = Allowed(mrkdwn("See https://a.b/c?d=1&amp;e=2.", NAMES))
    assert (found.links, found.text) == (["https://a.b/c?d=1&e=2"], "See https://a.b/c?d=1&e=2.")


@given(HOSTILE)
def test_any_text_becomes_allowed_html(text):
    Allowed(mrkdwn(text, NAMES))
