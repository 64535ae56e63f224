import json

import pytest

from bot.playground.slack.events import envelope, events
from bot.playground.slack.message import Said
from bot.playground.slack.team import BOT_USER
from bot.playground.slack.typed import Typed
from bot.playground.slack.workspace import Place
from tests.corpora import CORPORA, corpora_needed

from .conftest import ANN

BOLT = CORPORA / "slack" / "bolt-python"


@pytest.fixture
def heard(workspace):
    """What the app is told, change by change."""
    told = []
    workspace.watchers.append(
        lambda change: told.append(events(change, workspace.channels[change.message.channel]))
    )
    return told


def say(workspace, channel, text, user=ANN, parent=None):
    typed = Typed(text, workspace)
    said = Said(typed.text, typed.blocks, client_msg_id="uuid")
    return workspace.post(Place(workspace.channel(channel), parent), user, said)


def test_a_mention_in_a_channel_is_two_events(workspace, heard):
    say(workspace, "general", "@Threadloom hi")
    assert set(heard[0]) == {"message.channels", "app_mention"}
    message, mention = heard[0]["message.channels"], heard[0]["app_mention"]
    assert message["ts"] == mention["ts"] == mention["event_ts"]
    assert message["channel_type"] == "channel"
    assert "channel_type" not in mention


def test_each_kind_of_place_has_its_own_event(workspace, heard):
    say(workspace, "founders", "hi")
    say(workspace, "D0ANN0001", "@Threadloom hi")
    assert [set(told) for told in heard] == [{"message.groups"}, {"message.im"}]
    assert heard[1]["message.im"]["channel_type"] == "im"


def test_the_bot_hears_nothing_of_a_channel_it_is_not_in(workspace, heard):
    say(workspace, "random", "@Threadloom hi")
    workspace.note(workspace.channel("general"), ANN, "psst")
    assert heard == [{}, {}]


def test_the_bot_hears_itself_and_nobody_mentions_themselves(workspace, heard):
    say(workspace, "general", "@Threadloom hi", user=BOT_USER)
    assert set(heard[0]) == {"message.channels"}
    event = heard[0]["message.channels"]
    assert (event["bot_id"], event["app_id"]) == ("B0BOT0001", "A0LOOM001")
    assert event["bot_profile"]["id"] == event["bot_id"]


def test_edits_and_deletions_tell_what_was_before(workspace, heard):
    message = say(workspace, "general", "one")
    workspace.edit(message, Said("two"), marked=True)
    workspace.delete(message)
    _posted, edited, deleted = (told["message.channels"] for told in heard)
    assert edited["subtype"] == "message_changed"
    assert (edited["previous_message"]["text"], edited["message"]["text"]) == ("one", "two")
    assert edited["hidden"] is deleted["hidden"] is True
    assert deleted["subtype"] == "message_deleted"
    assert deleted["deleted_ts"] == message.ts
    assert deleted["previous_message"]["text"] == "two"


def test_a_deleted_root_with_replies_is_told_as_changed(workspace, heard):
    root = say(workspace, "general", "root")
    say(workspace, "general", "reply", parent=root)
    workspace.delete(root)
    event = heard[-1]["message.channels"]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")


def test_every_envelope_has_an_id_of_its_own():
    assert len({envelope({}, 0.0)["event_id"] for _ in range(100)}) == 100


def recorded(name):
    return json.loads(next(BOLT.glob(f"{name}*.json")).read_text())


@corpora_needed
@pytest.mark.parametrize(
    ("name", "act"),
    [
        ("app_mention--test_app--", "app_mention"),
        ("message--test_message_bot--bot", "bot"),
        ("message.message_deleted", "deleted"),
        ("message.message_changed--test_message_changed--event_payload", "edited"),
    ],
)
def test_our_events_have_every_field_that_recorded_ones_have(workspace, heard, name, act):
    user = BOT_USER if act == "bot" else ANN
    message = say(workspace, "general", "@Threadloom hi", user=user)
    if act == "edited":
        workspace.edit(message, Said("two"), marked=True)
    if act == "deleted":
        workspace.delete(message)
    ours = heard[-1]["app_mention" if act == "app_mention" else "message.channels"]
    theirs = recorded(name)
    assert set(theirs["event"]) - set(ours) == set()
    # Ours is no Grid workspace, so the envelope names no enterprise.
    assert set(theirs) - set(envelope(ours, 0.0)) <= {"_source", "enterprise_id"}
