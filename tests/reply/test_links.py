import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.links import TARGET, TITLED, live, named

HONEST = [
    ("docs", "https://docs.example.org/a_(b)?c=d&e=f#g"),
    ("example.com", "http://www.example.com:8080/x"),
    ("www.Example.com/path/x.py", "https://example.com/path/x.py"),
    ("https://example.com", "https://example.com"),
    ("me@example.com", "mailto:me@example.com"),
    ("`asyncio.gather`, index.js, v1.2.3", "https://docs.python.org"),
    ("例え", "https://例え.jp/"),
]
BELIED = [
    ("bank.com", "https://evil.io"),
    ("**bank**.com", "https://evil.io"),
    ("ba\u200bnk.com", "https://evil.io"),
    ("b&#97;nk.com", "https://evil.io"),
    ("bank。com", "https://evil.io"),
    ("ｂａｎｋ.com", "https://evil.io"),
    ("https://bank", "https://evil.io"),
    ("https://bank.rare", "https://evil.io"),
    ("see www.bank.rare/x", "https://evil.io"),
    ("192.168.0.1", "https://evil.io"),
    ("аррӏе.com", "https://apple.com"),
    ("example.com", "https://example.com.evil.io"),
    ("x@bank.com", "mailto:x@evil.io"),
]
NOWHERE = [
    "javascript:alert(1)",
    "data:text/html,x",
    "slack://open",
    "file:///etc/passwd",
    "ftp://example.com",
    "https:example.com",
    "https://bank.com@evil.io",
    "https://bank.com:x@evil.io",
    "//example.com",
    "/relative",
    "",
    "&#106;avascript:alert(1)",
    "https://a.io&#47;b",
    "mailto:a@b.io@c.io",
]


@pytest.mark.parametrize(("label", "target"), HONEST)
def test_an_honest_link_is_live(label, target):
    assert live(label, target)


@pytest.mark.parametrize(("label", "target"), BELIED)
def test_a_label_that_names_another_host_is_not(label, target):
    assert not live(label, target)
    assert live("a label", target)


@pytest.mark.parametrize("target", NOWHERE)
def test_only_the_web_and_mailboxes_can_be_reached(target):
    assert not live("a label", target)


@pytest.mark.parametrize("label", ["", " ", "\u200b", "x" * 501])
def test_a_label_can_be_read(label):
    assert not live(label, "https://example.com")


@given(st.from_regex(r"[a-z]{1,9}\.(com|org|io|de)", fullmatch=True), st.text(max_size=20))
def test_a_link_named_like_another_host_is_never_live(host, more):
    assert host in named(f"{host} {more}")
    assert not live(f"{host} {more}", "https://evil.example.net/")


@given(st.text("ab()<>|\\` \"'/:", max_size=20))
def test_a_target_has_balanced_brackets_and_nothing_that_needs_escaping(text):
    if found := TARGET.match(f"({text})"):
        assert found[1].count("(") == found[1].count(")")
        assert not set(found[1]) & set('<>|\\` "')


@pytest.mark.parametrize(
    ("text", "target", "title"),
    [
        ("(https://x.io)", "https://x.io", None),
        ('(https://x.io "a title")', "https://x.io", ' "a title"'),
        ("(https://x.io/a_(b))", "https://x.io/a_(b)", None),
    ],
)
def test_a_target_may_have_a_title(text, target, title):
    found = TITLED.fullmatch(text)
    assert found
    assert (found["target"], found["title"]) == (target, title)


@pytest.mark.parametrize("title", ["<!here>", "a](b)", "`x`", "a @channel"])
def test_a_title_holds_nothing_that_would_need_escaping(title):
    found = TITLED.fullmatch(f'(https://x.io "{title}")')
    assert found is None or found["title"] is None
