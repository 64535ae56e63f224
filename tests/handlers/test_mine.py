"""Somebody looks at their own settings, and changes them."""

import json

import pytest

from bot.conversation.preferences import person
from bot.playground.slack.view import checked
from tests.handlers.test_home import look, settled, stands
from tests.rig import ANN, TEAM

MINE = person(TEAM, ANN)


@pytest.fixture
async def front(front):
    front.rig.slack.home_tab = True
    return front


async def by_shortcut(front, user="ann"):
    payload = await front._payload(front.rig.slack.shortcut(user, "my_settings"))
    assert (await front.tell(payload)).status == 200
    return await front.reads("In force", user)


async def from_home(front):
    await look(front)
    view = await stands(front, "Your settings")
    payload = await front._payload(front.rig.slack.press_in("ann", view["id"], "home_change"))
    assert (await front.tell(payload)).status == 200
    return await front.reads("In force")


async def send(front, user="ann", **dials):
    values = {name: {"person": value} for name, value in dials.items()}
    return await front.tell(await front.submit(values, user))


async def kept(front):
    (told,) = await front.rig.bot.store.preferred([MINE])
    return told


async def test_the_shortcut_opens_one_s_own_settings_anywhere(front):
    await front.rig.bot.store.prefer(MINE, "effort", "max")
    view = await by_shortcut(front)
    assert view["title"]["text"] == "Your settings"
    hints = {b["block_id"]: b["hint"]["text"] for b in view["blocks"] if b["type"] == "input"}
    assert hints["effort"] == "In force: max (your own setting)"
    assert "speak" not in hints, "that is for a channel to say"


async def test_what_was_done_is_told_in_place_of_the_form(front):
    await by_shortcut(front)
    answer = await send(front, effort="high", websearch="on")
    assert "Effort is now *high* for you, everywhere." in answer.body
    assert '"response_action": "update"' in answer.body
    assert await kept(front) == {"effort": "high", "websearch": "on"}


@pytest.mark.parametrize("text", ["a <b> & c", "&" * 2_900, "<x>\n" * 700, "😀" * 1_500])
async def test_instructions_of_any_words_are_told_as_they_are(front, text):
    await by_shortcut(front)
    answer = json.loads((await send(front, instructions=text)).body)
    view = checked(answer["view"], "modal")
    told = "".join(block["text"]["text"] for block in view["blocks"])
    plain = told.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    quoted = plain.partition("\n> ")[2].replace("\n> ", "\n")
    assert quoted == text.strip()
    assert await kept(front) == {"instructions": text.strip()}


async def test_from_the_home_tab_the_tab_shows_what_was_done(front):
    await from_home(front)
    answer = await send(front, effort="high")
    assert answer.body == ""
    await stands(front, "high (your own setting)")
    assert await kept(front) == {"effort": "high"}
    await settled(front)


async def test_the_tab_goes_on_showing_the_month_that_was_looked_at(front):
    await look(front)
    view = await stands(front, "Your settings")
    press = front.rig.slack.press_in("ann", view["id"], "home_month", "1969-11")
    await front.tell(await front._payload(press))
    view = await stands(front, "Nothing was used in November 1969.")
    press = front.rig.slack.press_in("ann", view["id"], "home_change")
    await front.tell(await front._payload(press))
    await front.reads("In force")
    await send(front, effort="low")
    view = await stands(front, "low (your own setting)")
    assert view["private_metadata"] == "1969-11"


async def test_as_it_is_elsewhere_clears(front):
    await front.rig.bot.store.prefer(MINE, "effort", "max")
    await by_shortcut(front)
    answer = await send(front, effort="-")
    assert "Effort is no longer set for you, everywhere." in answer.body
    assert await kept(front) == {}


async def test_a_wrong_word_is_told_under_its_field(front):
    await by_shortcut(front)
    answer = await send(front, model="two words", effort="high")
    assert '"errors"' in answer.body
    assert await kept(front) == {}


async def test_people_of_other_workspaces_may_not(front):
    payload = await front._payload(front.rig.slack.shortcut("ann", "my_settings"))
    payload["user"]["team_id"] = "T0OTHERS"
    assert (await front.tell(payload)).status == 200
    assert front.rig.slack.views == []
    await by_shortcut(front)
    sent = await front.submit({"effort": {"person": "high"}})
    sent["user"]["team_id"] = "T0OTHERS"
    assert "Only people of this workspace can do that." in (await front.tell(sent)).body
    assert await kept(front) == {}
