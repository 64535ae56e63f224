import pytest

from bot.playground.messages.cache import measure
from bot.playground.messages.tokens import weight

DATA = "A" * 4_000_000


def source(kind, media_type):
    return {"type": kind, "media_type": media_type, "data": DATA}


@pytest.mark.parametrize(
    ("block", "tokens"),
    [
        ({"type": "text", "text": DATA}, 1_000_000),
        ({"type": "document", "source": source("text", "text/plain")}, 1_000_000),
        ({"type": "document", "source": source("base64", "application/pdf")}, 6_000),
        ({"type": "image", "source": source("base64", "image/png")}, 1_600),
        ({"type": "image", "source": {"type": "url", "url": "https://a.example/a.png"}}, 20),
    ],
)
def test_what_is_looked_at_does_not_count_by_its_base64(block, tokens):
    assert weight(block) == pytest.approx(tokens, abs=5)
    body = {"model": "m", "messages": [{"role": "user", "content": [block]}]}
    assert measure(body) == weight(block)
