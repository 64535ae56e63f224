"""A file is read by its link only for who could read it where it is shared; in doubt, by nobody."""

from collections import Counter
from random import Random

import pytest

from bot.adapters.slack.history import Home
from bot.adapters.slack.rights import Rights
from bot.adapters.slack.shared import Shared
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import NotAllowed, Throttled
from bot.playground.slack.limits import RATES, Rate
from bot.playground.slack.message import Said
from bot.playground.slack.workspace import Place
from tests.rig import ANN, BOT, TEAM, rig

DM = "D0ANN0001"
PLAIN = ("plan.txt", b"weave on Friday", "text/plain")
ALONE = Question(Thread(TEAM, DM, "1.0"), "1.0", ANN, "", direct=True)


async def may(here, address, question=ALONE):
    """Whether the file at `address` is told."""
    home = Home(TEAM, BOT, "B0BOT0001", here.slack.office.site)
    try:
        file = await Shared(here.client, Rights(here.client, home), home).file(address, question)
    except NotAllowed:
        return False
    assert file.name == "plan.txt"
    assert file.url
    return True


async def share(here, who, channel):
    """Somebody shares a file; its permalink."""
    await here.slack.type(who, channel, "look", files=[PLAIN])
    return list(here.slack.office.files.values())[-1].wire()["permalink"]


@pytest.mark.parametrize("channel", ["general", "founders", DM])
async def test_what_the_asker_and_we_can_read_is_told(channel):
    async with rig() as here:
        here.slack.workspace.channel("founders").members |= {ANN, BOT}
        assert await may(here, await share(here, "ann", channel))


@pytest.mark.parametrize("outside", [{ANN}, {BOT}, {ANN, BOT}])
async def test_what_one_of_us_can_not_read_is_not_told(outside):
    async with rig() as here:
        address = await share(here, "ben", "general")
        here.slack.workspace.channel("general").members -= outside
        assert not await may(here, address)


async def test_what_somebody_else_told_us_directly_is_not_told():
    async with rig() as here:
        assert not await may(here, await share(here, "chi", "D0CHI0001"))


async def test_in_a_channel_a_private_file_is_not_told():
    async with rig() as here:
        here.slack.workspace.channel("founders").members |= {ANN, BOT}
        address = await share(here, "ann", "founders")
        question = Question(Thread(TEAM, "C0GENERAL", "1.0"), "1.0", ANN, "")
        assert not await may(here, address, question)


async def test_a_link_of_another_workspace_or_to_no_file_is_not_told():
    async with rig() as here:
        address = await share(here, "ann", "general")
        site = here.slack.office.site
        for other in (
            address.replace(site, "https://other.slack.com/"),
            f"{site}files/{ANN}/F0NOBODY1/plan.txt",
            f"{site}archives/C0GENERAL/p1790000000000100",
            "https://example.com/plan.txt",
        ):
            assert not await may(here, other)


async def test_while_slack_has_no_time_nobody_is_refused():
    async with rig() as here:
        address = await share(here, "ann", "general")
        here.slack.fault("files.info", status=429)
        with pytest.raises(Throttled):
            await may(here, address)


async def test_over_random_memberships_it_is_told_if_and_only_if_both_are_where_it_is_shared():
    chance, count = Random(7), Counter()
    wide = dict.fromkeys(("files.info", "conversations.info", "conversations.members"), Rate(9_999))
    async with rig(rates={**RATES, **wide}, per_channel={}) as here:
        workspace = here.slack.workspace
        channels = [workspace.channels[id_] for id_ in ("C0GENERAL", "C0RESEARC", "C0FOUNDER")]
        for channel in channels:
            channel.members |= {ANN, BOT}
        address = await share(here, "ann", "general")
        (file,) = (file.wire() for file in here.slack.office.files.values())
        workspace.post(Place(channels[2]), ANN, Said("again", files=[file]))
        for _ in range(40):
            for channel in channels:
                channel.members.clear()
                channel.members |= {who for who in (ANN, BOT) if chance.random() < 0.6}
                channel.ext_shared = chance.random() < 0.2
            places = channels[0], channels[2]
            both = any({ANN, BOT} <= c.members and not c.ext_shared for c in places)
            assert await may(here, address) is both
            count[both] += 1
    assert min(count.values()) > 5
