"""What goes wrong in the world, and what people then see: the same answer, once."""

import json
import signal

import pytest

from bot.playground.messages.script import Say
from tests.corpora import CORPORA, corpora_needed
from tests.redis_server import RedisServer
from tests.rig import ANN
from tests.whole.world import body, over_socket, serve, world


@pytest.fixture
def redis(tmp_path):
    """A redis-server of one's own, to be stopped."""
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


async def test_a_killed_worker_is_taken_over_and_the_same_message_is_finished(redis):
    async with world() as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        first = await place.run("worker", REDIS_URL=redis.url)
        place.messages.script(Say("Begun and finished. " * 30), Say("Begun and finished. " * 40))
        place.messages.hold(after=40)
        root = await place.slack.type("ann", "general", "@Threadloom survive")
        shown = await place.said(root, "Begun and")
        first.child.kill()

        second = await place.run("worker", REDIS_URL=redis.url)
        await place.messages.until(lambda requests: len(requests) == 2, 30)
        place.messages.go()
        reply = await place.answered(root, timeout=30)
        assert reply["ts"] == shown["ts"]
        assert body(reply).strip() == ("Begun and finished. " * 40).strip()
        assert len(place.replies(root)) == 1
        second.signal()
        assert await second.ended() == 0


async def test_sigterm_lets_a_running_answer_end(redis):
    async with world() as place:
        program = await serve(place, "socket", REDIS_URL=redis.url)
        place.messages.script(Say("To the end. " * 30))
        place.messages.hold(after=5)
        root = await place.slack.type("ann", "general", "@Threadloom finish")
        await place.messages.held()
        program.signal()
        await program.says("draining")
        place.messages.go()
        assert await program.ended() == 0
        assert body(place.finished(root)[0]).strip() == ("To the end. " * 30).strip()


async def test_a_second_signal_ends_at_once(redis):
    async with world() as place:
        program = await serve(place, "socket", REDIS_URL=redis.url)
        place.messages.hold()
        await place.slack.type("ann", "general", "@Threadloom wait")
        await place.messages.held()
        program.signal()
        await program.says("draining")
        program.signal()
        assert await program.ended(5) == -signal.SIGTERM


async def test_while_redis_is_away_slack_is_told_to_come_again(redis):
    async with world(retries=(0.2, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)) as place:
        await serve(place, "http", REDIS_URL=redis.url)
        redis.kill()
        root = await place.slack.type("ann", "general", "@Threadloom remember me")
        await place.slack.until(lambda: any(d.statuses for d in place.slack.deliveries))
        assert {status for d in place.slack.deliveries for status in d.statuses} == {503}
        redis.start()
        await place.answered(root)
        assert len(place.replies(root)) == 1


async def test_a_command_while_redis_is_away_is_answered_with_an_apology(redis):
    async with world() as place:
        await serve(place, "http", REDIS_URL=redis.url)
        redis.kill()
        await place.slack.type("ann", "general", "/effort high")
        whispers = [m for m in place.slack.seen_by("ann") if m["ephemeral_to"]]
        assert "memory is away" in whispers[-1]["text"]


async def test_told_three_times_answered_once():
    async with world() as place:
        program = await serve(place, "http")
        root = await place.slack.type("ann", "general", "@Threadloom once")
        await place.answered(root)
        told = [d.payload for d in place.slack.deliveries if d.payload["event"].get("user") == ANN]
        assert {payload["event"]["type"] for payload in told} == {"app_mention", "message"}
        for payload in [*told, *told]:
            await place.slack.deliver(payload)
        last = await place.slack.type("ann", "general", "@Threadloom another")
        await place.answered(last)
        assert len(place.replies(root)) == 1
        assert len(place.asked()) == 2
        # Asked anew it would find the journal final, and the test not see that it was asked.
        assert len([line for line in program.lines if "asked: new" in line]) == 2


async def test_a_thread_takes_fifty_and_says_so_kindly():
    async with world(per_channel={}) as place:
        await serve(place, "socket")
        place.messages.hold()
        root = await place.slack.type("ann", "general", "@Threadloom one")
        await place.slack.until(lambda: place.replies(root))  # it is in the thread from here on
        for number in range(50):
            await place.slack.type("ann", "general", f"and {number}", thread_ts=root)

        def whispers():
            return [m for m in place.slack.seen_by("ann") if m["ephemeral_to"]]

        await place.slack.until(whispers)
        assert "50 questions waiting" in whispers()[0]["text"]


@pytest.mark.parametrize(
    "trouble",
    [
        {"after_accepting": True, "drop": True},
        {"status": 503, "after_accepting": True},
        {"status": 429},
        {"error": "internal_error"},
    ],
    ids=str,
)
async def test_whatever_slack_says_to_a_post_there_is_one_message(trouble):
    async with world() as place:
        await serve(place, "socket")
        place.slack.fault("chat.postMessage", times=1, **trouble)
        root = await place.slack.type("ann", "general", "@Threadloom be one")
        await place.answered(root, timeout=30)
        assert len(place.replies(root)) == 1


def edits(place):
    """What each edit so far was made of, oldest first."""
    calls = (call for call in place.slack.calls if call.method == "chat.update")
    return ["blocks" if "blocks" in call.arguments else "markdown_text" for call in calls]


def final_edits(place):
    """The edits that bring a footer: only final ones do."""
    updates = (call for call in place.slack.calls if call.method == "chat.update")
    return [call for call in updates if "context" in str(call.arguments.get("blocks"))]


@pytest.mark.parametrize("trouble", [{"status": 500}, {"status": 429}, {"drop": True}], ids=str)
async def test_the_final_edit_always_gets_through(trouble):
    async with world() as place:
        program = await serve(place, "socket")
        place.messages.script(Say("Here to stay."))
        place.messages.hold()
        root = await place.slack.type("ann", "general", "@Threadloom insist")
        await place.slack.until(lambda: place.replies(root))
        place.slack.fault("chat.update", times=3, having="blocks", **trouble)
        place.messages.go()
        reply = await place.answered(root, timeout=60)
        assert body(reply) == "Here to stay."
        # An interim edit may have met the trouble, too; the last one that did was the final one.
        *refused, final = final_edits(place)
        assert final.ok
        assert refused
        assert not any(call.ok for call in refused)
        # Put off, it would get through as well, in half a minute and as another attempt.
        assert not [line for line in program.lines if "put off" in line]


async def test_furniture_that_slack_refuses_does_not_cost_the_words():
    async with world() as place:
        await serve(place, "socket")
        place.messages.script(Say("The words come first."))
        place.messages.hold()
        root = await place.slack.type("ann", "general", "@Threadloom plainly")
        await place.slack.until(lambda: place.replies(root))
        place.slack.fault("chat.update", times=100, error="invalid_blocks", having="blocks")
        place.messages.go()
        await place.slack.until(
            lambda: final_edits(place) and edits(place)[-2:] == ["blocks", "markdown_text"]
        )
        (refused,) = final_edits(place)
        assert (refused.ok, refused.error) == (False, "invalid_blocks")
        last = [call for call in place.slack.calls if call.method == "chat.update"][-1]
        assert last.ok
        assert last.arguments["markdown_text"].startswith("The words come first.")
        assert len(place.replies(root)) == 1


@corpora_needed
async def test_every_recorded_payload_is_taken():
    """Real payloads, signed: none is answered with 404 or 5xx."""
    async with world() as place:
        await serve(place, "http")
        statuses = {}
        for file in sorted((CORPORA / "slack" / "bolt-python").glob("*.json")):
            payload = json.loads(file.read_text())
            payload = payload.get("payload", payload) if "envelope_id" in payload else payload
            delivery = await place.slack.deliver(payload)
            statuses[file.name] = delivery.statuses[0]
        assert len(statuses) > 70
        assert {name: code for name, code in statuses.items() if not 200 <= int(code) < 500} == {}
        assert 404 not in statuses.values()
