import json

import pytest

from bot.playground.slack import asks
from bot.playground.slack.blocks import blocks
from bot.playground.slack.message import Said
from bot.playground.slack.pressing import parts, pressed, state
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.workspace import Place
from tests.corpora import CORPORA, corpora_needed

from .conftest import ANN, BEN, GENERAL, actions, button
from .forms import feedback, option, overflow, plain, select, trash

KEYS = asks.Keys("http://127.0.0.1/hooks/x", "1.2.3")
BOLT = CORPORA / "slack" / "bolt-python"


@pytest.fixture
def message(workspace):
    said = blocks(
        [
            *actions(button(), button(action_id="stop", value="8"), overflow(), select()),
            {"type": "context_actions", "elements": [feedback(), trash(visible_to_user_ids=[ANN])]},
            {"type": "section", "text": plain("x"), "accessory": button(action_id="side")},
        ]
    )
    return workspace.post(Place(workspace.channel("general")), "U0BOT0001", Said("x", said))


def test_only_what_stands_there_can_be_used(message):
    def use(*told):
        return pressed(parts(message), *told, "1.000001", BEN)

    assert use("stop", "8")["value"] == "8"
    assert use("stop", None)["type"] == use("side", None)["type"] == "button"
    wrong = [("stop", "7"), ("go", None), ("more", None), ("more", "else"), ("choose", "else")]
    for told in [*wrong, ("rate", "meh"), ("rate", None), ("drop", None)]:
        with pytest.raises(Refusal, match="unknown_action"):
            use(*told)
    assert pressed(parts(message), "drop", None, "1.000001", ANN)["icon"] == "trash"


def test_each_kind_tells_what_was_chosen(message):
    def use(action_id, value):
        told = pressed(parts(message), action_id, value, "1.000001")
        assert told["block_id"]
        return told

    assert use("more", "drop")["selected_option"] == option("drop")
    assert use("choose", "high")["selected_option"] == option("high")
    rated = use("rate", "down")
    assert (rated["type"], rated["value"], rated["text"]["text"]) == (
        "feedback_buttons", "down", "Bad",
    )  # fmt: skip


def test_the_state_of_a_message_holds_its_menus(message):
    again = pressed(parts(message), "again", None, "1.000001")
    assert state(parts(message), again)["b0000"]["choose"]["selected_option"] is None
    chosen = pressed(parts(message), "choose", "low", "1.000001")
    assert state(parts(message), chosen)["b0000"] == {
        "choose": {"type": "static_select", "selected_option": option("low")}
    }


@corpora_needed
def test_our_presses_have_every_field_that_recorded_ones_have(workspace, message):
    ann, general = workspace.user("ann"), workspace.channel(GENERAL)
    press = pressed(parts(message), "again", None, "1.000001")
    ours = asks.block_actions(ann, general, message, press, KEYS)
    theirs = json.loads((BOLT / "block_actions--test_block_actions--body.json").read_text())
    assert set(theirs) - set(ours) == {"_source"}
    for part in ("user", "container", "channel"):
        assert set(theirs[part]) - set(ours[part]) == set()
    assert set(theirs["actions"][0]) - set(press) == set()
