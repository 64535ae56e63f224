from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack.rich_text import rich_text
from tests.playground.slack.allowed import Allowed
from tests.playground.slack.hostile import HOSTILE

NAMES = {"U1": "Ann", "C1": "general"}
LINES = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["text", "link", "user", "channel", "emoji", "broadcast", "?"]),
        "text": HOSTILE,
        "url": HOSTILE | st.just("https://a.b"),
        "user_id": HOSTILE,
        "channel_id": HOSTILE,
        "name": HOSTILE,
        "range": HOSTILE,
        "style": st.dictionaries(
            st.sampled_from(["bold", "italic", "code", "strike"]), st.booleans()
        ),
    }
)
PARTS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["rich_text_section", "rich_text_quote", "rich_text_preformatted"]),
        "elements": st.lists(LINES, max_size=3),
    }
)


def section(*elements):
    return {"type": "rich_text_section", "elements": list(elements)}


def test_what_a_person_typed_is_drawn():
    typed = section(
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": " read "},
        {"type": "text", "text": "all", "style": {"bold": True, "italic": True}},
        {"type": "text", "text": " of\n"},
        {"type": "link", "url": "https://a.b", "text": "it"},
    )
    html = rich_text([typed], NAMES)
    assert html.startswith('<span class="ping">@Ann</span> read <b><i>all</i></b> of<br><a href=')


def test_text_is_literal():
    assert (
        Allowed(rich_text([section({"type": "text", "text": "<!channel> <@U1>"})], NAMES)).classes
        == []
    )


def test_a_list_may_be_ordered():
    item = section({"type": "text", "text": "x"})
    lists = [
        {"type": "rich_text_list", "style": "ordered", "elements": [item]},
        {"type": "rich_text_list", "style": "bullet", "elements": [item, item]},
    ]
    assert rich_text(lists, NAMES) == "<ol><li>x</li></ol><ul><li>x</li><li>x</li></ul>"


@given(st.lists(PARTS, max_size=2))
def test_any_rich_text_becomes_allowed_html(parts):
    Allowed(rich_text(parts, NAMES))
