"""A research through the real program: planned, bounded, never lost, asked on, and taken along."""

from contextlib import asynccontextmanager

import pytest

from bot.playground.messages.script import Say
from tests.model.test_researching import ENDING, PLAN, paused, read, searched, text
from tests.redis_server import RedisServer
from tests.whole.test_loss import flush, looked_through
from tests.whole.world import BOT, body, buttons, footers, over_socket, serve, world

DM = "D0ANN0001"


@pytest.fixture
def redis(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


@asynccontextmanager
async def loom(transport="socket", **environ):
    async with world() as place:
        await serve(place, transport, **environ)
        yield place


@asynccontextmanager
async def split(redis, **environ):
    """A world in which one process hears Slack and others answer."""
    async with world() as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        place.environ |= environ
        place.worker = await place.run("worker", REDIS_URL=redis.url)
        yield place


async def opened(place, channel="research"):
    """The message that a research stands under."""

    def found():
        said = [m for m in place.slack.messages(channel) if m["user"] == BOT]
        return next((m for m in said if "Research" in body(m)), None)

    return await place.slack.until(found, 20)


def pointers(place, who="ann"):
    return [m["text"] for m in place.slack.seen_by(who) if m["ephemeral_to"]]


def web(place):
    """The requests in which the web could be searched."""
    return [b for b in place.asked() if any("web" in t["name"] for t in b.get("tools", ()))]


@pytest.mark.parametrize("transport", ["socket", "http"])
@pytest.mark.parametrize("kind", ["embedded", "real"])
async def test_a_question_is_researched_asked_on_and_taken_along(transport, kind, redis):
    environ = {"REDIS_URL": redis.url} if kind == "real" else {}
    async with loom(transport, **environ) as place:
        place.messages.script(
            PLAN,
            paused(text("[step 1]\n"), *searched(1), *read(2)),
            Say(blocks=(text("[step 2]\n"), *searched(3), text(ENDING))),
        )
        await place.slack.type("ann", "research", "/research which loom https://example.com/a ?")
        root = (await opened(place))["ts"]
        assert "Research for ann: which loom https://example.com/a ?" in body(await opened(place))
        reply = await place.answered(root, channel="research")
        assert body(reply).startswith("**Plan**")
        assert "Searches 2 of 20 · pages 1 of 15" in " ".join(footers(reply))
        assert "thread here" in pointers(place)[0]

        shown = buttons(reply)["steps"]["value"]
        await place.slack.press("chi", "research", reply["ts"], "steps", shown)
        await place.slack.until(
            lambda: [
                m
                for m in place.slack.seen_by("chi")
                if m["ephemeral_to"] and "Read https://example.com/a" in body(m)
            ]
        )

        ask = buttons(reply)["further_1"]
        place.messages.script(Say("40 euros."))
        for who in ("ben", "chi"):
            await place.slack.press(who, "research", reply["ts"], "further_1", ask["value"])
        await place.said(root, "40 euros.", "research")
        await place.slack.until(lambda: "asked already" in str(pointers(place, "chi")))
        told = [body(m) for m in place.replies(root, "research")]
        assert told.count("ben asks: What does it cost in Spain?") == 1
        assert not [line for line in told if "chi asks" in line]
        last = place.asked()[-1]["messages"]
        assert [b["id"] for b in last[1]["content"] if b["type"] == "server_tool_use"]
        assert "What does it cost" in last[-1]["content"][-1]["text"]

        for how in ("export_file", "export_canvas"):
            await place.slack.press(
                "chi", "research", reply["ts"], how, buttons(reply)[how]["value"]
            )
        await place.slack.until(
            lambda: [m for m in place.replies(root, "research") if "as a canvas" in body(m)]
        )
        (paper,) = [file for m in place.replies(root, "research") for file in m.get("files", ())]
        raw = place.slack.office.files[paper["id"]].upload[1].decode()
        assert raw.startswith("# which loom https://example.com/a ?\n\n**Plan**")
        assert "So it is." in raw
        assert "[step" not in raw
        assert "- Searched the web: looms\n  - [Found 1](https://example.com/1)" in raw
        (canvas,) = place.slack.office.canvases.values()
        assert "So it is." in canvas.markdown
        assert canvas.levels["C0RESEARC"] == "read"


async def test_where_the_bot_is_not_it_researches_in_a_direct_message_with_cards():
    async with loom(RESEARCH_SEARCHES="2", RESEARCH_DOLLARS="0.5") as place:
        place.messages.script(
            PLAN,
            Say(blocks=(text("[step 1]\n"), *searched(1), text("[step 2]\n" + ENDING))),
        )
        place.slack.workspace.channel("founders").members.discard(BOT)
        await place.slack.type("ann", "founders", "/research which loom?")
        reply = await place.slack.until(
            lambda: next((m for m in place.slack.seen_by("ann") if footers(m)), None), 20
        )
        root, *_ = place.slack.messages(DM)
        assert "I am not in the channel" in body(root)
        assert [m for m in place.slack.messages("founders") if m["user"] == BOT] == []
        assert "searches 2 · pages 15 · tokens 500,000 · $0.5" in body(reply)
        cards = [b for b in reply["blocks"] if b["type"] in ("task_card", "plan")]
        told = str(cards)
        assert "Plan: Look at the maker" in told
        assert "Searched the web: looms" in told
        assert "pending" not in told
        assert "in_progress" not in told


async def test_in_a_thread_a_word_researches_what_is_said_there():
    async with loom() as place:
        root = await place.slack.type("ben", "general", "Which loom do we buy?")
        place.messages.script(PLAN, Say(blocks=(*searched(1), text(ENDING))))
        await place.slack.type("ann", "general", "@Threadloom !research this", thread_ts=root)
        reply = await place.answered(root)
        assert "So it is." in body(reply)
        assert "Which loom do we buy?" in str(place.asked()[0]["messages"])
        await place.slack.type("ann", "general", "@Threadloom !research", thread_ts=root)
        await place.slack.until(lambda: "which heat pumps" in str(pointers(place)))
        assert len(place.replies(root)) == 1


async def test_a_worker_killed_in_mid_research_goes_on_in_the_same_message_within_bounds(redis):
    async with split(redis, RESEARCH_SEARCHES="3") as place:
        place.messages.script(
            PLAN,
            paused(*searched(1)),
            Say(blocks=(*searched(2), text("word " * 600))),
        )
        place.messages.hold(after=60)
        await place.slack.type("ann", "research", "/research which loom?")
        root = (await opened(place))["ts"]
        await place.said(root, "word word", "research")
        place.worker.child.kill()
        await place.worker.child.wait()
        place.messages.script(
            Say(blocks=(*searched(4), *searched(5), text("Never said."))),
            Say(ENDING),
        )
        before = len(place.asked())
        await place.run("worker", REDIS_URL=redis.url)
        await place.messages.until(lambda requests: len(requests) > before, 40)
        place.messages.go()
        reply = await place.answered(root, channel="research", timeout=40)
        assert len(place.replies(root, "research")) == 2, "what it stands under, and one reply"
        assert body(reply).count("**Plan**") == 1
        assert "So it is." in body(reply)
        assert "Never said" not in body(reply)
        told = " ".join(footers(reply))
        assert "Searches 3 of 3" in told
        assert "As much was looked up as may be." in told
        planned = [b for b in place.asked() if "Do not answer yet" in str(b["messages"][-1])]
        assert len(planned) == 1
        calls = str(place.asked()[-1]["messages"]).count("'server_tool_use'")
        assert calls == 2, "the first one, and the one that was made anew"


async def test_ordered_it_outlives_the_memory_of_redis(redis):
    async with split(redis) as place:
        await looked_through(redis.url)
        asked = (PLAN, Say(blocks=(*searched(1), text("word " * 600 + ENDING))))
        place.messages.script(*asked)
        place.messages.hold(after=60)
        await place.slack.type("ann", "research", "/research which loom?")
        root = (await opened(place))["ts"]
        begun = await place.said(root, "word word", "research")
        place.messages.script(*asked)
        await flush(redis)
        place.messages.hold(after=0)
        place.messages.go()
        reply = await place.answered(root, channel="research", timeout=60)
        assert reply["ts"] == begun["ts"]
        assert "So it is." in body(reply)
        assert len(place.replies(root, "research")) == 2, "what it stands under, and one reply"


async def test_stopped_it_can_be_continued_with_what_is_left_of_its_bounds(redis):
    async with split(redis, RESEARCH_SEARCHES="3") as place:
        place.messages.script(PLAN, Say(blocks=(*searched(1), *searched(2), text("word " * 600))))
        place.messages.hold(after=60)
        await place.slack.type("ann", "research", "/research which loom?")
        root = (await opened(place))["ts"]
        said = await place.said(root, "word word", "research")
        await place.slack.press("ann", "research", said["ts"], "stop")
        reply = await place.answered(root, channel="research", timeout=8)
        place.messages.go()
        told = " ".join(footers(reply))
        assert "stopped by ann" in told
        assert "Searches 2 of 3" in told
        assert not [action for action in buttons(reply) if action.startswith("further")]

        place.messages.script(Say(blocks=(*searched(3), *searched(4))), Say(ENDING))
        go_on = buttons(reply)["go_on"]
        await place.slack.press("ann", "research", reply["ts"], "go_on", go_on["value"])
        done = await place.answered(root, 2, channel="research")
        assert "So it is." in body(done)
        assert "Searches 3 of 3" in " ".join(footers(done))
        assert "As much was looked up as may be." in " ".join(footers(done))
        resumed = [b for b in place.asked() if "You may still search 1 times" in str(b)]
        assert "srvtoolu_2" in str(resumed[0]["messages"])
        assert "word word" in str(resumed[0]["messages"])
