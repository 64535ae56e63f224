import pytest
from hypothesis import given

from bot.playground.slack.mentions import MARK, mark
from tests.playground.slack.allowed import Allowed
from tests.playground.slack.hostile import HOSTILE

NAMES = {"U1": "Ann", "C1": "general", "S1": "weavers"}


def seen(text, **how):
    return Allowed(mark(MARK.fullmatch(text), NAMES, **how))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@U1>", "@Ann"),
        ("<@U9|Zoe>", "@Zoe"),
        ("<@U9>", "@U9"),
        ("<!channel>", "@channel"),
        ("<!here|here>", "@here"),
        ("<!everyone>", "@everyone"),
        ("<!subteam^S1>", "@weavers"),
        ("<!subteam^S9|@loom>", "@loom"),
    ],
)
def test_a_call_is_seen_as_a_ping(text, words):
    found = seen(text)
    assert (found.text, found.classes) == (words, ["ping"])


def test_a_channel_is_named():
    assert seen("<#C1>").text == "#general"
    assert seen("<#C9|loom>").classes == ["channel"]


def test_a_link_shows_its_label_and_hides_its_address():
    found = seen("<https://a.b/?x=1&amp;y=2|a &lt; b>")
    assert (found.text, found.links) == ("a < b", ["https://a.b/?x=1&y=2"])
    assert seen("<mailto:ann@loom.works>").text == "ann@loom.works"


def test_a_link_in_a_link_is_only_its_words():
    found = seen("<https://a.b|words>", linked=True)
    assert (found.text, found.links) == ("words", [])


def test_a_date_is_read_by_its_fallback():
    assert seen("<!date^1392734382^{date}|18 February>").text == "18 February"


@pytest.mark.parametrize(
    "text", ["<javascript:alert(1)|x>", "<script>", "<@u1>", "<!all>", "< @U1>", "<https://a b>"]
)
def test_nothing_else_is_a_mark(text):
    assert not MARK.fullmatch(text)


@given(HOSTILE)
def test_whatever_is_found_is_safe(text):
    for found in MARK.finditer(text):
        Allowed(mark(found, NAMES))
