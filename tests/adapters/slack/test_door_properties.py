import json

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.door import Answered, Door
from tests.adapters.slack.signed import EVENT, FORM, JSON, NOW, SECRET, as_json, headers

door = Door(SECRET)


def judged(body, kind=JSON):
    return door.judge(headers(body, kind=kind), body, NOW)


def status(body, kind=JSON):
    verdict = judged(body, kind)
    return verdict.status if isinstance(verdict, Answered) else 200


@given(body=st.binary(max_size=300), kind=st.sampled_from([JSON, FORM, "text/plain", ""]))
def test_whatever_is_signed_gets_an_answer_and_no_exception(body, kind):
    assert status(body, kind=kind) in {200, 400, 415}


TEXT = st.text(max_size=80)


@given(
    body=st.binary(max_size=300),
    sent=st.fixed_dictionaries(
        {},
        optional={
            "x-slack-request-timestamp": st.one_of(TEXT, st.just(str(NOW))),
            "x-slack-signature": TEXT,
            "content-type": st.one_of(TEXT, st.just(JSON)),
        },
    ),
)
def test_whatever_is_not_signed_is_401(body, sent):
    assert door.judge(sent, body, NOW).status == 401


@given(body=st.binary(min_size=1, max_size=200), at=st.integers(0, 199), flip=st.integers(1, 255))
def test_one_changed_byte_is_401(body, at, flip):
    at %= len(body)
    forged = body[:at] + bytes([body[at] ^ flip]) + body[at + 1 :]
    assert door.judge(headers(body), forged, NOW).status == 401


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=10,
).filter(lambda value: "Infinity" not in json.dumps(value))


@given(event=st.dictionaries(TEXT, JSONS, max_size=4), kind=TEXT)
def test_every_event_of_a_sound_shape_comes_through_unchanged(event, kind):
    payload = {**EVENT, "event": {**event, "type": kind}}
    assert judged(as_json(payload)).payload == payload
