import json
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from bot.playground.slack.installation import Installation
from bot.playground.slack.wire import kind_of, request
from tests.corpora import CORPORA, corpora_needed

APP = Installation()


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=10), max_size=3), st.booleans())
def test_whatever_is_sent_is_signed_as_slack_signs_it(payload, event):
    signed = request(APP, payload | ({"event": {}} if event else {}))
    verifier = SignatureVerifier(APP.signing_secret)
    assert verifier.is_valid_request(signed.body.decode(), signed.headers)
    assert not verifier.is_valid_request(signed.body.decode() + " ", signed.headers)


def test_events_are_json_and_the_others_are_forms():
    event, pressed = {"event": {}}, {"type": "block_actions"}
    command = {"command": "/x", "text": "a&b", "empty": None, "yes": True}
    assert json.loads(request(APP, event).body) == event
    assert parse_qs(request(APP, command).body.decode()) == {
        "command": ["/x"],
        "text": ["a&b"],
        "yes": ["true"],
    }
    form = parse_qs(request(APP, pressed).body.decode())
    assert json.loads(form["payload"][0]) == pressed


def test_only_a_retry_says_that_it_is_one():
    assert "x-slack-retry-num" not in request(APP, {"event": {}}).headers
    again = request(APP, {"event": {}}, 2, "http_timeout").headers
    assert (again["x-slack-retry-num"], again["x-slack-retry-reason"]) == ("2", "http_timeout")


@corpora_needed
@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("app_mention--", "message", "reaction_added", "app_home"), "events_api"),
        (("start-conv--",), "slash_commands"),
        (("block_actions", "view_submission", "message_action", "shortcut"), "interactive"),
    ],
)
def test_recorded_payloads_are_known_by_their_shape(names, kind):
    folder = CORPORA / "slack" / "bolt-python"
    found = [path for name in names for path in folder.glob(f"{name}*.json")]
    assert found
    shapes = {path.name: kind_of(json.loads(path.read_text())) for path in found}
    shapes = {
        name: shape
        for name, shape in shapes.items()
        if "message_action" not in name or kind == "interactive"
    }
    assert set(shapes.values()) == {kind}
