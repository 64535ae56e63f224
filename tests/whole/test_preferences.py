"""Every command that sets how one is answered: right, sloppy, wrong and hostile words of it."""

import pytest
import pytest_asyncio

from bot.adapters.redis.connection import connect
from bot.adapters.redis.store import RedisStore
from bot.conversation.preferences import inside, person
from bot.conversation.thread import Thread
from bot.manifest import manifest
from bot.playground.messages.script import Say
from bot.settings import called
from tests.rig import ANN, CHANNEL, TEAM
from tests.whole.table.dials import ALL, HERE, MINE, OURS, WRONG
from tests.whole.world import body, footers, serve, world

pytestmark = pytest.mark.asyncio(loop_scope="module")

CHI = "U0CHI0001"
ENVIRON = {"COMMAND_PREFIX": "tl-", "CHANNEL_SETTINGS": "managers"}
ME, HER = person(TEAM, CHI), person(TEAM, ANN)


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "http"])
async def place(request, server):
    """The program behind managed channels, its commands with a prefix."""
    url = f"{server.url.removesuffix('/0')}/{8 + request.param_index}"
    async with world() as place, connect(url) as redis:
        place.redis, place.store = redis, RedisStore(redis)
        place.slack.commands = [
            {name: c[name] for name in ("command", "description", "should_escape")}
            for c in manifest(commands=called(ENVIRON))["features"]["slash_commands"]
        ]
        await serve(place, request.param, REDIS_URL=url, **ENVIRON)
        yield place


async def types(place, user, text):
    """What somebody reads, and nobody else, on a command in #general."""
    before = len(place.slack.seen_by(user))
    await place.slack.type(user, "general", text)
    told = [m for m in place.slack.seen_by(user)[before:] if m["ephemeral_to"]]
    return told[-1]["text"]


async def forget(place):
    """Nothing is set, as far as anybody remembers."""
    keys = [*await place.redis.keys("*preferences:*"), *await place.redis.keys("*changes:*")]
    if keys:
        await place.redis.delete(*keys)


async def test_right_and_sloppy_words_set_it_for_whoever_types_them(place):
    for name, words, value in MINE:
        told = await types(place, "chi", f"/tl-{name} {words}")
        assert "for you, everywhere" in told, (name, words, told)
        assert await place.store.preferred([ME, HERE, ALL]) == [{name: value}, {}, {}], words
        told = await types(place, "chi", f"/tl-{name}")
        assert "(your own setting)" in told, (name, words, told)
        (row,) = await place.store.changes(ME)
        assert (row.who, row.dial, row.old, row.new) == (CHI, name, None, value)
        await types(place, "chi", f"/tl-{name} reset")
        assert "(the default)" in await types(place, "chi", f"/tl-{name}"), words
        assert await place.store.preferred([ME]) == [{}]
        await forget(place)


async def test_wrong_and_hostile_words_get_those_that_are_known_and_set_nothing(place):
    for name, words, known in WRONG:
        told = await types(place, "chi", f"/tl-{name} {words}")
        assert told.startswith(f"Usage: `/tl-{name} "), (name, words, told)
        assert known in told, (name, words, told)
        assert await place.store.preferred([ME, HERE, ALL]) == [{}, {}, {}], words
        assert await place.store.changes(ALL) == []


async def test_what_is_everybodys_is_set_by_those_who_may_and_by_nobody_else(place):
    for name, words, at in OURS:
        refused = await types(place, "chi", f"/tl-{name} {words}")
        assert refused.startswith("Only "), (name, words, refused)
        assert await place.store.preferred([ME, HERE, ALL]) == [{}, {}, {}], words
        await types(place, "ann", f"/tl-{name} {words}")
        (set_,) = await place.store.preferred([at])
        assert list(set_) == [name], (words, at)
        assert await place.store.preferred([HER]) == [{}]
        where = "(set for this channel)" if at == HERE else "(set for this workspace)"
        assert where in await types(place, "chi", f"/tl-{name}"), words
        (row,) = await place.store.changes(ALL)
        assert (row.who, row.place, row.old) == (ANN, at, None)
        await forget(place)


async def test_from_the_workspace_to_one_message_the_nearest_word_is_what_is_asked_with(place):
    for user, words in (("ann", "low workspace"), ("ann", "medium here"), ("chi", "high")):
        await types(place, user, f"/tl-effort {words}")
    asked = []

    async def asks(user, text, root=None, channel_="general"):
        place.messages.script(Say("So."))
        ts = await place.slack.type(user, channel_, text, thread_ts=root)
        count = len(place.finished(root, channel_)) + 1 if root else 1
        reply = await place.answered(root or ts, count, channel_)
        asked.append((place.asked()[-1]["output_config"]["effort"], footers(reply)[-1]))
        return root or ts

    await asks("ann", "@Threadloom why?", channel_="research")
    await asks("ann", "@Threadloom why?")
    root = await asks("chi", "@Threadloom why?")
    await place.slack.type("chi", "general", "!effort max", thread_ts=root)
    await place.said(root, "Effort is now *max* in this thread.")
    await asks("chi", "and how?", root)
    await asks("chi", "!effort low and when?", root)
    await asks("chi", "and where?", root)
    assert [effort for effort, _ in asked] == ["low", "medium", "high", "max", "low", "max"]
    sources = ["set for this workspace", "set for this channel", "your own setting"]
    sources += ["set in this thread", "for this answer only", "set in this thread"]
    for (effort, footer), source in zip(asked, sources, strict=True):
        assert f"effort {effort} ({source})" in footer
    (row,) = await place.store.changes(inside(Thread(TEAM, CHANNEL, root), CHI)[0])
    assert (row.who, row.dial, row.old, row.new) == (CHI, "effort", None, "max")
    await forget(place)


async def test_instructions_and_a_language_reach_the_model_and_only_where_they_hold(place):
    await types(place, "chi", "/tl-instructions Answer in haiku.\nNo titles.")
    await types(place, "chi", "/tl-language polski")
    for user in ("chi", "ann"):
        place.messages.script(Say("So."))
        root = await place.slack.type(user, "general", "@Threadloom why?")
        assert body(await place.answered(root)) == "So."
    hers, plain = (_system(asked) for asked in place.asked()[-2:])
    asked_for = "People here ask, in addition:\nAnswer in haiku.\nNo titles."
    assert hers.startswith(f"{plain}\n\n{asked_for}\n\nWrite your answers in Polish (pl)")
    await forget(place)


def _system(asked):
    said = asked["system"]
    return said if isinstance(said, str) else "".join(part["text"] for part in said)
