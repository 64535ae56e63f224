import pytest

from bot.answer.failure import failure, named
from bot.errors import Unreachable


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ({"type": "api_error", "message": "Oh"}, "api_error: Oh"),
        ({"message": "Oh"}, "Oh"),
        ("Oh", "Oh"),
        ({"type": 3, "message": ["x"]}, "an error without a word"),
        (None, "an error without a word"),
    ],
)
def test_whatever_shape_an_error_has_there_is_a_sentence_for_the_log(error, sentence):
    assert named(error)[1] == sentence
    assert isinstance(failure(error, said=False), Unreachable)


def test_a_long_error_is_cut():
    assert len(named({"message": "x" * 10_000})[1]) == 500
