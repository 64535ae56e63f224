import pytest

from bot.playground.messages.noise import Noise
from bot.playground.messages.usage import Usage
from bot.playground.messages.wire import Message, events

TOLD = Message(
    "msg_1", "claude-sonnet-4-6", ({"type": "text", "text": "Words. " * 50},), Usage(1), "end_turn"
)


@pytest.fixture
def pieces():
    noise = Noise()
    return [piece for event in events(TOLD) for piece in noise.pieces(event)]


def test_noise_cuts_anywhere_even_between_cr_and_lf(pieces):
    assert any(piece.endswith(b"\r") for piece in pieces)
    assert {len(piece) for piece in pieces} >= {1, 2, 3, 5, 7}


def test_noise_has_no_bare_line_end(pieces):
    raw = b"".join(pieces)
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")


def test_two_streams_have_the_same_noise(pieces):
    again = Noise()
    assert pieces == [piece for event in events(TOLD) for piece in again.pieces(event)]
