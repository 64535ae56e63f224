"""chat.*Stream is as strict as Slack's, and a stream never outlives its five minutes."""

import pytest

from bot.playground.slack.server import LocalSlack

from .conftest import ANN, GENERAL, actions

ANNS = "D0ANN0001"
TEAM = "T0LOOM01"
META = {"event_type": "turn", "event_payload": {"turn": "1"}}


@pytest.fixture
async def slack(clock):
    async with LocalSlack(clock=clock, retries=()) as slack:
        yield slack


@pytest.fixture
async def root(slack):
    return await slack.type("ann", ANNS, "why?")


def text(words):
    return {"type": "markdown_text", "text": words}


def task(status="in_progress", **more):
    return {"type": "task_update", "id": "1", "title": "Searching", "status": status} | more


def shown(slack, ts):
    return next(m for m in slack.messages(ANNS) + _replies(slack) if m["ts"] == ts)


def _replies(slack):
    return [m for root in slack.messages(ANNS) for m in slack.messages(ANNS, root["ts"])]


async def begun(ask, root, *chunks, **more):
    told = await ask(
        "chat.startStream", channel=ANNS, thread_ts=root, chunks=list(chunks) or None, **more
    )
    assert told["ok"], told
    return {"channel": ANNS, "ts": told["ts"]}


async def test_a_stream_grows_and_is_finished_with_its_furniture(slack, ask, root):
    where = await begun(ask, root, text("One "))
    assert shown(slack, where["ts"])["streaming_state"] == "in_progress"
    assert slack.status(ANNS, root) == "processing"
    assert (await ask("chat.appendStream", **where, chunks=[text("two ")]))["ok"]
    told = await ask(
        "chat.stopStream", **where, chunks=[text("three")], blocks=actions(), metadata=META
    )
    assert told["ok"]
    message = shown(slack, where["ts"])
    assert [b["type"] for b in message["blocks"]] == ["markdown", "actions"]
    assert message["blocks"][0]["text"] == "One two three"
    assert (message["streaming_state"], message["metadata"]) == ("completed", META)
    assert slack.status(ANNS, root) == "active"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": ANNS, "thread_ts": ""}, "invalid_thread_ts"),
        ({"channel": ANNS, "thread_ts": "now"}, "invalid_thread_ts"),
        ({"channel": ANNS, "task_display_mode": "wide"}, "invalid_arguments"),
        ({"channel": ANNS, "chunks": []}, "invalid_chunks"),
        ({"channel": ANNS, "chunks": [{"type": "video"}]}, "invalid_chunks"),
        ({"channel": ANNS, "chunks": [text("")]}, "invalid_chunks"),
        ({"channel": ANNS, "chunks": [task(status="done")]}, "invalid_chunks"),
        ({"channel": ANNS, "chunks": [task(title="x" * 257)]}, "invalid_chunks"),
        ({"channel": ANNS, "chunks": [task(details="x" * 257)]}, "invalid_chunks"),
        (
            {"channel": ANNS, "chunks": [task(sources=[{"type": "url", "url": "https://a.b"}])]},
            "invalid_chunks",
        ),
        ({"channel": ANNS, "chunks": [{"type": "blocks", "blocks": actions() * 51}]},
         "invalid_chunks"),
        ({"channel": ANNS, "chunks": [{"type": "blocks", "blocks": [{"type": "x"}]}]},
         "invalid_blocks"),
        ({"channel": ANNS, "chunks": [text("a" * 12_001)]}, "msg_too_long"),
        ({"channel": ANNS, "markdown_text": "a" * 12_001}, "msg_too_long"),
        ({"channel": ANNS, "markdown_text": "ą" * 6_001}, "msg_too_long"),
        ({"channel": ANNS, "chunks": [text("a")], "markdown_text": "a"}, "invalid_arguments"),
    ],
)  # fmt: skip
async def test_a_wrong_start_is_refused(slack, ask, root, arguments, error):
    told = await ask("chat.startStream", **{"thread_ts": root} | arguments)
    assert told["error"] == error
    assert len(_replies(slack)) == 1


async def test_outside_of_an_im_it_has_to_say_who_watches(slack, ask):
    root = await slack.type("ann", "general", "why?")
    where = {"channel": GENERAL, "thread_ts": root}
    told = await ask("chat.startStream", **where)
    assert told["error"] == "missing_recipient_user_id"
    told = await ask("chat.startStream", **where, recipient_user_id=ANN)
    assert told["error"] == "missing_recipient_team_id"
    told = await ask("chat.startStream", **where, recipient_user_id=ANN, recipient_team_id=TEAM)
    assert told["ok"]


async def test_in_a_channel_only_its_recipient_sees_it_grow(slack, ask):
    root = await slack.type("ann", "general", "why?")
    whom = {"recipient_user_id": ANN, "recipient_team_id": TEAM}
    told = await ask(
        "chat.startStream", channel=GENERAL, thread_ts=root, chunks=[text("One ")], **whom
    )
    where = {"channel": GENERAL, "ts": told["ts"]}
    await ask("chat.appendStream", **where, chunks=[text("two")])

    def seen(who):
        return [b["text"] for b in slack.seen_by(who)[-1]["blocks"]]

    assert (seen("ann"), seen("ben")) == (["One two"], ["One "])
    await ask("chat.stopStream", **where)
    assert (seen("ann"), seen("ben")) == (["One two"], ["One two"])


async def test_a_stream_has_one_mode(ask, root):
    where = await begun(ask, root, text("One"))
    told = await ask("chat.appendStream", **where, markdown_text="two")
    assert told["error"] == "streaming_mode_mismatch"
    other = await begun(ask, root, markdown_text="One")
    told = await ask("chat.stopStream", **other, chunks=[text("two")])
    assert told["error"] == "streaming_mode_mismatch"
    assert (await ask("chat.stopStream", **other))["ok"]


async def test_blanks_at_the_front_of_a_chunk_are_lost(slack, ask, root):
    where = await begun(ask, root, text("One"))
    await ask("chat.appendStream", **where, chunks=[text("\n\n two")])
    assert shown(slack, where["ts"])["text"] == "Onetwo"


async def test_it_is_over_after_five_minutes_whatever_is_appended(slack, ask, root, clock):
    where = await begun(ask, root, task(), text("One "))
    clock.now += 299
    assert (await ask("chat.appendStream", **where, chunks=[text("two")]))["ok"]
    clock.now += 1
    for method in ("chat.appendStream", "chat.stopStream"):
        told = await ask(method, **where, chunks=[text("three")])
        assert told["error"] == "message_not_in_streaming_state"
    message = shown(slack, where["ts"])
    assert (message["text"], message["streaming_state"]) == ("One two", "errored")
    assert message["blocks"][0]["status"] == "error"
    assert slack.status(ANNS, root) == "active"
    assert (await ask("chat.update", **where, markdown_text="One two three"))["ok"]


async def test_what_was_streamed_has_an_end(slack, ask, root):
    where = await begun(ask, root, text("a" * 11_900))
    told = await ask("chat.appendStream", **where, chunks=[text("b" * 101)])
    assert told["error"] == "msg_too_long"
    assert (await ask("chat.stopStream", **where, chunks=[text("b" * 100)]))["ok"]
    assert len(shown(slack, where["ts"])["text"]) == 12_000


async def test_steps_take_room_and_their_details_twice(ask, root):
    where = await begun(ask, root, task(details="d" * 256), text("a" * 10_000))
    told = await ask("chat.appendStream", **where, chunks=[text("b" * 100)])
    assert told["error"] == "msg_too_long"


async def test_steps_are_joined_by_their_id(slack, ask, root):
    sources = [{"type": "url", "url": "https://a.example/", "text": "A"}]
    where = await begun(ask, root, task(details="One "), task("complete", title="Searched"))
    await ask("chat.appendStream", **where, chunks=[task("complete", details="two")])
    await ask("chat.appendStream", **where, chunks=[task("complete", sources=sources)])
    (card,) = shown(slack, where["ts"])["blocks"]
    assert (card["title"], card["status"], card["details"]) == ("Searching", "complete", "One two")
    assert card["sources"] == sources


async def test_a_step_left_open_ends_as_a_failure(slack, ask, root):
    where = await begun(ask, root, task())
    await ask("chat.stopStream", **where)
    assert shown(slack, where["ts"])["blocks"][0]["status"] == "error"


async def test_a_plan_holds_all_steps(slack, ask, root):
    plan = {"type": "plan_update", "title": "Finding out"}
    where = await begun(ask, root, plan, task(), text("One"), task_display_mode="plan")
    first, second = shown(slack, where["ts"])["blocks"]
    assert (first["type"], first["title"]) == ("plan", "Finding out")
    assert [task["title"] for task in first["tasks"]] == ["Searching"]
    assert second["text"] == "One"


async def test_a_live_stream_is_neither_edited_nor_deleted(ask, root):
    where = await begun(ask, root, text("One"))
    told = await ask("chat.update", **where, markdown_text="x")
    assert told["error"] == "streaming_state_conflict"
    assert (await ask("chat.delete", **where))["error"] == "cant_delete_message"
    await ask("chat.stopStream", **where)
    assert (await ask("chat.update", **where, blocks=actions()))["error"] == "block_mismatch"
    assert (await ask("chat.update", **where, markdown_text="x"))["ok"]
    assert (await ask("chat.delete", **where))["ok"]


async def test_only_ones_own_streams_are_written_on(ask, root):
    said = {"channel": ANNS, "chunks": [text("x")]}
    told = await ask("chat.appendStream", ts=root, **said)
    assert told["error"] == "message_not_owned_by_app"
    told = await ask("chat.appendStream", ts="1.000001", **said)
    assert told["error"] == "message_not_found"
    posted = await ask("chat.postMessage", channel=ANNS, text="x")
    told = await ask("chat.appendStream", ts=posted["ts"], **said)
    assert told["error"] == "message_not_in_streaming_state"
    where = await begun(ask, root)
    assert (await ask("chat.appendStream", **where))["error"] == "no_text"


async def test_streams_are_begun_and_ended_twenty_times_a_minute_each(ask, root):
    streams = [await begun(ask, root, text("x")) for _ in range(20)]
    told = await ask("chat.startStream", channel=ANNS, thread_ts=root)
    assert told["error"] == "ratelimited"
    assert all([(await ask("chat.stopStream", **where))["ok"] for where in streams])
    assert (await ask("chat.stopStream", **streams[0]))["error"] == "ratelimited"
