import pytest

from bot.conversation.wish import Wish


@pytest.mark.parametrize(
    ("told", "wish"),
    [
        ("stop U1", Wish("stop", "U1")),
        ("change", Wish("change")),
        ("withdraw", Wish("withdraw")),
        ("", None),
        ("sing U1", None),
    ],
)
def test_a_wish_is_read_as_redis_holds_it(told, wish):
    assert Wish.parse(told) == wish
