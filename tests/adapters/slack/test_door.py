import json

import pytest

from bot.adapters.slack.door import DEPTH, LIMIT, Address, Admitted, Answered, Door
from tests.adapters.slack.signed import EVENT, FORM, JSON, NOW, SECRET, as_form, as_json, headers
from tests.corpora import CORPORA, corpora_needed

door = Door(SECRET)
PAYLOADS = sorted(CORPORA.glob("slack/bolt-python/*.json"))


def judged(body, now=NOW, kind=JSON, **more):
    return door.judge(headers(body, kind=kind, **more), body, now)


def status(body, now=NOW, kind=JSON, **more):
    verdict = judged(body, now, kind, **more)
    return verdict.status if isinstance(verdict, Answered) else 200


def unsigned(body):
    return door.judge({"content-type": JSON}, body, NOW).status


def test_what_slack_sends_is_let_in_as_it_is():
    body = as_json(EVENT)
    sent = headers(body)
    assert door.judge(sent, body, NOW) == Admitted(EVENT, sent["x-slack-signature"])


def test_a_command_is_let_in_as_its_fields():
    body = as_form(command="/effort", text="payload & more", team_id="T1")
    assert judged(body, kind=FORM).payload == {
        "command": "/effort",
        "text": "payload & more",
        "team_id": "T1",
    }


def test_an_interaction_is_let_in_as_its_payload():
    clicked = {"type": "block_actions", "team": {"id": "T1"}, "actions": [{"action_id": "a"}]}
    body = as_form(payload=json.dumps(clicked))
    assert judged(body, kind=f"{FORM}; charset=utf-8").payload == clicked


# The first sixteen of the thirty bad inputs (facts/reliability.md, 4.1).


def test_1_an_empty_body_is_turned_away_unsigned_and_signed():
    assert unsigned(b"") == 401
    assert door.judge({}, b"", NOW).status == 401
    assert status(b"") == 400
    assert status(b"", kind=FORM) == 400


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"[]", id="2 a list"),
        pytest.param(b"null", id="3 null"),
        pytest.param(b'{"type": "event_ca', id="4 cut short"),
        pytest.param(b"[" * 100_000, id="5 nested 100,000 deep, cut short"),
        pytest.param(b'{"a":' + b"[" * 900 + b"]" * 900 + b"}", id="5 nested 900 deep"),
        pytest.param(b'{"a":' + b"1" * 5000 + b"}", id="6 a number of 5,000 digits"),
        pytest.param(b'{"a":' + b"1" * 4000 + b"}", id="6 a number of 4,000 digits"),
        pytest.param(b'{"a":1e999}', id="6 an infinite number"),
        pytest.param(b'{"a":NaN}', id="6 no number"),
        pytest.param(b'"text"', id="a string"),
        pytest.param(b'\xef\xbb\xbf{"a":1}', id="a byte order mark"),
        pytest.param(b'{"type":"url_verification","challenge":{}}', id="no challenge"),
    ],
)
def test_2_to_6_malformed_json_is_401_unsigned_and_400_signed(body):
    assert unsigned(body) == 401
    assert status(body) == 400
    assert status(as_form(payload=body.decode()), kind=FORM) == 400


@pytest.mark.parametrize("stamp", ["abc", "", "1e9", "١٧٦٠٠٠٠٠٠٠", "-1", "1.5", " 1", "9" * 400])
def test_7_a_timestamp_that_is_no_number_is_401(stamp):
    assert status(as_json(EVENT), x_slack_request_timestamp=stamp) == 401


@pytest.mark.parametrize("signature", ["v0=ü", "", "v0=", "v1=00", "\udcff", "v0=" + "0" * 64])
def test_8_a_signature_that_is_none_is_401(signature):
    assert status(as_json(EVENT), x_slack_signature=signature) == 401


@pytest.mark.parametrize(("late", "answer"), [(-301, 401), (-300, 200), (300, 200), (301, 401)])
def test_9_a_timestamp_is_good_for_300_seconds_either_way(late, answer):
    assert status(as_json(EVENT), now=NOW + late) == answer


def test_10_a_replay_is_known_by_its_signature_and_a_retry_is_none():
    body = as_json(EVENT)
    assert judged(body).once == judged(body).once != ""
    assert judged(body, x_slack_retry_num="1").once == ""


def test_10_only_events_are_tried_again_by_slack():
    body = as_form(command="/effort", text="high")
    assert judged(body, kind=FORM, x_slack_retry_num="1").once != ""


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b'{"a":"\xff"}', JSON), (b"payload=\xff", FORM), (b"command=/x&text=%ff", FORM)],
)
def test_11_what_is_not_utf_8_is_401_unsigned_and_400_signed(body, kind):
    assert unsigned(body) == 401
    assert status(body, kind=kind) == 400


def test_12_a_body_over_a_mebibyte_is_413():
    assert status(as_json({"a": "x" * (LIMIT - 9)})) == 200
    assert status(as_json({"a": "x" * LIMIT})) == 413
    assert door.glance({"content-length": str(2 * LIMIT)}).status == 413
    assert door.glance({"content-length": "9" * 500}).status == 413
    assert door.glance({"content-length": str(LIMIT)}) is None


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "br", "deflate, gzip", "identity, gzip", ""])
def test_13_a_compressed_body_is_415_unread(coding):
    assert door.glance({"content-encoding": coding}).status == 415


def test_13_what_is_neither_json_nor_a_form_is_415():
    assert status(as_json(EVENT), kind="text/plain") == 415
    assert status(as_json(EVENT), kind="") == 415


@pytest.mark.parametrize("event", ["text", [1], None, 5, {}, {"type": 1}])
def test_14_an_event_of_an_odd_shape_is_dropped(event):
    assert judged(as_json({**EVENT, "event": event})) == Answered(200, "no event in it")
    without = {name: value for name, value in EVENT.items() if name != "event"}
    assert judged(as_json(without)) == Answered(200, "no event in it")


@pytest.mark.parametrize("kind", ["app_rate_limited", "unheard_of", None, 5, ["event_callback"]])
def test_15_an_unknown_type_is_for_the_listeners_to_ignore(kind):
    assert isinstance(judged(as_json({**EVENT, "type": kind})), Admitted)


HOME = Address(team="T1")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"team_id": "T2"}, "another team's"),
        ({"team_id": None}, "another team's"),
        ({"team_id": None, "authorizations": [{"team_id": None}]}, "another team's"),
        ({"team_id": "T2", "authorizations": [{"team_id": "T1"}]}, ""),
        ({"team_id": "T2", "authorizations": "T1"}, "another team's"),
        ({"team_id": "T2", "authorizations": ["T1"]}, "another team's"),
    ],
)
def test_16_what_is_meant_for_others_is_dropped(change, reason):
    body = as_json({**EVENT, **change})
    verdict = Door(SECRET, HOME).judge(headers(body), body, NOW)
    assert (verdict.reason if isinstance(verdict, Answered) else "") == reason


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({"team": {"id": "T1"}}, ""),
        ({"team": None, "user": {"team_id": "T1"}}, ""),
        ({"team": {"id": "T2"}, "view": {"app_installed_team_id": "T1"}}, ""),
        ({"team": {"id": "T2"}, "user": {"team_id": "T2"}}, "another team's"),
        ({"team": "T1"}, "another team's"),
        ({"team": None, "user": None, "view": None}, "another team's"),
    ],
)
def test_16_a_click_of_others_is_dropped(payload, reason):
    clicked = {"type": "view_closed", **payload}
    assert HOME.refuses(clicked) == reason


@pytest.mark.parametrize(
    "change",
    [
        {"actions": []},
        {"actions": None},
        {"actions": "click"},
        {"actions": [1]},
        {"actions": [{"action_id": ["a"]}]},
        {"actions": [{"action_id": "a", "block_id": None}]},
        {"callback_id": 5},
        {"view": "x"},
        {"view": {"callback_id": True}},
    ],
)
def test_a_click_of_an_odd_shape_is_dropped(change):
    clicked = {"type": "block_actions", "actions": [{"action_id": "a"}], **change}
    assert status(as_form(payload=json.dumps(clicked)), kind=FORM) == 200
    assert not isinstance(judged(as_form(payload=json.dumps(clicked)), kind=FORM), Admitted)


def test_the_check_of_our_address_is_answered():
    body = as_json({"type": "url_verification", "challenge": "abc", "token": "x"})
    assert json.loads(judged(body).text) == {"challenge": "abc"}
    assert unsigned(body) == 401


def test_the_check_of_our_certificate_is_answered_unsigned():
    body = as_form(ssl_check="1", token="x")
    assert door.judge({"content-type": FORM}, body, NOW).status == 200
    assert door.judge({"content-type": JSON}, body, NOW).status == 401


def test_a_message_about_certificate_checks_is_no_such_check():
    event = {**EVENT, "event": {**EVENT["event"], "text": "a&ssl_check=1&b"}}
    assert isinstance(judged(as_json(event)), Admitted)
    body = as_form(command="/effort", text="a&ssl_check=1&b")
    assert isinstance(judged(body, kind=FORM), Admitted)


def test_a_form_of_something_else_is_400():
    assert status(as_form(text="no command"), kind=FORM) == 400
    assert status(as_form(command="effort"), kind=FORM) == 400
    assert status("&".join("a=b" for _ in range(101)).encode(), kind=FORM) == 400


@pytest.mark.parametrize(("levels", "answer"), [(DEPTH, 200), (DEPTH + 1, 400)])
def test_nesting_ends_at_64_levels(levels, answer):
    lists = levels - 1  # the object around them is one
    assert status(b'{"a":' + b"[" * lists + b"]" * lists + b"}") == answer


@corpora_needed
@pytest.mark.parametrize("path", PAYLOADS, ids=lambda path: path.stem)
def test_every_recorded_payload_is_let_in(path):
    payload = json.loads(path.read_text())
    if payload.get("type") in {"event_callback", None} and "command" not in payload:
        assert isinstance(judged(as_json(payload)), Admitted)
    elif "command" in payload:
        fields = {name: str(value) for name, value in payload.items()}
        assert judged(as_form(**fields), kind=FORM).payload == fields
    else:
        assert judged(as_form(payload=json.dumps(payload)), kind=FORM).payload == payload
