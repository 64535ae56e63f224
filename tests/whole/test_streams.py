"""Direct messages through the real program: streamed natively, turned, and survived."""

import asyncio

import pytest

from bot.playground.messages.script import Say
from tests.redis_server import RedisServer
from tests.whole.world import body, footers, over_socket, serve, world

IM = "D0BEN0001"
TEXT = "Threads that are woven. " * 40


@pytest.fixture
def redis(tmp_path):
    """A redis-server of one's own."""
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


def methods(place):
    return [call.method for call in place.slack.calls if call.ok]


async def test_a_direct_message_is_streamed_and_turned_and_remembered():
    long = "\n\n".join(f"Paragraph {n}. " + "word " * 90 for n in range(40))
    async with world(speed=300) as place:
        await serve(place, "socket")
        place.messages.script(Say(long), Say("Again."))
        root = await place.slack.type("ben", IM, "write a lot")
        await place.slack.until(lambda: place.slack.status(IM, root) == "processing")
        await place.answered(root, channel=IM, timeout=60)
        await place.slack.until(lambda: place.slack.status(IM, root) == "active")

        replies = place.replies(root, IM)
        assert len(replies) >= 3
        assert {reply["streaming_state"] for reply in replies} == {"completed"}
        assert "\n\n".join(map(body, replies)).split() == long.split()
        assert [bool(footers(reply)) for reply in replies] == [False] * (len(replies) - 1) + [True]
        assert "chat.update" not in methods(place)
        assert "chat.postMessage" not in methods(place)
        assert methods(place).count("chat.appendStream") >= 2
        assert not [call for call in place.slack.calls if call.error]

        await place.slack.type("ben", IM, "once more", thread_ts=root)
        assert body(await place.answered(root, 2, channel=IM)) == "Again."
        told = [message["content"][-1]["text"] for message in place.asked()[-1]["messages"]]
        assert told == ["write a lot", long, "once more"]


async def test_what_is_searched_shows_on_a_card_that_is_over_in_the_end():
    async with world() as place:
        await serve(place, "socket", WEB_SEARCH="on")
        root = await place.slack.type("ben", IM, "search for looms")
        reply = await place.answered(root, channel=IM)
        cards = [block for block in reply["blocks"] if block["type"] == "task_card"]
        assert any("Searched the web" in card["title"] for card in cards)
        assert {card["status"] for card in cards} == {"complete"}


async def test_a_stream_that_slack_ends_early_is_finished_by_edits():
    async with world(stream_lifetime=1.5) as place:
        await serve(place, "socket")
        place.messages.script(Say(TEXT))
        place.messages.hold(after=60)
        root = await place.slack.type("ben", IM, "weave")
        await place.said(root, "Threads", channel=IM)
        await asyncio.sleep(1.5)
        place.messages.go()
        reply = await place.answered(root, channel=IM, timeout=40)
        assert body(reply).strip() == TEXT.strip()
        assert len(place.replies(root, IM)) == 1
        assert "message_not_in_streaming_state" in {call.error for call in place.slack.calls}


async def test_a_killed_workers_stream_is_gone_on_with_in_the_same_message(redis):
    async with world() as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        first = await place.run("worker", REDIS_URL=redis.url)
        place.messages.script(Say(TEXT), Say(TEXT + "To the end."))
        place.messages.hold(after=60)
        root = await place.slack.type("ben", IM, "survive")
        shown = await place.said(root, "Threads that", channel=IM)
        first.child.kill()

        await place.run("worker", REDIS_URL=redis.url)
        await place.messages.until(lambda requests: len(requests) == 2, 40)
        place.messages.go()
        reply = await place.answered(root, channel=IM, timeout=40)
        assert reply["ts"] == shown["ts"]
        assert body(reply).strip() == TEXT + "To the end."
        assert len(place.replies(root, IM)) == 1
        await place.slack.until(lambda: place.slack.status(IM, root) == "active")


async def test_killed_before_it_knew_that_the_stream_stands_it_is_found(redis):
    async with world() as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        first = await place.run("worker", REDIS_URL=redis.url)
        place.messages.script(Say(TEXT), Say(TEXT + "To the end."))
        place.messages.hold(after=60)
        place.slack.fault("chat.startStream", after_accepting=True, delay=100.0, status=500)
        root = await place.slack.type("ben", IM, "survive")
        shown = await place.said(root, "Threads", channel=IM)
        first.child.kill()

        await place.run("worker", REDIS_URL=redis.url)
        await place.messages.until(lambda requests: len(requests) == 2, 40)
        place.messages.go()
        reply = await place.answered(root, channel=IM, timeout=40)
        assert reply["ts"] == shown["ts"]
        assert body(reply).strip() == TEXT + "To the end."
        assert len(place.replies(root, IM)) == 1


async def test_told_to_end_the_thread_is_at_rest_and_its_stream_over(redis):
    async with world() as place:
        program = await serve(place, "socket", REDIS_URL=redis.url)
        place.messages.script(Say(TEXT))
        place.messages.hold(after=60)
        root = await place.slack.type("ben", IM, "wait")
        await place.said(root, "Threads", channel=IM)
        program.signal()
        await place.slack.until(lambda: place.slack.status(IM, root) == "active", 40)
        assert place.replies(root, IM)[0]["streaming_state"] == "completed"
        place.messages.go()
        assert await program.ended() == 0


async def test_as_the_operator_wishes_it_is_edited_everywhere():
    async with world() as place:
        await serve(place, "socket", REPLY_TRANSPORT="edit")
        place.messages.script(Say("One."))
        root = await place.slack.type("ben", IM, "say one")
        assert body(await place.answered(root, channel=IM)) == "One."
        assert "chat.startStream" not in methods(place)


async def test_as_the_operator_wishes_it_is_streamed_in_channels_too():
    async with world() as place:
        await serve(place, "socket", REPLY_TRANSPORT="stream")
        place.messages.script(Say("One."))
        root = await place.slack.type("ben", "general", "@Threadloom say one")
        assert body(await place.answered(root)) == "One."
        assert "chat.startStream" in methods(place)
