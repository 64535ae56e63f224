import pytest

MARK = {"type": "ephemeral"}
HOUR = {"type": "ephemeral", "ttl": "1h"}


def said(*marks):
    blocks = [{"type": "text", "text": "x", "cache_control": mark} for mark in marks]
    return [{"role": "user", "content": blocks}]


def system(mark):
    return [{"type": "text", "text": "S", "cache_control": mark}]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"messages": said(*[MARK] * 5)},
            "A maximum of 4 blocks with cache_control may be provided. Found 5.",
        ),
        (
            {"messages": said(*[MARK] * 4), "cache_control": MARK},
            "A maximum of 4 blocks with cache_control may be provided. Found 5.",
        ),
        (
            {"system": system(MARK), "messages": said(HOUR)},
            (
                "messages.0.content.0.cache_control.ttl: a ttl='1h' cache_control block must not "
                "come "
                "after a ttl='5m' cache_control block. Note that blocks are processed in the "
                "following order: `tools`, `system`, `messages`."
            ),
        ),
        (
            {"system": system({"type": "ephemeral", "ttl": "1d"})},
            "system.0.cache_control.ephemeral.ttl: Input should be '5m' or '1h'",
        ),
        (
            {"system": system({"type": "forever"})},
            (
                "system.0.cache_control: Input tag 'forever' found using 'type' does not match "
                "any of "
                "the expected tags: 'ephemeral'"
            ),
        ),
    ],
)
def test_wrong_breakpoints_are_refused(refusal, changes, message):
    assert refusal(**changes) == message


@pytest.mark.parametrize(
    "changes",
    [
        {"messages": said(*[MARK] * 4)},
        {"messages": said(MARK), "cache_control": MARK},
        {"system": system(HOUR), "messages": said(HOUR, MARK)},
    ],
)
def test_right_breakpoints_are_taken(refusal, changes):
    assert refusal(**changes) is None
