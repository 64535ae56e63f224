import base64

import pytest

from bot.playground.messages.rules.blocks import KINDS

DATA = base64.b64encode(b"bytes").decode()
MARK = {"type": "ephemeral"}


def turn(*blocks, role="user"):
    return [{"role": role, "content": list(blocks)}]


def answered(*blocks):
    return [
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": list(blocks)},
        {"role": "user", "content": "Go on"},
    ]


def picture(**source):
    return {"type": "image", "source": {"type": "base64", **source}}


@pytest.mark.parametrize(
    ("turns", "message"),
    [
        (turn({"type": "text", "text": ""}), "messages: text content blocks must be non-empty"),
        (
            turn({"type": "text", "text": " "}),
            "messages: text content blocks must contain non-whitespace text",
        ),
        (
            turn({"type": "text", "text": "", "cache_control": MARK}),
            "messages.0.content.0.text: cache_control cannot be set for empty text blocks",
        ),
        (turn({"type": "text"}), "messages.0.content.0.text.text: Field required"),
        (turn({"text": "x"}), "messages.0.content.0.type: Field required"),
        (turn("x"), "messages.0.content.0: Input should be a valid dictionary"),
        (
            turn({"type": "text", "text": "x", "parsed_output": None}),
            "messages.0.content.0.text.parsed_output: Extra inputs are not permitted",
        ),
        (
            answered({"type": "thinking", "thinking": "x"}),
            "messages.1.content.0.thinking.signature: Field required",
        ),
        (
            answered({"type": "tool_use", "id": "a b", "name": "t", "input": {}}),
            "messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'",
        ),
        (
            answered({"type": "tool_use", "id": "a", "name": "t", "input": "{}"}),
            "messages.1.content.0.tool_use.input: Input should be a valid dictionary",
        ),
        (
            answered({"type": "tool_result", "tool_use_id": "a"}),
            "messages.1: `tool_result` blocks can only be in `user` messages",
        ),
        (
            turn({"type": "tool_use", "id": "a", "name": "t", "input": {}}),
            "messages.0: `tool_use` blocks can only be in `assistant` messages",
        ),
        (
            turn(picture(media_type="image/bmp", data=DATA)),
            (
                "messages.0.content.0.image.source.base64.media_type: Input should be "
                "'image/jpeg', "
                "'image/png', 'image/gif' or 'image/webp'"
            ),
        ),
        (
            turn(picture(media_type="image/png", data="not base64!")),
            "messages.0.content.0.image.source.base64.data: Invalid base64 data",
        ),
        (
            turn({"type": "document", "source": {}}),
            "messages.0.content.0.document.source.type: Field required",
        ),
    ],
)
def test_a_wrong_block_is_refused(refusal, turns, message):
    assert refusal(messages=turns) == message


def test_an_unknown_block_is_refused_with_all_that_are_known(refusal):
    message = refusal(messages=turn({"type": "video"}))
    assert message.startswith("messages.0.content.0: Input tag 'video' found using 'type' does not")
    assert all(f"'{tag}'" in message for tag in KINDS)


@pytest.mark.parametrize(
    "block",
    [
        {"type": "text", "text": "x", "cache_control": MARK},
        picture(media_type="image/png", data=DATA),
        {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}},
        {
            "type": "document",
            "source": {"type": "base64", "media_type": "application/pdf", "data": DATA},
            "title": "A document",
            "citations": {"enabled": True},
        },
        {
            "type": "document",
            "source": {"type": "text", "media_type": "text/plain", "data": "words"},
        },
    ],
)
def test_a_right_block_is_taken(refusal, block):
    assert refusal(messages=turn(block)) is None


def test_an_assistant_may_have_said_a_blank(refusal):
    blank = {"type": "text", "text": "\n\n"}
    assert refusal(messages=answered(blank, {"type": "text", "text": "x"})) is None
