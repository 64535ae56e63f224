"""What Redis has forgotten is read back from Slack, once, by one process."""

import asyncio
import time
from contextlib import asynccontextmanager

import pytest

from bot import reconciler
from bot.adapters.redis import keys
from bot.adapters.redis.lately import Lately
from bot.adapters.redis.memory import RedisMemory
from bot.adapters.slack.activity import Activity
from bot.adapters.slack.history import History, Home
from bot.adapters.slack.mark import Mark
from bot.adapters.slack.people import People
from bot.conversation.pointed import Pointed
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.messages.script import Say
from bot.reconciler import Reconciler
from tests.rig import ANN, BOT, CHANNEL, TEAM, rig

HOME = Home(TEAM, BOT, "B0BOT0001", "u/")


def mender(here, lately=None):
    history = History(here.client, People(here.client), HOME)
    memory = RedisMemory(here.redis)
    mailbox = here.bot.mailbox
    return Reconciler(
        memory, mailbox, lately or Lately(), lambda: Activity(here.client, history, rest=0), HOME
    )


@asynccontextmanager
async def mended(here, *menders):
    """What these processes do until the memory is whole."""
    stop = asyncio.Event()
    running = [asyncio.create_task(each.run(stop)) for each in menders or [mender(here)]]
    memory = RedisMemory(here.redis)
    async with asyncio.timeout(30):
        while not await memory.whole():  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    yield
    stop.set()
    await asyncio.gather(*running)


async def waiting(here):
    """What waits in the mailbox, taken out of it."""
    texts = []
    while lease := await here.bot.mailbox.take(0):
        texts += [part.text for part in lease.asking.parts]
        await here.bot.mailbox.commit(lease)
    return texts


def reads(here, method="conversations.replies"):
    return [call.method for call in here.slack.calls].count(method)


async def test_who_has_answered_everything_asks_nothing_again():
    async with rig() as here:
        here.messages.script(Say("Yes."))
        await here.ask("@Threadloom really?")
        await here.answer()
        await here.redis.flushall()
        async with mended(here):
            assert await waiting(here) == []


async def test_what_was_asked_in_any_place_is_asked_again():
    async with rig() as here:
        await here.slack.type("ann", "general", "@Threadloom in public")
        await here.slack.type("ben", "founders", "@Threadloom in private")
        await here.slack.type("chi", "D0CHI0001", "directly")
        root = await here.slack.type("ann", "general", "people talk")
        await here.slack.type("ben", "general", "@Threadloom deep down", root)
        await here.slack.type("ben", "general", "and so on", root)
        async with mended(here):
            assert sorted(await waiting(here)) == [
                "and so on", "deep down", "directly", "in private", "in public",
            ]  # fmt: skip


async def test_two_processes_ask_each_question_once():
    async with rig() as here:
        await here.slack.type("ann", "general", "@Threadloom once")
        async with mended(here, mender(here), mender(here)):
            assert await waiting(here) == ["once"]
        assert reads(here, "users.conversations") == 1


async def test_what_is_lost_once_more_while_it_is_looked_through_is_looked_through_again():
    async with rig() as here:
        for text in ("one", "two"):
            await here.slack.type("ann", "general", f"@Threadloom {text}")

        async def lose():
            while not await here.redis.exists(keys.READY):  # noqa: ASYNC110
                await asyncio.sleep(0)
            await here.redis.flushall()

        losing = asyncio.create_task(lose())
        async with mended(here):
            assert losing.done()
            assert await waiting(here) == ["one", "two"]


async def test_a_memory_that_is_whole_is_left_alone():
    async with rig() as here:
        await here.slack.type("ann", "general", "@Threadloom long ago")
        await RedisMemory(here.redis).looked_through()
        async with mended(here):
            await asyncio.sleep(0.1)
        assert reads(here, "users.conversations") == 0


async def test_an_unfinished_reply_to_a_button_is_taken_back_unless_somebody_is_at_it():
    async with rig() as here:
        root = await here.slack.type("ann", "general", "@Threadloom hm")
        done = Mark("r", 0, (root,), final=True).metadata
        left = Mark("s", 0, ("1999999999.000001",)).metadata
        at_it = Mark("t", 0, ("1999999999.000002",)).metadata
        for mark in (done, left, at_it):
            place = {"channel": CHANNEL, "thread_ts": root, "metadata": mark}
            await here.client.call("chat.postMessage", **place, text="So")
        await here.redis.hset(f"{{threadloom}}:question:{TEAM}:{CHANNEL}:1999999999.000002", "x", 1)
        async with mended(here):
            assert await waiting(here) == []
        marks = [message["metadata"]["event_payload"] for message in _ours(here, root)]
        assert [mark["reply"] for mark in marks] == ["r", "t"]


def _ours(here, root):
    return [m for m in here.slack.messages("general", root) if m["user"] == BOT]


async def test_a_slack_that_fails_is_asked_again_later():
    async with rig() as here:
        await here.slack.type("ann", "general", "@Threadloom patiently")
        here.slack.fault("users.conversations", error="internal_error")
        assert reconciler.AGAIN <= 10
        async with mended(here):
            assert await waiting(here) == ["patiently"]


async def test_what_processes_remember_is_read_whatever_the_channels_tell():
    """A thread whose root is older than all that a channel is asked for."""
    async with rig() as here:
        question = await here.ask("@Threadloom remember")
        lately = Lately()
        lately.saw(question)
        await here.redis.flushall()
        here.slack.fault("conversations.history", error="channel_not_found", times=9)
        async with mended(here, mender(here, lately)):
            assert await waiting(here) == ["remember"]


async def test_an_order_to_summarise_that_waited_is_carried_over_once():
    async with rig(lease=300) as here:
        root = await here.slack.type("ben", "general", "The launch moves to Friday")
        order = await here.slack.type("ann", "general", "@Threadloom !summarize", root)
        async with mended(here):
            (lease,) = [await here.bot.mailbox.take(0)]
            assert (lease.question.ts, lease.question.text) == (
                order,
                f"!summarize thread {root}",
            )
            here.messages.script(Say("It moves [m1]."))
            await here.bot.answer(lease)
            await here.answer()
        direct = here.slack.messages("D0ANN0001")
        await here.redis.flushall()
        async with mended(here):
            assert await waiting(here) == []
        assert here.slack.messages("D0ANN0001") == direct


async def test_what_was_brought_into_direct_messages_is_asked_again_there():
    async with rig() as here:
        ts = here.slack.workspace.ts()
        question = Question(Thread(TEAM, "C0RANDOM1", ts), ts, ANN, "why?", how="aside")
        await here.bot.elsewhere(question)
        await here.answer()
        await here.redis.flushall()
        async with mended(here):
            assert await waiting(here) == ["why?"]
        assert len(here.slack.messages("D0ANN0001")) == 1


def ordered(here, how, words="why?", channel=CHANNEL):
    """An order that stands nowhere, given a moment ago."""
    ts = f"{time.time() - 1:.6f}"
    about = Pointed(CHANNEL, here.root, here.root, "U0BEN0001") if how == "there" else None
    return Question(Thread(TEAM, channel, ts), ts, ANN, words, how=how, about=about)


@asynccontextmanager
async def ordering(how, words="why?"):
    """An order that was acknowledged."""
    async with rig() as here:
        here.root = await here.slack.type("ben", "general", "We ship on Friday")
        order = ordered(here, how, words)
        await here.bot.put(order)
        yield here, order


ORDERS = [("aside", "why?"), ("there", "when?"), ("open", "!research looms"), ("", "!summarize 7d")]


@pytest.mark.parametrize(("how", "words"), ORDERS)
async def test_an_order_that_was_lost_before_it_stood_anywhere_is_carried_once(how, words):
    async with ordering(how, words) as (here, order):
        await here.redis.flushall()
        lately = here.bot.mailbox.lately
        async with mended(here, mender(here, lately), mender(here)):
            lease = await here.bot.mailbox.take(0)
            assert lease.question == order
            await here.bot.answer(lease)
            assert lately.owed(0) == [], "it stands in Slack"
        assert await here.bot.mailbox.take(0)


@pytest.mark.parametrize(("how", "words"), ORDERS)
async def test_what_stands_somewhere_already_is_not_carried_again(how, words):
    async with ordering(how, words) as (here, order):
        await here.answer()  # it is said where it is asked
        stood = [*here.slack.messages("general"), *here.slack.messages("D0ANN0001")]
        stood += here.slack.messages("general", here.root)
        await here.redis.flushall()
        lately = Lately()
        lately.promised(order)  # by a process that did not deal with it
        async with mended(here, mender(here, lately)):
            lease = await here.bot.mailbox.take(0)
            assert lease.question.first != order.first, "it is asked where it stands"
            await here.bot.mailbox.commit(lease)
            assert await here.bot.mailbox.take(0) is None
        assert lately.owed(0) == []
        now = [*here.slack.messages("general"), *here.slack.messages("D0ANN0001")]
        assert now + here.slack.messages("general", here.root) == stood


async def test_an_order_of_which_slack_says_nothing_keeps_no_other_from_being_carried():
    async with ordering("there", "when?") as (here, order):
        second = ordered(here, "there", "and where?")
        await here.bot.put(second)
        await here.redis.flushall()
        here.slack.fault("conversations.replies", error="missing_scope")
        async with mended(here, mender(here, here.bot.mailbox.lately)):
            leases = [await here.bot.mailbox.take(0) for _ in range(2)]
        assert {lease.question.text for lease in leases} == {order.text, second.text}


async def test_what_redis_still_has_is_left_to_it():
    async with ordering("aside") as (here, order):
        reads_ = reads(here, "conversations.history")
        async with mended(here, mender(here, here.bot.mailbox.lately)):
            assert await waiting(here) == ["why?"]
        assert reads(here, "conversations.open") == 0
        assert reads_ == 0
        assert here.bot.mailbox.lately.owed(0) == []
        assert order
