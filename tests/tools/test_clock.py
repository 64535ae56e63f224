from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import WrongWords
from bot.playground.slack.team import ANN
from bot.tools.clock import clock
from tests.tools.conftest import QUESTION, UNPLUGGED

NOON = datetime(2026, 12, 3, 12, 0, 9, tzinfo=UTC)
HOSTILE = ["../../etc/passwd", "/etc/passwd", "America", "a\0b", "..", ".", "zone.tab", "x" * 5000]


def tell(world=UNPLUGGED, **told):
    return clock(lambda: NOON).use(told, QUESTION, world)


async def test_it_is_the_time_where_the_asker_lives(world):
    assert await tell(world) == (
        "Thursday, 2026-12-03T07:00:09-05:00 in America/New_York, the zone of the person who asks"
    )


async def test_another_zone_may_be_another_day():
    said = await tell(zone="Pacific/Kiritimati")
    assert said == "Friday, 2026-12-04T02:00:09+14:00 in Pacific/Kiritimati"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", *HOSTILE])
async def test_where_the_asker_lives_may_be_unknown(slack, world, zone):
    slack.workspace.users[ANN.id] = replace(ANN, tz=zone)
    said = await tell(world)
    assert said.startswith("Thursday, 2026-12-03T12:00:09+00:00 in UTC. ")
    assert "not known" in said


async def test_without_slack_it_is_told_in_utc(slack, world):
    slack.fault("users.info", status=503)
    assert "T12:00:09+00:00 in UTC" in await tell(world)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Europe/Warsaw ", "\ud800", *HOSTILE])
async def test_what_is_no_zone_is_said_to_be_none(zone):
    with pytest.raises(WrongWords):
        await tell(zone=zone)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "UTC"]),
)
async def test_every_moment_is_told_to_the_second(moment, zone):
    said = await clock(lambda: moment).use({"zone": zone}, QUESTION, UNPLUGGED)
    day, _comma, rest = said.partition(", ")
    assert datetime.fromisoformat(rest.partition(" ")[0]) == moment.replace(microsecond=0)
    assert day == f"{moment.astimezone(ZoneInfo(zone)):%A}"


async def test_without_a_clock_of_its_own_it_is_now():
    before = datetime.now(UTC).replace(microsecond=0)
    said = await clock().use({"zone": "UTC"}, QUESTION, UNPLUGGED)
    told = datetime.fromisoformat(said.partition(", ")[2].partition(" ")[0])
    assert before <= told <= datetime.now(UTC)
