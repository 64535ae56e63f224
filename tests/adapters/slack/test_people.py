"""Names for ids, asked of Slack once."""

import pytest

from bot.adapters.slack.people import People
from bot.playground.slack.server import LocalSlack
from bot.playground.slack.team import ANN, BEN, BOT_USER
from tests.adapters.slack.told import slack_at, told


@pytest.fixture
async def slack():
    async with LocalSlack(events=()) as slack:
        yield slack


@pytest.fixture
async def people(slack):
    async with slack_at(slack.api_url, slack.bot_token) as client:
        yield People(client)


async def test_everybody_has_a_name_and_is_asked_about_once(slack, people):
    wanted = {ANN.id: "ann", BOT_USER: "Threadloom"}
    assert await people.names([ANN.id, BOT_USER, ANN.id]) == wanted
    assert await people.names([ANN.id, BEN.id]) == {ANN.id: "ann", BEN.id: "ben"}
    assert sorted(call.arguments["user"] for call in slack.calls) == [ANN.id, BEN.id, BOT_USER]


async def test_nobody_has_no_names(slack, people):
    assert await people.names([]) == {}
    assert slack.calls == []


async def test_an_id_that_slack_does_not_know_stands_for_itself(people):
    assert await people.names(["U0NOBODY1", BEN.id]) == {"U0NOBODY1": "U0NOBODY1", BEN.id: "ben"}


@pytest.mark.parametrize("trouble", [{"status": 500}, {"status": 429}, {"drop": True}], ids=str)
async def test_while_slack_is_away_the_id_stands_and_then_it_is_asked_again(slack, people, trouble):
    slack.fault("users.info", **trouble)
    assert await people.names([ANN.id]) == {ANN.id: ANN.id}
    assert await people.names([ANN.id]) == {ANN.id: "ann"}


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({"profile": {"display_name": "annie"}, "real_name": "Ann Miller", "name": "ann"}, "annie"),
        ({"profile": {"display_name": ""}, "real_name": "Ann Miller", "name": "ann"}, "Ann Miller"),
        ({"profile": None, "name": "ann"}, "ann"),
        ({"deleted": True}, "U1"),
        (None, "U1"),
    ],
)
async def test_people_are_called_what_they_call_themselves(user, name):
    async with told() as slack:
        slack.tell({"ok": True, "user": user})
        assert await People(slack.client).names(["U1"]) == {"U1": name}


async def test_each_reads_slack_in_a_language_until_they_change_it(slack, people):
    assert [await people.locale(user.id) for user in (ANN, BEN)] == ["en-US", "pl-PL"]
    slack.speak("ann", "zh-TW")
    assert await people.locale(ANN.id) == "en-US"
    people.forget(ANN.id)
    people.forget("U0NOBODY1")
    assert await people.locale(ANN.id) == "zh-TW"


async def test_nobody_has_no_language(slack, people):
    assert await people.locale("") == ""
    assert slack.calls == []
    assert await people.locale("U0NOBODY1") == ""
