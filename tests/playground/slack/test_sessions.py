"""Whether the agent works in a thread is what it says last; Stop ends its streams at once."""

import pytest

from bot.playground.slack.refusal import Refusal
from bot.playground.slack.server import LocalSlack

from .app import endpoint
from .conftest import ANN

ANNS = "D0ANN0001"
STOPPED = "agent_session_stopped"


@pytest.fixture
async def slack(clock):
    async with LocalSlack(clock=clock, retries=(), events=(STOPPED,)) as slack:
        yield slack


@pytest.fixture
async def here(slack):
    return {"channel_id": ANNS, "thread_ts": await slack.type("ann", ANNS, "why?")}


async def test_a_status_lasts_for_an_hour(slack, ask, here, clock):
    told = await ask("agents.sessions.setStatus", **here, status="processing", title="a: b")
    assert (told["status"], told["title"]) == ("processing", "a_ b")
    assert "warning" not in told
    clock.now += 3599
    assert slack.status(ANNS, here["thread_ts"]) == "processing"
    clock.now += 1
    assert slack.status(ANNS, here["thread_ts"]) == "active"


async def test_without_the_event_there_is_a_warning_and_no_button(slack, ask, here):
    slack.events = ()
    told = await ask("agents.sessions.setStatus", **here, status="processing")
    assert told["warning"] == "missing_agent_session_stopped_event_subscription"
    with pytest.raises(Refusal, match="not_processing"):
        await slack.stop("ann", ANNS, here["thread_ts"])


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"status": "busy"}, "invalid_arguments"),
        ({"status": ""}, "invalid_arguments"),
        ({"status": "active", "thread_ts": "1.000001"}, "invalid_thread_ts"),
        ({"status": "active", "channel_id": "C0RANDOM1"}, "not_in_channel"),
        ({"status": "active", "title": "x" * 201}, "invalid_arguments"),
    ],
)
async def test_a_wrong_status_is_refused(ask, here, arguments, error):
    assert (await ask("agents.sessions.setStatus", **here | arguments))["error"] == error


async def test_an_app_that_is_no_agent_has_no_sessions(slack, ask, here):
    slack.agent = False
    told = await ask("agents.sessions.setStatus", **here, status="processing")
    assert told["error"] == "feature_disabled"


async def test_a_session_is_renamed_once_it_had_a_status(ask, here):
    assert (await ask("agents.sessions.rename", **here, title="x"))["error"] == "not_authorized"
    await ask("agents.sessions.setStatus", **here, status="active")
    assert (await ask("agents.sessions.rename", **here, title="x"))["title"] == "x"


async def test_the_words_of_old_are_gone_after_two_minutes(slack, ask, here, clock):
    assert (await ask("assistant.threads.setStatus", **here, status="is thinking…"))["ok"]
    assert slack.status(ANNS, here["thread_ts"]) == "processing"
    clock.now += 120
    assert slack.status(ANNS, here["thread_ts"]) == "active"


async def test_stop_ends_the_streams_and_tells_the_app(slack, ask, here):
    async with endpoint(slack) as app:
        root = here["thread_ts"]
        chunk = {"type": "markdown_text", "text": "One"}
        told = await ask("chat.startStream", channel=ANNS, thread_ts=root, chunks=[chunk])
        assert await slack.stop("ann", ANNS, root) == [told["ts"]]
        event = slack.deliveries[-1].payload["event"]
        assert {**event, "event_ts": ""} == {
            "type": STOPPED,
            "channel": ANNS,
            "thread_ts": root,
            "user": ANN,
            "streaming_message_ts": [told["ts"]],
            "event_ts": "",
        }
        await slack.until(lambda: app.heard)
        where = {"channel": ANNS, "ts": told["ts"]}
        for method in ("chat.appendStream", "chat.stopStream"):
            assert (await ask(method, **where, chunks=[chunk]))["error"] == "stopped_by_user"
        assert slack.status(ANNS, root) == "processing", "the app has to say that it stopped"
        assert (await ask("chat.update", **where, markdown_text="One, stopped"))["ok"]
