"""Each way to say what is summarised reads just that, and nothing that its asker can't read."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.slack.message import Said
from bot.playground.slack.team import BOT_USER
from bot.playground.slack.workspace import Place
from tests.adapters.slack.test_archive import Clock
from tests.model.test_summarizing import FACT, answered, direct, summariser
from tests.rig import ANN, TEAM, rig
from tests.whole.world import footers

DAY = 86_400
BEN = "U0BEN0001"


@pytest.fixture
async def here():
    clock = Clock()
    async with rig(lease=300, rates={}, per_channel={}, counted=lambda *_: {}, clock=clock) as here:
        here.clock = clock
        here.messages._choose = summariser
        yield here


def says(here, days, text, who=BEN, parent=None):
    """Somebody says it in #general, so many days after the beginning."""
    here.clock.now = 1_790_000_000.0 + days * DAY
    place = Place(here.slack.workspace.channel("general"), parent)
    return here.slack.workspace.post(place, who, Said(text))


def week(here):
    """A week of #general, a fact a day: Ann spoke on day 4, and day 2 has a thread."""
    said = [says(here, day, f"FACT-{day}") for day in range(4)]
    said.append(says(here, 4, "FACT-4", who=ANN))
    said += [says(here, day, f"FACT-{day}") for day in (5, 6)]
    reply = says(here, 6.2, "FACT-20", parent=said[2])
    here.clock.now = 1_790_000_000.0 + 6.5 * DAY
    return said, reply


async def summarised(here, words, channel="C0GENERAL"):
    """The numbers of the facts that the summary of `words` names, and its line of coverage."""
    ts = here.slack.workspace.ts()
    order = Question(Thread(TEAM, channel, ts), ts, ANN, f"!summarize {words}")
    await here.bot.summarize(order)
    await answered(here)
    asked = here.messages.requests[-1].body["messages"][0]["content"][0]["text"]
    facts = {int(fact.removeprefix("FACT-")) for _, fact in FACT.findall(asked)}
    return facts, " ".join(footers(direct(here)[-1]))


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("", {5, 6, 20}),
        ("since I last spoke", {5, 6, 20}),
        ("since I spoke here", {5, 6, 20}),
        ("24h", {6, 20}),
        ("48 hours", {5, 6, 20}),
        ("7d", {0, 1, 2, 3, 4, 5, 6, 20}),
        ("last 1 week", {0, 1, 2, 3, 4, 5, 6, 20}),
        ("3 messages", {5, 6, 20}),
        ("last 100 messages", {0, 1, 2, 3, 4, 5, 6, 20}),
        ("<#C0GENERAL|general> 24h", {6, 20}),
        ("24h decisions only", {6, 20}),
        ("{link2}", {2, 20}),
        ("<{link2}>", {2, 20}),
        ("{reply}", {2, 20}),
        ("{link5}", {5}),
    ],
)
async def test_each_range_reads_just_what_it_says(here, words, facts):
    said, reply = week(here)
    site = f"{here.slack.office.site}archives/C0GENERAL/p"
    links = {f"link{at}": site + each.ts.replace(".", "") for at, each in enumerate(said)}
    root = f"?thread_ts={said[2].ts}&cid=C0GENERAL"
    links["reply"] = site + reply.ts.replace(".", "") + root
    found, line = await summarised(here, words.format(**links))
    assert found == facts
    assert f"{len(facts)} of {len(facts)} message" in line
    if "decisions" in words:
        assert "decisions only" in str(here.messages.requests[-1].body["messages"])


async def test_dates_are_those_of_the_asker_s_zone(here):
    week(here)
    found, _ = await summarised(here, "since 2026-09-25 until 2026-09-26")
    assert found == {4}  # day 4 began at 10:13 in New York on the 25th


@st.composite
def towns(draw):
    """Who is in four channels, which are private, and which are shared with strangers."""
    return [
        (draw(st.booleans()), draw(st.booleans()), draw(st.booleans()), draw(st.booleans()))
        for _ in range(4)
    ]


CHANNELS = ("general", "research", "founders", "random")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(towns(), st.integers(0, 3), st.integers(0, 3))
def test_nothing_is_read_of_a_channel_that_the_asker_or_the_bot_is_not_in(town, target, place):
    asyncio.run(_asks(town, target, place))


async def _asks(town, target, place):
    async with rig(lease=300, rates={}, per_channel={}, counted=lambda *_: {}) as here:
        here.messages._choose = summariser
        for name, (ann, bot, private, shared) in zip(CHANNELS, town, strict=True):
            channel = here.slack.workspace.channel(name)
            channel.members = {BEN} | ({ANN} if ann else set()) | ({BOT_USER} if bot else set())
            channel.kind = "private" if private else "channel"
            channel.ext_shared = shared
            here.slack.workspace.post(Place(channel), BEN, Said(f"canary-{name}"))
        wanted = here.slack.workspace.channel(CHANNELS[target]).id
        where = here.slack.workspace.channel(CHANNELS[place]).id
        ts = here.slack.workspace.ts()
        words = f"!summarize <#{wanted}> 100 messages"
        await here.bot.summarize(Question(Thread(TEAM, where, ts), ts, ANN, words))
        await answered(here)
        ann, bot, _, shared = town[target]
        may = ann and bot and not shared
        told = str([request.body for request in here.messages.requests])
        seen = {name for name in CHANNELS if f"canary-{name}" in told}
        assert seen == ({CHANNELS[target]} if may else set())
        read = {
            call.arguments["channel"]
            for call in here.slack.calls
            if call.method in ("conversations.history", "conversations.replies") and call.ok
        }
        assert read <= {"D0ANN0001", *([wanted] if may else [])}
