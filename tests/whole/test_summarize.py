"""A summary of a channel, through the real program: private, cited, shared, and never lost."""

import re
from contextlib import asynccontextmanager

import pytest

from bot.playground.messages.script import Say
from tests.redis_server import RedisServer
from tests.whole.world import body, buttons, footers, over_socket, serve, world

DM = "D0ANN0001"


@pytest.fixture
def redis(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


@asynccontextmanager
async def loom(transport="socket"):
    async with world() as place:
        await serve(place, transport)
        yield place


async def talk(place):
    """A little of #research: two roots, one with a thread; the ts of each."""
    said = [await place.slack.type("ben", "research", "The launch moves to Friday")]
    said.append(await place.slack.type("chi", "research", "Agreed, Friday", thread_ts=said[0]))
    said.append(await place.slack.type("chi", "research", "Who writes the notes?"))
    return said


def pointers(place, who="ann"):
    """What only one person was told, oldest first."""
    return [m["text"] for m in place.slack.seen_by(who) if m["ephemeral_to"]]


def direct(place, who="ann"):
    """What stands between the bot and one person, threads included, oldest first."""
    channel = f"D0{who.upper()}0001"
    return [
        m for m in place.slack.seen_by(who) if m["channel"] == channel and not m["ephemeral_to"]
    ]


def works(place):
    """Whether the status line says so, under the root in Ann's direct messages."""
    said = direct(place)
    return bool(said) and place.slack.status(DM, said[0]["ts"]) == "processing"


async def summary(place, count=1, timeout=20):
    """The `count`-th summary in Ann's direct messages, once it is finished."""

    def done():
        said = [m for m in direct(place) if footers(m)]
        return said[count - 1] if len(said) >= count else None

    return await place.slack.until(done, timeout)


async def asks(place, text="/summarize 7d", channel="research"):
    await place.slack.type("ann", channel, text)


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_a_channel_is_summarised_for_its_asker_alone_and_then_shared(transport):
    async with loom(transport) as place:
        first, reply, second = await talk(place)
        place.messages.script(
            Say("It moves to Friday [m1, m2]. Open: the notes [m3]. Pay up [m9].")
        )
        await asks(place)
        done = await summary(place)

        site = place.slack.office.site
        links = re.findall(r"\((\S+)\)", body(done))
        stamps = [f"p{ts.replace('.', '')}" for ts in (first, reply, second)]
        assert [link.split("/")[-1].split("?")[0] for link in links] == stamps
        assert all(link.startswith(f"{site}archives/C0RESEARC/p") for link in links)
        assert "m9" not in body(done)
        notes = " ".join(footers(done))
        assert "3 of 3 messages" in notes
        assert "1 thread" in notes
        assert "1 reference named no message" in notes
        assert [m["text"] for m in place.slack.messages("research")][-1] == "Who writes the notes?"
        assert "direct message" in pointers(place)[0]

        share = buttons(done)["share"]
        await place.slack.press("ann", DM, done["ts"], "share", share["value"])
        shared = await place.slack.until(
            lambda: [m for m in place.slack.messages("research") if "Friday [1]" in body(m)]
        )
        assert "shared by ann" in " ".join(footers(shared[0]))
        await place.slack.until(lambda: any("Shared" in told for told in pointers(place)))
        await place.slack.press("ann", DM, done["ts"], "share", share["value"])
        await place.slack.until(lambda: any("asked already" in told for told in pointers(place)))
        assert len([m for m in place.slack.messages("research") if "Friday [1]" in body(m)]) == 1


async def test_a_question_that_follows_has_the_same_material_and_the_same_marks():
    async with loom() as place:
        first, *_ = await talk(place)
        place.messages.script(Say("It moves [m1]."), Say("Ben said so [m1]."))
        await asks(place)
        done = await summary(place)
        await place.slack.type("ann", DM, "who says so?", thread_ts=done["thread_ts"])
        answer = await summary(place, 2)
        assert f"p{first.replace('.', '')}" in body(answer)
        bodies = place.asked()
        assert bodies[-1]["messages"][0]["content"][0]["text"].count("launch moves") == 1
        before, after = (bodies[at]["messages"][0]["content"][0]["text"] for at in (-2, -1))
        assert before == after


async def test_the_menu_of_a_message_summarises_its_thread():
    async with loom() as place:
        first, reply, _ = await talk(place)
        place.messages.script(Say("Friday it is [m1] [m2]."))
        await place.slack.shortcut("ann", "summarize_thread", "research", reply)
        done = await summary(place)
        assert "2 of 2 messages" in " ".join(footers(done))
        assert "Who writes" not in str(place.asked()[-1]["messages"])

        await place.slack.press("ann", DM, done["ts"], "share", buttons(done)["share"]["value"])
        await place.slack.until(
            lambda: [
                m for m in place.slack.messages("research", first) if "Friday it is" in body(m)
            ]
        )


async def test_a_word_in_a_thread_summarises_it_and_calls_nobody_in():
    async with loom() as place:
        first, *_ = await talk(place)
        place.messages.script(Say("Friday it is [m1]."))
        await place.slack.type("ann", "research", "@Threadloom !summarize", thread_ts=first)
        done = await summary(place)
        assert "2 of 2 messages" in " ".join(footers(done))
        await place.slack.until(lambda: any("Only you see" in told for told in pointers(place)))
        asked = len(place.asked())
        await place.slack.type("ben", "research", "and so on", thread_ts=first)
        place.messages.script(Say("Pong."))
        root = await place.slack.type("ann", DM, "ping")
        await place.said(root, "Pong.", DM)
        assert len(place.asked()) == asked + 1
        assert len(place.replies(first, "research")) == 0


async def test_wrong_words_are_told_what_is_understood_and_begin_nothing():
    async with loom() as place:
        await asks(place, "/summarize since banana")
        assert "since 2026-11-01" in pointers(place)[-1]
        assert direct(place) == []


async def test_what_the_asker_may_not_read_is_never_read():
    async with loom() as place:
        await place.slack.type("ann", "founders", "canary")
        founders = place.slack.workspace.channel("founders").id
        await place.slack.type("chi", "general", "/summarize #founders 7d")
        said = await place.slack.until(
            lambda: [m for m in direct(place, "chi") if "can't read that" in body(m)]
        )
        assert "canary" not in str(said)
        assert place.asked() == []
        methods = [c.arguments for c in place.slack.calls if c.method == "conversations.history"]
        assert not [told for told in methods if told["channel"] == founders]


async def test_a_worker_killed_over_a_summary_leaves_one(redis):
    async with world() as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        first = await place.run("worker", REDIS_URL=redis.url)
        await talk(place)
        place.messages.script(Say("It moves to Friday [m1]. " * 100))
        place.messages.hold(after=60)
        await asks(place)
        await place.slack.until(lambda: [m for m in direct(place) if "[1](" in body(m)])
        first.child.kill()
        place.messages.go()
        place.messages.script(Say("It moves to Friday [m1]. " * 100))
        await place.run("worker", REDIS_URL=redis.url)
        done = await summary(place, timeout=60)
        assert body(done).count("moves to Friday [1](") == 100
        ours = [m for m in direct(place) if m["user"] == "U0BOT0001"]
        assert len(ours) == 2, "its root, and one reply under it"


async def test_a_worker_killed_while_it_reads_leaves_one_root_and_one_reply(redis):
    async with world() as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        first = await place.run("worker", REDIS_URL=redis.url)
        await talk(place)
        place.slack.fault("conversations.history", delay=60, having="latest")
        place.messages.script(Say("It moves to Friday [m1]."))
        await asks(place)
        await place.slack.until(lambda: works(place))
        first.child.kill()
        await place.run("worker", REDIS_URL=redis.url)
        done = await summary(place, timeout=60)
        assert "3 of 3 messages" in " ".join(footers(done))
        assert len(direct(place)) == 2
        assert any("Only you see" in told for told in pointers(place))
