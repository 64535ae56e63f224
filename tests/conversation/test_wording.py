"""What a message says is read wherever Slack lets it stand, and what Slack added is not."""

import pytest

from bot.conversation.wording import wording

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
        ({"text": "Read out", "blocks": [SECTION]}, "Read out"),
        ({"blocks": [{"type": "markdown", "text": "So **it** is."}]}, "So **it** is."),
        ({"text": "Look", "attachments": [SHARED]}, "Look"),
        (
            {"text": "", "attachments": [SHARED | {"is_share": True}]},
            "Ben\nWe ship on Friday",
        ),
        ({"text": None, "blocks": None, "attachments": "odd"}, ""),
    ],
)
def test_words_stand_in_the_text_in_blocks_or_in_what_somebody_attached(message, words):
    assert wording(message) == words
