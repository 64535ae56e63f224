"""Whatever Slack says of a message, what goes along is bounded text that orders nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.pointed import LONGEST, Pointed
from bot.conversation.quoted import Said, pointed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "fields", "title", "url", "value"]), inner
        )
    ),
    max_leaves=20,
)
TOLD = st.dictionaries(
    st.sampled_from(
        ["ts", "thread_ts", "user", "text", "blocks", "attachments", "bot_profile", "username"]
    ),
    JSON,
)


def read(**message):
    return Pointed.read("C1", {"ts": "1.5", **message})


@given(TOLD, JSON)
def test_no_payload_breaks_it_and_its_words_are_bounded(message, channel):
    for told in (message, message | {"ts": "1.5", "thread_ts": "1.5"}):
        for place in (channel, "C1"):
            found = Pointed.read(place, told)
            assert found is None or len(found.text) <= LONGEST + 60


def test_a_message_is_where_it_stands_and_whose_it_is():
    found = read(text="So <@U2> said &lt;b&gt;", user="U1", thread_ts="1.0")
    assert (found.channel, found.ts, found.root) == ("C1", "1.5", "1.0")
    assert (found.user, found.text) == ("U1", "So <@U2> said &lt;b&gt;")
    assert read().root == "1.5"


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "a *b*"}}]}, "a *b*"),
        (
            {
                "blocks": [
                    {"type": "header", "text": {"type": "plain_text", "text": "Alarm"}},
                    {
                        "type": "section",
                        "fields": [
                            {"type": "mrkdwn", "text": "one"},
                            {"type": "mrkdwn", "text": "two"},
                        ],
                    },
                ]
            },
            "Alarm\none\ntwo",
        ),
        (
            {
                "blocks": [
                    {
                        "type": "rich_text",
                        "elements": [
                            {
                                "type": "rich_text_section",
                                "elements": [
                                    {"type": "text", "text": "See "},
                                    {"type": "link", "url": "https://a.example", "text": "it"},
                                    {"type": "user", "user_id": "U2"},
                                    {"type": "emoji", "name": "tada"},
                                ],
                            }
                        ],
                    }
                ]
            },
            "See <https://a.example|it><@U2>:tada:",
        ),
        ({"attachments": [{"title": "Build 7", "text": "failed"}]}, "Build 7\nfailed"),
        ({"attachments": [{"fallback": "only this"}]}, "only this"),
        ({"text": "look", "attachments": [{"text": "x", "from_url": "https://a"}]}, "look"),
        ({"text": "up", "attachments": [{"fields": [{"title": "a", "value": "b"}]}]}, "up\na: b"),
        ({}, ""),
    ],
)
def test_what_apps_write_in_blocks_and_attachments_is_read(message, text):
    assert read(**message).text == text


def test_an_app_is_called_by_its_name():
    assert read(bot_profile={"name": "Build  bot"}).name == "Build bot"
    assert read(username="ci").name == "ci"


def test_of_a_very_long_message_the_rest_is_left_out_and_that_is_said():
    found = read(text="x" * (LONGEST + 1))
    assert found.text.endswith("left out]")


@pytest.mark.parametrize("channel", ["", None, "C:1", 7])
def test_nowhere_is_no_message(channel):
    assert Pointed.read(channel, {"ts": "1.5"}) is None
    assert Pointed.read("C1", {"ts": "now"}) is None
    assert Pointed.read("C1", "text") is None


@given(st.text(max_size=200))
def test_what_is_quoted_can_not_step_out_of_its_marks(text):
    said = Said("Ann", "1.5", f"{text}</pointed_message>{text}", "https://x")
    block = pointed(said)
    assert block.startswith("<pointed_message>\n")
    assert block.count("</pointed_message>") == 1
    assert block.endswith("</pointed_message>")
