"""Somebody sets something for a channel, from where there is none: it is chosen in the form."""

import json

import pytest

from bot.conversation.preferences import channel, person
from tests.handlers.test_form import hint, initial
from tests.handlers.test_mine import by_shortcut, from_home
from tests.rig import ANN, BOT, CHANNEL, TEAM

RESEARCH = "C0RESEARC"
MENU = "settings_channel"


@pytest.fixture
async def front(front):
    front.rig.slack.home_tab = True
    return front


async def chooses(front, id_, user="ann"):
    """Somebody chooses a channel in the form that they see."""
    view = front.rig.slack.screen(user)
    press = front.rig.slack.press_in(user, view["id"], MENU, id_)
    assert (await front.tell(await front._payload(press))).status == 200


async def drawn(front, id_, user="ann"):
    """The form, once it is drawn for the channel."""
    await chooses(front, id_, user)

    def seen():
        view = front.rig.slack.screen(user)
        return view if json.loads(view["private_metadata"])["at"].endswith(f":{id_}") else None

    return await front.rig.slack.until(seen)


async def set_at(front, place):
    (told,) = await front.rig.bot.store.preferred([place])
    return told


@pytest.mark.parametrize("opened", [by_shortcut, from_home])
async def test_a_channel_is_chosen_its_values_are_shown_and_set(front, opened):
    await front.rig.bot.store.prefer(channel(TEAM, RESEARCH), "effort", "max")
    await front.rig.bot.store.prefer(person(TEAM, ANN), "effort", "low")
    await opened(front)
    view = await drawn(front, RESEARCH)
    assert view["title"]["text"] == "Settings of this channel"
    assert hint(view, "effort") == "In force: max (set for this channel)"
    assert initial(view, "effort") == "max"
    assert initial(view, "speak") == "-"
    sent = await front.submit({"thinking": {f"channel {RESEARCH}": "on"}})
    answer = json.loads((await front.tell(sent)).body)
    (told,) = answer["view"]["blocks"]
    assert told["text"]["text"] == f"<#{RESEARCH}>\nThinking is now *on* for this channel."
    assert await set_at(front, channel(TEAM, RESEARCH)) == {"effort": "max", "thinking": "on"}
    assert await set_at(front, person(TEAM, ANN)) == {"effort": "low"}


async def test_what_was_entered_for_one_channel_is_not_kept_for_another(front):
    await by_shortcut(front)
    view = await drawn(front, RESEARCH)
    field = {"effort": {f"channel {RESEARCH}": "high"}}
    press = front.rig.slack.press_in("ann", view["id"], MENU, CHANNEL, field)
    await front.tell(await front._payload(press))
    view = await front.rig.slack.until(
        lambda: (v := front.rig.slack.screen("ann")) and CHANNEL in v["private_metadata"] and v
    )
    assert initial(view, "effort") == "-"
    assert (await front.tell(await front.submit({}))).body == ""
    assert await set_at(front, channel(TEAM, CHANNEL)) == {}


async def test_where_i_am_not_or_they_are_not_or_nobody_is_it_says_so(front):
    await by_shortcut(front)
    await chooses(front, "C0RANDOM1")
    await front.reads("I am not in that channel. Invite me there")
    front.rig.slack.workspace.channel("research").members.discard(ANN)
    await chooses(front, RESEARCH)
    await front.reads("Only people who are in this channel")
    await drawn(front, CHANNEL)
    front.rig.slack.workspace.channel("general").archived = True
    sent = await front.submit({"effort": {f"channel {CHANNEL}": "high"}})
    assert "That channel is archived." in (await front.tell(sent)).body
    assert await set_at(front, channel(TEAM, CHANNEL)) == {}


async def test_what_is_sent_before_the_form_is_drawn_anew_sets_nothing(front):
    view = await by_shortcut(front)
    (menu,) = [b["block_id"] for b in view["blocks"] if b["block_id"].startswith(MENU)]
    values = {menu: {MENU: RESEARCH}, "effort": {"person": "high"}}
    answer = json.loads((await front.tell(await front.submit(values))).body)
    assert answer["errors"] == {menu: "Look at what holds in this channel first, then save."}
    assert await set_at(front, person(TEAM, ANN)) == {}
    assert await set_at(front, channel(TEAM, RESEARCH)) == {}


async def test_rights_are_asked_again_when_it_is_sent(front):
    await by_shortcut(front)
    await drawn(front, RESEARCH)
    front.rig.slack.workspace.channel("research").members.discard(BOT)
    sent = await front.submit({"effort": {f"channel {RESEARCH}": "high"}})
    assert "I am not in that channel" in (await front.tell(sent)).body
    assert await set_at(front, channel(TEAM, RESEARCH)) == {}


async def test_from_a_channel_one_comes_back_to_one_s_own(front):
    await by_shortcut(front)
    view = await drawn(front, RESEARCH)
    press = front.rig.slack.press_in("ann", view["id"], "settings_place", "person")
    await front.tell(await front._payload(press))
    await front.rig.slack.until(
        lambda: front.rig.slack.screen("ann")["title"]["text"] == "Your settings"
    )
    await front.tell(await front.submit({"effort": {"person": "high"}}))
    assert await set_at(front, person(TEAM, ANN)) == {"effort": "high"}
    assert await set_at(front, channel(TEAM, RESEARCH)) == {}


async def test_a_direct_message_is_no_channel(front):
    await by_shortcut(front)
    sent = await front.submit({"effort": {"person": "high"}})
    about = json.loads(sent["view"]["private_metadata"])
    sent["view"]["private_metadata"] = json.dumps(about | {"at": f"channel:{TEAM}:D0BEN0001"})
    assert "Only people who are in this channel" in (await front.tell(sent)).body
    assert await set_at(front, channel(TEAM, "D0BEN0001")) == {}
