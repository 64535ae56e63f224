"""A request with files in it goes out bit by bit, and arrives as it was."""

import pytest

from bot.adapters.messages import MessagesModel
from bot.playground.messages.script import Say


@pytest.mark.parametrize("size", [1, 512 * 1024, 512 * 1024 + 1, 3_000_000])
async def test_whatever_its_size_a_request_arrives_whole(client, endpoint, messages, size):
    messages.script(Say("Read."))
    said = [{"role": "user", "content": [{"type": "text", "text": "ü" * size}]}]
    body = {"model": "claude-sonnet-4-6", "max_tokens": 9, "stream": True, "messages": said}
    pieces = [deltas async for deltas in MessagesModel(client, endpoint).events(body)]
    assert pieces
    (received,) = messages.requests
    assert received.body == body
    assert int(received.headers["content-length"]) == len(received.raw)
    assert "transfer-encoding" not in received.headers
