from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from random import Random

import pytest

from bot.adapters.redis.allowance import RedisAllowance
from bot.adapters.redis.connection import connect
from bot.adapters.slack import walk
from bot.adapters.slack.archive import SlackArchive
from bot.adapters.slack.history import Home
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import Ambiguous, NotAllowed, Throttled
from bot.playground.slack.limits import RATES, Rate
from bot.playground.slack.message import Said
from bot.playground.slack.server import LocalSlack
from bot.playground.slack.team import BOT_USER
from bot.playground.slack.workspace import Place
from bot.summary.record import coverage
from bot.summary.scope import Scope
from tests.rig import rig

ANN, BEN, TEAM = "U0ANN0001", "U0BEN0001", "T0LOOM01"
WIDE = dict.fromkeys(("conversations.history", "conversations.replies"), Rate(10_000))
NEVER = ("0.000001", "9999999999.000000")


class Clock:
    """Time that passes a second with every message, so that nobody has to wait for it."""

    def __init__(self):
        self.now = 1_790_000_000.0

    def __call__(self):
        self.now += 1
        return self.now


@dataclass
class Shelf:
    """#general, and what a summary for Ann reads of it."""

    slack: LocalSlack
    archive: SlackArchive
    told: list

    def says(self, text, who=BEN, parent=None, **said):
        workspace = self.slack.workspace
        place = Place(workspace.channel(said.pop("channel", "general")), parent)
        return workspace.post(place, who, Said(text, **said))

    async def read(self, scope=Scope(), user=ANN, reach=("", NEVER[1]), place="D0ANN0001"):  # noqa: B008
        question = Question(Thread(TEAM, place, "1.0"), "1.0", user, "", place.startswith("D"))
        scope = scope if scope.channel or scope.address else Scope("C0GENERAL", "", *_rest(scope))
        return await self.archive.gather(scope, question, reach, self.told.append)


def _rest(scope):
    return scope.thread, scope.since, scope.until, scope.newest, scope.focus


def texts(record):
    return [entry.text for entry in record.entries]


@asynccontextmanager
async def shelf(rates=WIDE, patience=5.0, **options):
    async with rig(clock=Clock(), rates={**RATES, **rates}, **options) as here:
        home = Home(TEAM, BOT_USER, "B0BOT0001", here.slack.office.site)
        allowance = RedisAllowance(here.redis, rates=lambda *_: {})
        yield Shelf(here.slack, SlackArchive(here.client, allowance, home, patience), [])


async def test_every_page_and_every_reply_is_read():
    async with shelf() as here:
        roots = [here.says(f"root {n}") for n in range(1_050)]
        for root in roots[::150]:
            for n in range(3):
                here.says(f"reply {n} to {root.said.text}", parent=root)
        for n in range(450):
            here.says(f"long {n}", parent=roots[-1])
        record = await here.read(reach=NEVER)
        assert len(record.entries) == 1_050 + 7 * 3 + 450
        assert record.threads == 8
        assert coverage(record, UTC).startswith("1,521 of 1,521 messages, 21 September, 8 threads")
        assert texts(record)[:4] == ["root 0", *(f"reply {n} to root 0" for n in range(3))]
        assert here.told == sorted(here.told)
        assert here.told[-1] == 1_521


async def test_what_came_since_the_asker_last_spoke_is_read_wherever_they_spoke():
    async with shelf() as here:
        old = here.says("old")
        here.says("mine", ANN)
        new = here.says("new")
        here.says("late reply", parent=old)
        record = await here.read()
        assert texts(record) == ["late reply", "new"]
        assert [entry.text for entry in record.context] == ["old"]
        here.says("mine too", ANN, new)
        here.says("newest")
        assert texts(await here.read()) == ["newest"]


async def test_an_order_to_summarise_is_nothing_that_somebody_said():
    async with shelf() as here:
        here.says("mine", ANN)
        here.says("theirs")
        here.says(f"<@{BOT_USER}> !summarize 7d", ANN)
        assert texts(await here.read()) == ["theirs"]


async def test_who_never_spoke_gets_all_of_it_within_the_most_that_is_read():
    async with shelf() as here:
        for n in range(1_001):
            here.says(f"{n}")
        before, walk.MOST_MESSAGES = walk.MOST_MESSAGES, 600
        try:
            record = await here.read()
        finally:
            walk.MOST_MESSAGES = before
        assert texts(record)[-1] == "1000"
        assert "600 of more than 600 messages" in coverage(record, UTC)
        assert "what is older is left out" in coverage(record, UTC)


async def test_so_many_messages_are_exactly_so_many_the_newest():
    async with shelf() as here:
        roots = [here.says(f"root {n}") for n in range(30)]
        here.says("reply", parent=roots[0])
        record = await here.read(Scope(newest=10))
        assert sorted(texts(record)) == sorted(["reply", *(f"root {n}" for n in range(21, 30))])
        assert "10 of 10 messages" in coverage(record, UTC)


async def test_a_range_has_nothing_from_before_or_after_it():
    async with shelf() as here:
        said = [here.says(f"{n}") for n in range(10)]
        here.says("too late a reply", parent=said[4])
        record = await here.read(reach=(said[2].ts, said[7].ts))
        assert texts(record) == ["3", "4", "5", "6"]


async def test_one_thread_is_read_alone_by_its_link_or_by_its_ts():
    async with shelf() as here:
        root = here.says("root")
        reply = here.says("reply", parent=root)
        here.says("elsewhere")
        assert texts(await here.read(Scope(thread=root.ts))) == ["root", "reply"]
        link = f"{here.slack.office.site}archives/C0GENERAL/p{reply.ts.replace('.', '')}"
        record = await here.read(Scope(address=f"{link}?thread_ts={root.ts}&cid=C0GENERAL"))
        assert texts(record) == ["root", "reply"]
        assert (record.channel, record.thread, record.name) == ("C0GENERAL", root.ts, "general")


async def test_names_stand_for_ids_apps_count_and_the_deleted_do_not():
    async with shelf() as here:
        here.says(f"ask <@{ANN}> &amp; me", BEN)
        here.says("from the bot", BOT_USER)
        gone = here.says("gone")
        here.says("kept reply", parent=gone)
        here.slack.workspace.delete(gone)
        here.says("", files=[{"id": "F1", "name": "a.pdf", "title": "Plan"}])
        record = await here.read(reach=NEVER)
        told = [(entry.who, entry.text, entry.files) for entry in record.entries]
        assert told == [
            ("ben", "ask @ann & me", ()),
            ("Threadloom", "from the bot", ()),
            ("ben", "kept reply", ()),
            ("ben", "", ("Plan",)),
        ]
        assert "4 of 4 messages" in coverage(record, UTC)
        assert "1 file not read" in coverage(record, UTC)


async def test_joins_and_the_like_are_nothing_that_somebody_said():
    async with shelf() as here:
        joined = {"type": "message", "subtype": "channel_join", "text": "joined", "ts": "2.0"}
        apps = {"subtype": "bot_message", "text": "", "attachments": [{"fallback": "build failed"}]}
        assert not here.archive._counts(joined)
        assert here.archive._counts(apps)
        assert not here.archive._counts({"text": "", "ts": "3.0"})


async def test_where_slack_cuts_it_short_the_record_says_what_it_lacks():
    async with shelf(patience=0.5) as here:
        roots = [here.says(f"root {n}") for n in range(5)]
        for root in roots:
            here.says("reply", parent=root)
        here.slack.fault("conversations.replies", status=429, retry_after=30, times=9)
        record = await here.read(reach=NEVER)
        told = coverage(record, UTC)
        assert told.startswith("5 of 10 messages")
        assert "5 threads were not read" in told
        assert "knows nothing of it" in told


async def test_a_page_that_never_comes_is_told_too():
    async with shelf(patience=0.5) as here:
        for n in range(500):
            here.says(f"{n}")
        slow = {"status": 429, "retry_after": 30, "times": 9, "having": "cursor"}
        here.slack.fault("conversations.history", **slow)
        record = await here.read(reach=NEVER)
        assert coverage(record, UTC).startswith("200 of more than 200 messages")
        assert texts(record)[-1] == "499"


async def test_what_fails_in_passing_is_tried_again():
    async with shelf() as here:
        here.says("hello")
        here.slack.fault("conversations.history", status=503)
        here.slack.fault("conversations.history", status=429, retry_after=1)
        assert texts(await here.read(reach=NEVER)) == ["hello"]


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [({"status": 429, "retry_after": 30}, Throttled), ({"status": 503, "times": 9}, Ambiguous)],
)
async def test_where_nothing_at_all_can_be_read_that_is_an_error(trouble, kind):
    async with shelf(patience=0.1) as here:
        here.says("hello")
        here.slack.fault("conversations.history", **trouble)
        with pytest.raises(kind):
            await here.read(reach=NEVER)


MAY_NOT = [
    (Scope("C0FOUNDER"), "U0CHI0001", "D0CHI0001"),  # Chi is no founder
    (Scope("C0RANDOM1"), ANN, "D0ANN0001"),  # the bot is not there
    (Scope("C0NOWHERE"), ANN, "D0ANN0001"),
    (Scope("D0ANN0001"), BEN, "D0BEN0001"),
    (Scope(address="https://evil.example/archives/C0GENERAL/p1790000000000100"), ANN, "D0ANN0001"),
]


@pytest.mark.parametrize(("scope", "user", "place"), MAY_NOT)
async def test_what_the_asker_or_the_bot_may_not_read_is_not_even_looked_at(scope, user, place):
    async with shelf() as here:
        for name in ("founders", "random"):
            here.says("canary", ANN, channel=name)
        with pytest.raises(NotAllowed):
            await here.read(scope, user, NEVER, place)
        assert not {"conversations.history", "conversations.replies"} & {
            call.method for call in here.slack.calls
        }


async def test_strangers_in_a_channel_keep_it_shut():
    async with shelf() as here:
        here.says("canary")
        here.slack.workspace.channels["C0GENERAL"].ext_shared = True
        with pytest.raises(NotAllowed):
            await here.read(reach=NEVER)


async def test_it_keeps_within_slacks_own_limits_by_counting_its_calls():
    async with rig() as here, connect(None) as redis:
        home = Home(TEAM, BOT_USER, "B0BOT0001", here.slack.office.site)
        booked = []

        class Book(RedisAllowance):
            async def book(self, team, method, channel):
                booked.append(method)
                return await super().book(team, method, channel)

        shelf_ = Shelf(here.slack, SlackArchive(here.client, Book(redis), home), [])
        root = shelf_.says("root")
        shelf_.says("reply", parent=root)
        assert texts(await shelf_.read(reach=NEVER)) == ["root", "reply"]
        assert booked == ["conversations.history", "conversations.replies"]


async def test_over_random_memberships_nothing_is_read_but_what_both_may_read():
    chance = Random(6)
    async with shelf() as here:
        channels = ["C0GENERAL", "C0RESEARC", "C0FOUNDER", "C0RANDOM1"]
        for id_ in channels:
            here.says(f"canary {id_}", channel=id_)
        read = 0
        for _ in range(60):
            for id_ in channels:
                channel = here.slack.workspace.channels[id_]
                channel.members.clear()
                channel.members.update(who for who in (ANN, BEN, BOT_USER) if chance.random() < 0.6)
                channel.ext_shared = chance.random() < 0.2
            id_ = chance.choice(channels)
            channel = here.slack.workspace.channels[id_]
            may = {ANN, BOT_USER} <= channel.members and not channel.ext_shared
            try:
                record = await here.read(Scope(id_), reach=NEVER)
            except NotAllowed:
                assert not may
            else:
                assert may
                assert texts(record) == [f"canary {id_}"]
                read += 1
        assert 0 < read < 60


async def test_what_apps_say_in_blocks_alone_is_read_and_counted():
    async with shelf() as here:
        here.says("hello")
        here.says("", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "7 failed"}}])
        record = await here.read(reach=NEVER)
        assert texts(record) == ["hello", "7 failed"]
        assert coverage(record, UTC).startswith("2 of 2 messages")
