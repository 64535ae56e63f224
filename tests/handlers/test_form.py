"""Somebody chooses for which place the form of a thread sets something."""

import asyncio
import json

import pytest

from bot.conversation.preferences import channel, person, workspace
from tests.handlers.test_settings import answered, kept, opened
from tests.rig import ANN, CHANNEL, TEAM


async def moved(front, kind, user="ann"):
    """The form, once it was drawn for that kind of place."""
    view = front.rig.slack.screen(user)
    press = front.rig.slack.press_in(user, view["id"], "settings_place", kind)
    assert (await front.tell(await front._payload(press))).status == 200

    def drawn():
        view = front.rig.slack.screen(user)
        return view if json.loads(view["private_metadata"])["at"].startswith(kind) else None

    return await front.rig.slack.until(drawn)


async def set_at(front, place):
    (told,) = await front.rig.bot.store.preferred([place])
    return told


def hint(view, dial):
    (field,) = [block for block in view["blocks"] if block["block_id"] == dial]
    return field["hint"]["text"]


def initial(view, dial):
    (field,) = [block for block in view["blocks"] if block["block_id"] == dial]
    return field["element"]["initial_option"]["value"]


async def test_the_form_is_drawn_anew_with_what_is_set_there(front):
    said = await answered(front)
    await front.rig.bot.store.prefer(person(TEAM, ANN), "effort", "low")
    await front.rig.bot.store.prefer(channel(TEAM, CHANNEL), "effort", "max")
    view = await opened(front, said)
    assert initial(view, "effort") == "-"
    view = await moved(front, "person")
    assert hint(view, "effort") == "In force: low (your own setting)"
    assert (view["title"]["text"], initial(view, "effort")) == ("Your settings", "low")
    view = await moved(front, "channel")
    assert hint(view, "effort") == "In force: max (set for this channel)"
    assert (view["title"]["text"], initial(view, "effort")) == ("Settings of this channel", "max")
    assert initial(view, "speak") == "-"


async def test_what_is_sent_is_set_at_the_place_that_was_chosen(front):
    said = await answered(front)
    await opened(front, said)
    for kind, place in (("person", person(TEAM, ANN)), ("channel", channel(TEAM, CHANNEL))):
        await moved(front, kind)
        await front.tell(await front.submit({"effort": {kind: "high"}}))
        assert await set_at(front, place) == {"effort": "high"}
    await front.whispered("Effort is now *high* for you, everywhere.")
    await front.whispered("Effort is now *high* for this channel.")
    assert await kept(front, said) == {}


def offered(view):
    return [option["value"] for option in view["blocks"][0]["accessory"]["options"]]


async def test_only_the_places_that_one_may_set_are_offered(front):
    said = await answered(front)
    assert offered(await opened(front, said)) == ["thread", "person", "channel", "workspace"]
    assert offered(await opened(front, said, "ben")) == ["thread", "person", "channel"]


async def test_an_admin_sets_the_workspace_and_nobody_else_does(front):
    said = await answered(front)
    await opened(front, said)
    view = await moved(front, "workspace")
    assert view["title"]["text"] == "Workspace settings"
    sent = await front.submit({"effort": {"workspace": "high"}})
    await front.tell(sent)
    await front.whispered("Effort is now *high* for this workspace.")
    assert await set_at(front, workspace(TEAM)) == {"effort": "high"}
    sent["user"]["id"] = "U0BEN0001"
    sent["view"]["state"]["values"]["effort"]["workspace"]["selected_option"]["value"] = "low"
    assert "Only admins and owners" in (await front.tell(sent)).body
    assert await set_at(front, workspace(TEAM)) == {"effort": "high"}


async def test_who_somebody_is_is_asked_once_for_a_whole_form(front):
    said = await answered(front)
    await opened(front, said)
    await moved(front, "workspace")
    before = len([call for call in front.rig.slack.calls if call.method == "users.info"])
    values = {"effort": "high", "thinking": "on", "websearch": "on", "model": "m-1"}
    sent = await front.submit({name: {"workspace": value} for name, value in values.items()})
    assert (await front.tell(sent)).body == ""
    asked = [call for call in front.rig.slack.calls if call.method == "users.info"]
    assert len(asked) == before + 1
    assert await set_at(front, workspace(TEAM)) == values


async def test_a_forged_place_changes_nothing(front):
    said = await answered(front)
    before = await opened(front, said)
    press = front.rig.slack.press_in("ann", before["id"], "settings_place", "person")
    payload = await front._payload(press)
    for forged in ("default", "message", "T0OTHERS", ""):
        payload["actions"][0]["selected_option"]["value"] = forged
        assert (await front.tell(payload)).status == 200
    await front.rig.bot.errands.close()
    assert front.rig.slack.screen("ann")["private_metadata"] == before["private_metadata"]


async def test_who_left_the_channel_does_not_set_it(front):
    said = await answered(front)
    await opened(front, said, "ben")
    await moved(front, "channel", "ben")
    sent = await front.submit({"effort": {"channel": "high"}}, "ben")
    front.rig.slack.workspace.channel("general").members.discard("U0BEN0001")
    assert "Only people who are in this channel" in (await front.tell(sent)).body
    assert await set_at(front, channel(TEAM, CHANNEL)) == {}


@pytest.mark.parametrize(
    "about",
    [
        "",
        "banana",
        "{}",
        '{"at": "person:T0LOOM01:U0BEN0001", "before": {}}',
        '{"at": "planet:T0LOOM01"}',
        '{"at": 7}',
        "[1]",
    ],
)
async def test_a_form_of_another_version_is_told_to_be_out_of_date(front, about):
    said = await answered(front)
    await opened(front, said)
    sent = await front.submit({"effort": {"thread": "high"}})
    sent["view"]["private_metadata"] = about
    answer = await front.tell(sent)
    assert "out of date" in json.dumps(json.loads(answer.body)["view"]["blocks"])
    assert await kept(front, said) == {}
    await opened(front, said)
    view = front.rig.slack.screen("ann")
    press = await front._payload(
        front.rig.slack.press_in("ann", view["id"], "settings_place", "person")
    )
    press["view"]["private_metadata"] = about
    assert (await front.tell(press)).status == 200
    await front.reads("out of date")


async def test_a_form_that_slack_tells_of_three_times_sets_one_change(front):
    said = await answered(front)
    await opened(front, said)
    await moved(front, "channel")
    payload = await front.submit({"effort": {"channel": "high"}})
    answers = await asyncio.gather(*[front.tell(payload) for _ in range(3)])
    assert [answer.status for answer in answers] == [200] * 3
    place = channel(TEAM, CHANNEL)
    assert await set_at(front, place) == {"effort": "high"}
    (row,) = await front.rig.bot.store.changes(place)
    assert (row.dial, row.new, row.who) == ("effort", "high", ANN)
