"""Who may be told what: a table of channels, and what holds for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.audience import tellable

FLAGS = ("is_channel", "is_private", "is_im", "is_mpim", "is_ext_shared", "is_shared")
ALL_FLAGS = (*FLAGS, "is_org_shared", "is_pending_ext_shared")


def channel(id_, *true):
    return {"id": id_} | dict.fromkeys(ALL_FLAGS, False) | dict.fromkeys(true, True)


PUBLIC = channel("C1", "is_channel")
OTHER = channel("C2", "is_channel")
PRIVATE = channel("C3", "is_channel", "is_private")
GROUP = channel("G1", "is_mpim", "is_private")
IM = channel("D1", "is_im")
FOREIGN = channel("C4", "is_channel", "is_shared", "is_ext_shared")
COMING = channel("C5", "is_channel", "is_pending_ext_shared")
GRID = channel("C6", "is_channel", "is_shared", "is_org_shared")
CHANNELS = st.sampled_from([PUBLIC, OTHER, PRIVATE, GROUP, IM, FOREIGN, COMING, GRID])


@pytest.mark.parametrize(
    ("source", "here", "may"),
    [
        (PUBLIC, PUBLIC, True),
        (PUBLIC, OTHER, True),
        (PUBLIC, PRIVATE, True),
        (PUBLIC, GROUP, True),
        (PUBLIC, None, True),
        (PUBLIC, FOREIGN, False),
        (PUBLIC, COMING, False),
        (PUBLIC, GRID, False),
        (PRIVATE, PRIVATE, True),
        (PRIVATE, None, True),
        (PRIVATE, PUBLIC, False),
        (PRIVATE, GROUP, False),
        (GROUP, GROUP, True),
        (GROUP, None, False),
        (GROUP, PUBLIC, False),
        (IM, IM, False),
        (IM, None, False),
        (FOREIGN, FOREIGN, False),
        (FOREIGN, None, False),
        (COMING, None, False),
        (GRID, PUBLIC, False),
    ],
)
def test_what_may_be_told_where(source, here, may):
    assert tellable(source, here) is may


@given(CHANNELS, CHANNELS | st.none(), st.sampled_from(FLAGS), st.booleans())
def test_what_slack_does_not_say_never_opens_anything(source, here, flag, of_here):
    less = {k: v for k, v in source.items() if k != flag}
    if of_here and here is not None:
        assert tellable(source, {k: v for k, v in here.items() if k != flag}) <= tellable(
            source, here
        )
    else:
        assert tellable(less, here) <= tellable(source, here)


def test_nothing_known_is_nothing_told():
    assert not tellable({}, {})
    assert not tellable({}, None)
    assert not tellable(PUBLIC, {})
