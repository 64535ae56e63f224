import json

import pytest

from bot.playground.slack import asks
from bot.playground.slack.blocks import blocks
from bot.playground.slack.message import Said
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.workspace import Place
from tests.corpora import CORPORA, corpora_needed

from .conftest import actions, button

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


def test_only_a_button_that_stands_there_can_be_pressed(message):
    assert asks.pressed(message, "stop", "8", "1.000001")["value"] == "8"
    assert asks.pressed(message, "stop", None, "1.000001")["type"] == "button"
    for wrong in (("stop", "7"), ("go", None)):
        with pytest.raises(Refusal, match="unknown_action"):
            asks.pressed(message, *wrong, "1.000001")


@corpora_needed
def test_our_payloads_have_every_field_that_recorded_ones_have(workspace, message):
    ann, general = workspace.user("ann"), workspace.channel("general")
    press = asks.pressed(message, "again", None, "1.000001")
    ours = asks.block_actions(ann, general, message, press, KEYS)
    theirs = json.loads((BOLT / "block_actions--test_block_actions--body.json").read_text())
    assert set(theirs) - set(ours) == {"_source"}
    for part in ("user", "container", "channel"):
        assert set(theirs[part]) - set(ours[part]) == set()
    assert set(theirs["actions"][0]) - set(press) == set()
    command = asks.command(ann, general, "/x", KEYS)
    recorded = json.loads((BOLT / "envelope--1.json").read_text())["payload"]
    assert set(recorded) - set(command) == set()
