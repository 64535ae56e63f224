import json

import pytest

from bot.playground.slack import asks
from bot.playground.slack.blocks import blocks
from bot.playground.slack.message import Said
from bot.playground.slack.view import View, checked
from bot.playground.slack.workspace import Place
from tests.corpora import CORPORA, corpora_needed

from .conftest import ANN, actions, button
from .forms import field, modal, words

KEYS = asks.Keys("http://127.0.0.1/hooks/x", "1.2.3")
BOLT = CORPORA / "slack" / "bolt-python"


@pytest.fixture
def message(workspace):
    said = Said("x", blocks(actions(button(), button(action_id="stop", value="8"))))
    return workspace.post(Place(workspace.channel("general")), "U0BOT0001", said)


def test_a_private_place_has_no_name_in_payloads(workspace):
    ann = workspace.user("ann")
    names = {
        channel: asks.command(ann, workspace.channel(channel), "/x", KEYS)["channel_name"]
        for channel in ("general", "founders", "D0ANN0001")
    }
    assert list(names.values()) == ["general", "privategroup", "directmessage"]


def test_a_command_carries_its_words_and_no_thread(workspace):
    told = asks.command(workspace.user("ann"), workspace.channel("general"), "/x  a  b ", KEYS)
    assert (told["command"], told["text"]) == ("/x", "a  b")
    assert "thread_ts" not in told


@pytest.fixture
def view():
    told = checked(modal(field("a", words()), notify_on_close=True), "modal")
    return View("V1", ANN, told, "1.a", "V1")


@corpora_needed
def test_our_payloads_have_every_field_that_recorded_ones_have(workspace, message, view):
    ann, general = workspace.user("ann"), workspace.channel("general")
    ours = {
        "envelope--1": asks.command(ann, general, "/x", KEYS),
        "view_submission--test_view_submission--body": asks.view_submission(ann, view, "1.2.3"),
        "view_closed--test_request--payload": asks.view_closed(ann, view, cleared=True),
        "message_action--test_app_using": asks.message_action(ann, general, message, "x", KEYS),
        "shortcut--test_asgi_http": asks.shortcut(ann, "x", "1.2.3", "1.000001"),
    }
    for name, told in ours.items():
        recorded = json.loads(next(BOLT.glob(f"{name}*.json")).read_text())
        recorded = recorded.get("payload", recorded)
        assert set(recorded) - set(told) <= {"_source"}, name
        for part in ("user", "view", "channel"):
            if part in recorded:
                assert set(recorded[part]) - set(told[part]) == set(), name


def test_a_view_is_told_with_the_person_and_no_channel(workspace, view):
    action = {"type": "button", "action_id": "a", "block_id": "b"}
    told = asks.view_actions(workspace.user("ann"), view, action, "1.2.3")
    assert told["container"] == {"type": "view", "view_id": "V1"}
    assert not {"channel", "message", "response_url"} & set(told)
