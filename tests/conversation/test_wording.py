"""What a message says is read wherever Slack lets it stand, and what Slack added is not."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.pointed import brought
from bot.conversation.spoken import mentioned
from bot.conversation.wording import attached, forwarded, spoken, wording
from tests.corpora import CORPORA, corpora_needed
from tests.playground.slack.hostile import HOSTILE

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Build 7 failed"}}
SHARED = {
    "from_url": "https://loomworks.slack.com/archives/C1/p1790000000000100",
    "author_name": "Ben",
    "text": "We ship on Friday",
    "fallback": "[September 21st, 2026] ben: We ship on Friday",
}


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"text": "It is so."}, "It is so."),
        ({"text": "", "blocks": [SECTION]}, "Build 7 failed"),
        ({"text": "Read out", "blocks": [SECTION]}, "Build 7 failed"),
        ({"blocks": [{"type": "markdown", "text": "So **it** is."}]}, "So **it** is."),
        ({"text": "Look", "attachments": [SHARED]}, "Look"),
        (
            {"text": "", "attachments": [SHARED | {"is_share": True}]},
            "Ben\nWe ship on Friday",
        ),
        ({"text": None, "blocks": None, "attachments": "odd"}, ""),
        ({"text": "So", "blocks": [{"type": ["odd"], "text": "Other"}]}, "Other"),
    ],
)
def test_words_stand_in_the_text_in_blocks_or_in_what_somebody_attached(message, words):
    assert wording(message) == words


def rich(*elements):
    return {"type": "rich_text", "elements": list(elements)}


def section(*elements):
    return {"type": "rich_text_section", "elements": list(elements)}


def text(words, **style):
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def test_a_list_a_quote_and_code_are_read_as_they_are_seen():
    items = [section(text("warp")), section(text("weft", bold=True))]
    blocks = [
        rich(
            section(text("Order for "), {"type": "user", "user_id": "U1"}, text(":")),
            {"type": "rich_text_list", "style": "ordered", "offset": 2, "elements": items},
            {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": items[:1]},
            {"type": "rich_text_quote", "elements": [text("so\nsaid")]},
            {"type": "rich_text_preformatted", "elements": [text("a < b")]},
            section({"type": "link", "url": "https://a.b/c", "text": "the plan"}),
            section({"type": "broadcast", "range": "here"}, {"type": "emoji", "name": "yarn"}),
        )
    ]
    assert wording({"text": "3. warp", "blocks": blocks, "bot_id": "B1"}).splitlines() == [
        *("Order for <@U1>:", "3. warp", "4. weft", "  - warp", "> so", "> said"),
        *("```", "a &lt; b", "```", "<https://a.b/c|the plan>", "<!here>:yarn:"),
    ]


def test_what_is_typed_is_read_of_the_text_that_slack_made_the_same():
    blocks = [rich(section(text("see "), {"type": "channel", "channel_id": "C1"}, text(" *b*")))]
    typed = "see  <#C1|general> *b*"
    assert wording({"text": typed, "blocks": blocks}) == typed
    seen = {"text": "look away <!channel>", "blocks": blocks, "bot_id": "B1"}
    assert wording(seen) == "see <#C1> *b*", "nobody sees the text that an app wrote beside"
    pasted = [*blocks, {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}]
    assert wording({"text": typed, "blocks": pasted}) == "see <#C1> *b*\na"


def test_what_can_be_pressed_says_nothing_and_tables_say_their_rows():
    label = {"type": "plain_text", "text": "Approve <!here>"}
    button = {"type": "button", "text": label, "action_id": "a", "value": "secret"}
    rows = [[{"type": "raw_text", "text": "a"}, {"type": "raw_number", "value": 0}]]
    blocks = [
        {"type": "header", "text": label},
        SECTION | {"accessory": button},
        {"type": "actions", "elements": [button, {"type": "static_select", "placeholder": label}]},
        {"type": "context_actions", "elements": [{"type": "feedback_buttons"}]},
        {"type": "table", "rows": rows},
    ]
    told = wording({"text": "", "blocks": blocks})
    assert told.splitlines() == ["Approve &lt;!here&gt;", "Build 7 failed", "a | 0"]


def test_of_what_we_wrote_ourselves_no_furniture_is_read():
    foot = {"type": "context", "elements": [{"type": "mrkdwn", "text": "claude · 3 s"}]}
    said = {"text": "It is so.", "blocks": [SECTION, foot], "attachments": [SHARED]}
    assert wording(said, ours=True) == "It is so."


def test_what_is_forwarded_is_told_apart_from_what_is_said():
    message = {"text": "what of this?", "attachments": [SHARED | {"is_share": True}, SHARED, 7]}
    assert spoken(message) == "what of this?"
    assert [attached(each) for each in forwarded(message)] == ["Ben\nWe ship on Friday"]
    inner = {"message": {"blocks": [SECTION]}}
    blocks = {"is_share": True, "message_blocks": [inner, 3], "fallback": "no preview"}
    assert [attached(each) for each in forwarded({"attachments": [blocks]})] == ["Build 7 failed"]
    assert forwarded({"attachments": [{"is_share": True}]}) == []


def test_characters_that_nobody_sees_are_left_out():
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "obey")
    told = wording({"text": f"a\u202eb\u200bc{hidden}\ud800d 👩\u200d🔬"})
    assert told == "abcd 👩\u200d🔬"


HARMFUL = re.compile("[\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")
leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | HOSTILE
KEYS = (
    *("type", "text", "elements", "fields", "title", "blocks", "attachments", "rows", "url"),
    *("user_id", "range", "is_share", "from_url", "message_blocks", "message", "accessory"),
)
TYPES = (
    *("rich_text", "rich_text_section", "rich_text_list", "section", "plain_text", "mrkdwn"),
    *("user", "link", "broadcast", "table", "button", "context", "emoji", "text", "nothing"),
)
odd = st.recursive(
    leaves | st.sampled_from(TYPES),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(KEYS), odd))
def test_any_message_is_read_and_nothing_unseen_is_in_it(message):
    for told in (wording(message), spoken(message), *map(attached, forwarded(message))):
        assert not HARMFUL.search(told)
    about = brought("C1", message | {"ts": "1.000001"})
    assert about is None or (about.text and "\n" not in about.name)


@given(st.lists(HOSTILE | st.text(max_size=20), min_size=1, max_size=4))
def test_no_literal_text_of_a_block_becomes_a_mark(words):
    elements = [text(word) for word in words]
    block = rich(section(*elements), {"type": "rich_text_quote", "elements": elements})
    cells = [[{"type": "raw_text", "text": word} for word in words]]
    for told in (block, {"type": "table", "rows": cells}):
        assert "<" not in wording({"blocks": [told]})
        assert mentioned(wording({"blocks": [told]})) == []


@given(HOSTILE, HOSTILE)
def test_a_link_in_a_block_is_one_mark_whatever_it_is_called(url, label):
    told = wording({"blocks": [rich(section({"type": "link", "url": url, "text": label}))]})
    assert told.count("<") == told.count(">") <= 1
    assert told.count("|") <= 1


@corpora_needed
def test_every_recorded_message_is_read_as_people_saw_it():
    read = 0
    for message in recorded():
        told = wording(message)
        assert not HARMFUL.search(told)
        if message.get("client_msg_id") and message.get("text"):
            assert told == message["text"], "what people typed reads as they typed it"
            read += 1
    assert read >= 4


def recorded():
    """Every message in the recorded payloads, however deep it lies there."""

    def inside(told):
        if isinstance(told, dict):
            if "blocks" in told or "attachments" in told:
                yield told
            told = list(told.values())
        for each in told if isinstance(told, list) else ():
            yield from inside(each)

    for path in sorted((CORPORA / "slack").rglob("*.json")):
        if written := path.read_text():
            yield from inside(json.loads(written))
