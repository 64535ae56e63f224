"""The menu of conversations: its shape, and what it offers to whom."""

import pytest

from bot.playground.slack.picking import offered, require
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import channels
from bot.playground.slack.view import checked

from .forms import field, modal, places

GOOD = [
    {},
    {"filter": {"include": ["public", "private"]}},
    {"filter": {"exclude_bot_users": True}, "initial_conversation": "C0GENERAL"},
]
BAD = [
    {"filter": {}},
    {"filter": {"include": []}},
    {"filter": {"include": ["channels"]}},
    {"filter": {"exclude_bot_users": "yes"}},
    {"initial_conversation": 7},
    {"default_to_current_conversation": "yes"},
]


@pytest.mark.parametrize("more", GOOD)
def test_what_slack_takes_is_taken(more):
    assert checked(modal(field("in", places(**more), dispatch_action=True)), "modal")


@pytest.mark.parametrize("more", BAD)
def test_what_slack_refuses_is_refused(more):
    with pytest.raises(Refusal, match="invalid_arguments"):
        checked(modal(field("in", places(**more))), "modal")


def names(person, **kept):
    return {c.name for c in offered(places(filter=kept), ALL, person) if c.kind != "im"}


ALL = channels()


def test_nobody_is_offered_a_private_channel_that_they_are_not_in():
    kinds = {"include": ["public", "private"]}
    assert names("U0ANN0001", **kinds) == {"general", "research", "founders", "random"}
    assert names("U0CHI0001", **kinds) == {"general", "research", "random"}
    assert names("U0ANN0001", include=["private"]) == {"founders"}
    with pytest.raises(Refusal, match="unknown_option"):
        require(places(), "C0FOUNDER", ALL, "U0CHI0001")
    require(places(), None, ALL, "U0CHI0001")


def test_what_is_shared_or_archived_is_left_out_where_that_is_asked():
    shared, old, *rest = channels()
    shared.ext_shared = old.archived = True
    kept = places(filter={"include": ["public"], "exclude_external_shared_channels": True})
    assert {c.name for c in offered(kept, [shared, old, *rest], "U0ANN0001")} == {"random"}
    assert [c.id for c in offered(places(), rest, "U0CHI0001") if c.kind == "im"] == ["D0CHI0001"]
