"""Questions from anywhere, through the real program: private, once, and never lost."""

from contextlib import asynccontextmanager

import pytest

from bot.adapters.redis.connection import connect
from bot.playground.messages.script import Say
from bot.playground.slack.message import Said
from bot.playground.slack.workspace import Place
from bot.reply.asked import ASK, WHERE
from tests.model.test_noting import number, parts
from tests.model.test_summarizing import summariser
from tests.redis_server import RedisServer
from tests.whole.test_loss import looked_through
from tests.whole.test_summarize import DM, direct, pointers, summary
from tests.whole.world import body, footers, over_socket, serve, world


@pytest.fixture
def redis(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


@asynccontextmanager
async def crew(redis):
    """Ingress and worker apart, so that one can be killed."""
    async with world() as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        yield place, await place.run("worker", REDIS_URL=redis.url)


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_a_question_from_anywhere_is_answered_in_private_and_goes_on_there(transport):
    async with world() as place:
        await serve(place, transport)
        place.messages.script(Say("Light scatters."), Say("By day."))
        await place.slack.type("ann", "random", "/ask why is the sky blue?")
        assert "direct message" in pointers(place)[0]
        done = await summary(place)
        assert body(done) == "Light scatters."
        await place.slack.type("ann", DM, "always?", thread_ts=done["thread_ts"])
        assert body(await summary(place, 2)) == "By day."
        assert place.slack.messages("random") == []


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_a_message_is_asked_about_explained_and_translated(transport):
    async with world() as place:
        await serve(place, transport)
        ts = await place.slack.type("ben", "general", "Wysyłamy w piątek")
        place.messages.script(Say("We ship on Friday."), Say("It says when."), Say("On Friday."))
        await place.slack.shortcut("ann", "translate", "general", ts)
        assert body(await summary(place)) == "We ship on Friday."
        await place.slack.shortcut("ann", "explain", "general", ts)
        assert body(await summary(place, 2)) == "It says when."
        await place.slack.shortcut("ann", ASK, "general", ts)
        view = await place.slack.until(
            lambda: (v := place.slack.screen("ann")) and v["callback_id"] == ASK and v
        )
        told = {ASK: {ASK: "when?"}, WHERE: {WHERE: "there"}}
        assert await place.slack.submit("ann", view["id"], told) == {}
        assert body(await place.answered(ts)) == "On Friday."
        assert "Wysyłamy w piątek" in str(place.asked()[-1]["messages"])


async def test_a_worker_killed_over_a_question_from_anywhere_leaves_one_answer(redis):
    async with crew(redis) as (place, first):
        place.messages.script(*[Say("Light scatters. " * 40)] * 2)
        place.messages.hold(after=10)
        await place.slack.type("ann", "random", "/ask why is the sky blue?")
        await place.slack.until(lambda: [m for m in direct(place) if "scatters" in body(m)])
        first.child.kill()
        place.messages.go()
        await place.run("worker", REDIS_URL=redis.url)
        done = await summary(place, timeout=60)
        assert body(done).count("Light scatters.") == 40
        assert len(direct(place)) == 2, "its root, and one reply under it"


async def test_a_question_from_anywhere_outlives_the_memory_of_redis(redis):
    async with crew(redis) as (place, _):
        await looked_through(redis.url)
        place.messages.script(*[Say("Light scatters. " * 40)] * 2)
        place.messages.hold(after=10)
        await place.slack.type("ann", "random", "/ask why is the sky blue?")
        await place.slack.until(lambda: [m for m in direct(place) if "scatters" in body(m)])
        async with connect(redis.url) as there:
            await there.flushall()
        place.messages.hold(after=0)
        place.messages.go()
        await looked_through(redis.url)
        done = await summary(place, timeout=60)
        assert body(done).count("Light scatters.") == 40
        assert len([m for m in direct(place) if footers(m)]) == 1


async def test_a_worker_killed_over_the_third_part_leaves_the_notes_on_the_first_two(redis):
    async with crew(redis) as (place, first):
        channel = place.slack.workspace.channel("research")
        for at in range(300):
            words = f"FACT-{at}" if at % 15 == 7 else f"chat {at}"
            said = Said(words + "." * 2_000)
            place.slack.workspace.post(Place(channel), "U0BEN0001", said)

        def choose(request, seals):
            if number(request) == "3" and parts(place.messages).count("3") == 1:
                place.messages.hold()
            return summariser(request, seals)

        place.messages._choose = choose
        await place.slack.type("ann", "research", "/summarize 300 messages")
        await place.messages.held(60)
        first.child.kill()
        await first.ended()
        place.messages._choose = summariser
        place.messages.go()
        await place.run("worker", REDIS_URL=redis.url)
        done = await summary(place, timeout=90)
        assert "300 of 300 messages" in " ".join(footers(done))
        asked = parts(place.messages)
        assert [asked.count(part) for part in ("1", "2", "3")] == [1, 1, 2]
