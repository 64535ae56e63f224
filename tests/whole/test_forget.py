"""A thread is exported and forgotten, through the real program: nothing of it is left in Redis."""

import asyncio
import json

import pytest

from bot.adapters.redis.connection import connect
from bot.playground.messages.script import Say
from tests.redis_server import RedisServer
from tests.traces import naming
from tests.whole.world import body, buttons, over_http, over_socket, world

CANARY = "canary-in-the-loom"
MODULE = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def redis(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


def link(place, root, channel="C0GENERAL"):
    return f"{place.slack.office.site}archives/{channel}/p{root.replace('.', '')}"


def shown(place, words, user="ann"):
    """What somebody is shown alone, the newest with these words."""
    told = [m for m in place.slack.seen_by(user) if m["ephemeral_to"] and words in json.dumps(m)]
    return told[-1] if told else None


async def commanded(place, command, words, user="ann", channel="general"):
    await place.slack.type(user, channel, command)
    try:
        return await place.slack.until(lambda: shown(place, words, user), 20)
    except TimeoutError:
        told = [m["text"] for m in place.slack.seen_by(user) if m["ephemeral_to"]]
        pytest.fail(f"{command!r} was not answered with {words!r}, last came {told[-2:]}")


async def asked(place, user="ann", root=None, count=1, said=f"A bird: {CANARY}."):
    place.messages.script(Say(said))
    ts = await place.slack.type(user, "general", f"@Threadloom what is a {CANARY}?", root)
    await place.answered(root or ts, count)
    return root or ts


async def forgotten(place, root, user="ann"):
    """It is forgotten by its link, after a look at what is asked."""
    offer = await commanded(place, f"/threadloom forget {link(place, root)}", "Shall I", user)
    await place.slack.press(user, "general", offer["ts"], "forget", f"T0LOOM01:C0GENERAL:{root}")
    await place.said(root, "I have forgotten")


def files(place, user="ann"):
    """The names of what lies in somebody's direct messages."""
    said = place.slack.workspace.timeline(place.slack.workspace.im(user))
    return [file["name"] for message in said for file in message.wire().get("files", ())]


async def until_gone(redis, *words):
    """Wait until nothing of Redis names any of `words`; what still does, in the end."""
    found = {}
    async with connect(redis.url) as there:
        for _ in range(100):
            if not (found := await naming(there, *words)):
                break
            await asyncio.sleep(0.1)
    return found


@MODULE
async def test_a_thread_is_exported_to_its_asker_alone_and_then_forgotten(place):
    root = await asked(place)
    await commanded(place, f"/threadloom export {link(place, root)}", "copying it")
    await place.slack.until(lambda: len(files(place)) >= 2)
    await place.slack.until(lambda: shown(place, "The files are in your direct messages"))
    assert sorted(name.rpartition(".")[2] for name in files(place)) == ["json", "md"]
    assert files(place, "ben") == []
    await forgotten(place, root)
    await commanded(place, f"/threadloom export {link(place, root)}", "no such thread")
    told = await commanded(place, "/threadloom status", "No question of yours is waiting")
    assert "Effort" in told["text"]
    # Anew, and without a word of what was said before.
    before = len(place.asked())
    await asked(place, root=root, count=2, said="What bird?")
    assert CANARY not in str(place.asked()[before:]).replace(f"what is a {CANARY}?", "", 1)


@pytest.mark.parametrize("over", [over_socket, over_http])
async def test_nothing_of_a_busy_thread_is_left_in_redis(redis, over):
    async with world() as place:
        web = await place.run("web", REDIS_URL=redis.url, **over(place.slack))
        place.slack.request_url = f"{await web.ready()}/slack/events"
        await place.run("worker", REDIS_URL=redis.url)
        root = await asked(place)
        await asked(place, "ben", root, 2)
        await asked(place, "ben", said="Another.")
        reply = place.finished(root)[0]
        await place.slack.press("ben", "general", reply["ts"], "rate", rating(reply))
        await place.slack.until(lambda: shown(place, "Thank you", "ben"))
        await place.slack.type("ann", "general", "!effort high", root)
        await place.slack.type("ann", "general", "!help", root)
        place.messages.script(Say(f"Anew: {CANARY}."))
        press = buttons(place.finished(root)[-1])["regenerate"]
        await place.slack.press(
            "ben", "general", place.finished(root)[-1]["ts"], "regenerate", press["value"]
        )
        await place.said(root, "Anew")
        async with connect(redis.url) as there:
            assert len(await naming(there, root)) > 8
        await forgotten(place, root)
        ids = {m["ts"] for m in place.slack.messages("general", root)} - {root}
        assert await until_gone(redis, root, *ids) == {}
        async with connect(redis.url) as there:
            held = await naming(there, CANARY)
            assert all(root not in key for key in held), "of the other thread alone"
            assert await naming(there, "usage:person:T0LOOM01:U0BEN0001")
        # What people delete in Slack afterwards brings nothing back.
        await place.slack.delete("ann", "general", root)
        await commanded(place, "/threadloom status", "No question of yours is waiting")
        assert await until_gone(redis, root) == {}


def rating(reply):
    (row,) = [block for block in reply["blocks"] if block["type"] == "context_actions"]
    return row["elements"][0]["positive_button"]["value"]


async def test_an_answer_that_is_being_written_is_stopped_and_then_forgotten(redis):
    async with world() as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        await place.run("worker", REDIS_URL=redis.url)
        place.messages.script(Say(f"{CANARY} sings. " * 400))
        place.messages.hold(after=200)
        root = await place.slack.type("ann", "general", f"@Threadloom what is a {CANARY}?")
        await place.said(root, "sings")
        await place.slack.type("ann", "general", "!forget", root)
        await place.said(root, "I have forgotten")
        place.messages.go()
        assert await until_gone(redis, root, CANARY) == {}
        assert "stopped by ann" in json.dumps(place.replies(root)[0])


async def test_a_worker_killed_while_it_forgets_leaves_what_the_next_one_finishes(redis):
    async with world() as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        first = await place.run("worker", REDIS_URL=redis.url, REPLY_TRANSPORT="edit")
        root = await asked(place)
        offer = await commanded(place, f"/threadloom forget {link(place, root)}", "Shall I")
        place.slack.fault("chat.postMessage", delay=60)
        value = f"T0LOOM01:C0GENERAL:{root}"
        await place.slack.press("ann", "general", offer["ts"], "forget", value)
        async with connect(redis.url) as there, asyncio.timeout(20):
            while await naming(there, CANARY):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
            assert await naming(there, root), "its order is not dealt with"
        first.child.kill()
        await place.run("worker", REDIS_URL=redis.url)
        await place.said(root, "I have forgotten", timeout=60)
        assert await until_gone(redis, root, CANARY) == {}
        said = [m for m in place.replies(root) if "I have forgotten" in body(m)]
        assert len(said) == 1
