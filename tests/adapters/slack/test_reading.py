"""What client tools may see of Slack: for each asker, at each place, at the time of asking."""

import pytest

from bot.adapters.slack import membership
from bot.adapters.slack.history import MOST, Home
from bot.adapters.slack.reading import SlackReading
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import Ambiguous, NotAllowed, SlackError, Throttled
from bot.manifest import SCOPES
from bot.playground.slack.server import LocalSlack
from bot.playground.slack.team import ANN, BEN, BOT, BOT_USER, CHI, TEAM
from tests.adapters.slack.told import slack_at

IDS = {"general": "C0GENERAL", "research": "C0RESEARC", "founders": "C0FOUNDER"}
IDS |= {"random": "C0RANDOM1", "ann": "D0ANN0001", "ben": "D0BEN0001"}
PEOPLE = {"ann": ANN.id, "ben": BEN.id, "chi": CHI.id}


@pytest.fixture
async def slack():
    async with LocalSlack(scopes=SCOPES, events=(), rates={}, per_channel={}) as slack:
        yield slack


@pytest.fixture
async def world(slack):
    async with slack_at(slack.api_url, slack.bot_token) as client:
        yield SlackReading(client, Home(TEAM, BOT_USER, BOT, slack.office.site))


def asked(user, place, team=TEAM):
    ts, direct = "1900000000.000100", IDS[place].startswith("D")
    return Question(Thread(team, IDS[place], ts), ts, PEOPLE[user], "so?", direct)


def link(slack, place, ts, root=None):
    bare = f"{slack.office.site}archives/{IDS[place]}/p{ts.replace('.', '')}"
    return f"{bare}?thread_ts={root}&cid={IDS[place]}" if root else bare


async def said(slack, place, who="ann"):
    """A thread of two at `place`, in which the secret is told last; the address of its root."""
    channel = ANN.id if place == "ann" else BEN.id if place == "ben" else place
    root = await slack.type(who, channel, "root")
    await slack.type(who, channel, "canary", root)
    return link(slack, place, root)


MAY = [
    ("ann", "general", "research"),
    ("ann", "general", "general"),
    ("ann", "general", "founders"),
    ("ann", "general", "ann"),
    ("ann", "founders", "founders"),
    ("ben", "founders", "ben"),
    ("ann", "ann", "ann"),
]
MAY_NOT = [
    ("ann", "founders", "general"),  # everybody in #general would see it
    ("chi", "founders", "research"),  # Chi is no founder
    ("ann", "random", "general"),  # the bot is not in it
    ("ann", "random", "ann"),
    ("ann", "ann", "general"),
    ("ben", "ann", "ben"),  # Ann's direct messages
    ("ben", "ann", "general"),
]


@pytest.mark.parametrize(("user", "source", "here"), MAY)
async def test_what_the_asker_could_read_is_read(slack, world, user, source, here):
    address = await said(slack, source)
    read = await world.read(address, asked(user, here))
    assert [(each.who, each.text) for each in read] == [("ann", "root"), ("ann", "canary")]


@pytest.mark.parametrize(("user", "source", "here"), MAY_NOT)
async def test_what_somebody_there_could_not_read_is_not_even_looked_at(
    slack, world, user, source, here
):
    address = await said(slack, source)
    with pytest.raises(NotAllowed):
        await world.read(address, asked(user, here))
    assert "conversations.replies" not in {call.method for call in slack.calls}


async def test_who_has_left_the_channel_may_read_it_no_more(slack, world):
    address = await said(slack, "general")
    assert await world.read(address, asked("ann", "research"))
    slack.workspace.channels[IDS["general"]].members.remove(ANN.id)
    with pytest.raises(NotAllowed):
        await world.read(address, asked("ann", "research"))


@pytest.mark.parametrize(("source", "here"), [("general", "research"), ("research", "general")])
async def test_nothing_goes_to_or_from_channels_that_strangers_are_in(slack, world, source, here):
    slack.workspace.channels[IDS["research"]].ext_shared = True
    with pytest.raises(NotAllowed):
        await world.read(await said(slack, source), asked("ann", here))


async def test_a_question_from_another_workspace_reads_nothing(slack, world):
    with pytest.raises(NotAllowed):
        await world.read(await said(slack, "general"), asked("ann", "general", "T0OTHER01"))


async def test_a_direct_question_counts_as_one_only_in_a_direct_message(slack, world):
    question = Question(Thread(TEAM, IDS["general"], "1.0"), "1.0", ANN.id, "so?", direct=True)
    with pytest.raises(NotAllowed):
        await world.read(await said(slack, "founders"), question)


async def test_nobody_learns_from_the_refusal_what_exists(slack, world):
    there = await said(slack, "founders")
    nowhere = there.replace(IDS["founders"], "C0NOWHERE")
    no_thread = link(slack, "general", "1700000000.000001")
    told = []
    for address in (there, nowhere, no_thread):
        with pytest.raises(NotAllowed) as refused:
            await world.read(address, asked("chi", "general"))
        told.append((refused.value.code, str(refused.value)))
    assert len(set(told)) == 1


@pytest.mark.parametrize("address", ["", "hello", "https://evil.example/archives/C0GENERAL/p1"])
async def test_no_address_of_this_workspace_is_no_call(slack, world, address):
    with pytest.raises(NotAllowed):
        await world.read(address, asked("ann", "general"))
    assert slack.calls == []


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        ({"status": 429, "retry_after": 3}, Throttled),
        ({"status": 503}, Ambiguous),
        ({"error": "missing_scope"}, SlackError),
    ],
)
@pytest.mark.parametrize("method", ["conversations.info", "conversations.members"])
async def test_where_it_can_not_be_checked_nothing_is_read(slack, world, method, trouble, kind):
    address = await said(slack, "general")
    slack.fault(method, **trouble)
    with pytest.raises(kind):
        await world.read(address, asked("ann", "research"))
    assert "conversations.replies" not in {call.method for call in slack.calls}


async def test_everybody_in_a_large_channel_is_found(slack, world):
    crowd = {f"U0A{number:06d}" for number in range(2 * membership._PER_CALL)}
    slack.workspace.channels[IDS["general"]].members |= crowd
    assert await world.read(await said(slack, "general"), asked("ann", "research"))
    assert [call.method for call in slack.calls].count("conversations.members") == 3


async def test_the_link_of_a_reply_reads_its_thread(slack, world):
    root = await slack.type("ann", "general", "root")
    replies = [await slack.type("ben", "general", f"reply {n}", root) for n in range(3)]
    read = await world.read(link(slack, "general", replies[1], root), asked("ann", "research"))
    assert [each.text for each in read] == ["root", "reply 0", "reply 1", "reply 2"]


async def test_the_linked_message_is_told_however_long_the_thread(slack, world):
    root = await slack.type("ann", "general", "root")
    replies = [await slack.type("ben", "general", f"reply {n}", root) for n in range(MOST + 5)]
    read = await world.read(link(slack, "general", replies[1], root), asked("ann", "research"))
    assert [each.text for each in read][:2] == ["reply 1", "reply 5"]
    assert len(read) == MOST + 1


@pytest.mark.parametrize("user", [ANN, BEN, CHI])
async def test_everybody_has_the_zone_they_set(world, user):
    assert await world.zone(user.id) == user.tz


async def test_the_zone_of_somebody_unknown_is_none(slack, world):
    assert await world.zone("U0NOBODY1") == ""
    slack.fault("users.info", status=503)
    assert await world.zone(ANN.id) == ""
    assert await world.zone(ANN.id) == ANN.tz
