"""The first sixteen of the thirty bad inputs (facts/reliability.md, 4.1), over a real socket."""

import gzip
import time

import pytest

from bot.adapters.slack.door import LIMIT
from tests.adapters.slack.signed import EVENT, as_json, headers


async def test_1_an_empty_body_is_401(front):
    assert (await front.post(b"", {}))[0] == 401


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"[]", id="2"),
        pytest.param(b"null", id="3"),
        pytest.param(b'{"type":', id="4"),
        pytest.param(b"[" * 100_000, id="5"),
        pytest.param(b'{"type":' + b"1" * 5000 + b"}", id="6"),
    ],
)
async def test_2_to_6_malformed_json_leaves_no_traceback(front, body, caplog):
    assert (await front.post(body, {"content-type": "application/json"}))[0] == 401
    assert (await front.post(body))[0] == 400
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("stamp", [b"abc", b"", b"1e9", "١٧٦٠٠٠٠٠٠٠".encode(), b"\xff"])
async def test_7_an_odd_timestamp_is_401(front, stamp, caplog):
    body = as_json(EVENT)
    signature = headers(body)["x-slack-signature"].encode()
    assert await front.raw(_post(body, stamp, signature)) == 401
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("signature", ["v0=ü".encode(), b"\xff\xfe", b""])
async def test_8_an_odd_signature_is_401(front, signature, caplog):
    stamp = str(int(time.time())).encode()
    assert await front.raw(_post(as_json(EVENT), stamp, signature)) == 401
    assert not [record for record in caplog.records if record.exc_info]


def _post(body, stamp, signature):
    return (
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"X-Slack-Request-Timestamp: " + stamp + b"\r\nX-Slack-Signature: " + signature + b"\r\n"
        b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
    )


@pytest.mark.parametrize("off", [-310, 310])
async def test_9_an_old_or_early_timestamp_is_401(front, off):
    body = as_json(EVENT)
    assert (await front.post(body, headers(body, time.time() + off)))[0] == 401


async def test_10_a_replay_is_answered_and_does_nothing(front):
    body = as_json(EVENT)
    sent = headers(body, time.time())
    assert [await front.post(body, sent) for _ in range(3)] == [(200, "")] * 3
    assert front.hearing.heard == ["<@UB> hello"]


async def test_10_a_retry_of_slacks_is_no_replay(front):
    body = as_json(EVENT)
    sent = headers(body, time.time())
    await front.post(body, sent)
    await front.post(body, {**sent, "x-slack-retry-num": "1"})
    assert len(front.hearing.heard) == 2  # the mailbox knows them for one question


async def test_10_what_failed_may_come_in_again(front):
    body = as_json(EVENT)
    sent = headers(body, time.time())
    front.hearing.fail = True
    assert (await front.post(body, sent))[0] == 500
    front.hearing.fail = False
    assert (await front.post(body, sent))[0] == 200
    assert front.hearing.heard == ["<@UB> hello"]


async def test_11_what_is_not_utf_8_is_400(front):
    assert (await front.post(b'{"a":"\xff"}'))[0] == 400


async def test_12_a_long_body_is_413(front):
    head = _post(b"", b"0", b"v0=").replace(b"Length: 0", b"Length: %d" % (LIMIT + 1))
    assert await front.raw(head, b"x" * 1000) == 413


HEAD = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"


async def test_12_chunks_without_end_are_413(front):
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    assert await front.raw(HEAD, *[chunk] * 17) == 413


async def test_12_a_body_that_does_not_come_is_408(front):
    assert await front.raw(HEAD, b"5\r\nhello\r\n") == 408


async def test_13_a_compressed_body_is_415_and_never_unpacked(front, caplog):
    body = gzip.compress(b"0" * 50_000_000)
    sent = {**headers(body, time.time()), "content-encoding": "gzip"}
    assert (await front.post(body, sent))[0] == 415
    lying = {**sent, "content-encoding": "br"}
    assert (await front.post(b"not brotli at all", lying))[0] == 415
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("event", ["text", [1], None])
async def test_14_an_event_of_an_odd_shape_is_dropped(front, event):
    assert (await front.post(as_json({**EVENT, "event": event})))[0] == 200
    assert front.hearing.heard == []


@pytest.mark.parametrize(
    "change",
    [
        {"type": "app_rate_limited"},
        {"type": "unheard_of"},
        {"event": {"type": "channel_rename", "channel": {"id": "C1"}}},
        {"event": {**EVENT["event"], "type": "message", "subtype": "message_changed"}},
        {"event": {**EVENT["event"], "type": "message", "subtype": "bot_message"}},
    ],
)
async def test_15_what_nobody_listens_to_is_200(front, change):
    assert await front.post(as_json({**EVENT, **change})) == (200, "")
    assert front.hearing.heard == []


@pytest.mark.parametrize(
    "change",
    [
        {"authorizations": 5},
        {"authorizations": ["T1"]},
        {"team": 5},
        {"enterprise": 5},
        {"event": {**EVENT["event"], "channel": 5}},
        {"event": {**EVENT["event"], "user": 5}},
    ],
)
async def test_what_bolt_trips_over_is_dropped(front, change, caplog):
    assert (await front.post(as_json({**EVENT, **change})))[0] == 200
    assert not [record for record in caplog.records if record.exc_info]


async def test_what_is_no_http_leaves_no_traceback(front, caplog):
    assert await front.raw(b"\x16\x03\x01 nonsense\r\n\r\n") == 400
    assert await front.raw(b"POST /slack/events HTTP/1.1\r\nno colon\r\n\r\n") == 400
    assert not [record for record in caplog.records if record.exc_info]
