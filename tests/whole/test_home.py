"""The Home tab, through the real program: look, change, ask, and look again."""

import pytest

from bot.conversation.month import Month
from bot.playground.messages.script import Say
from tests.whole.test_controls import screen
from tests.whole.world import body

pytestmark = pytest.mark.asyncio(loop_scope="module")


def home(place, words, user="ann"):
    """What somebody's Home tab shows, once these words stand in it."""

    def seen():
        view = place.slack.home(user)
        return view if view and words in str(view["blocks"]) else None

    return place.slack.until(seen, 20)


def table(view):
    """The table of usage, as people read it."""
    (found,) = [block for block in view["blocks"] if block["type"] == "table"]
    return [[cell["text"] for cell in row] for row in found["rows"]]


async def test_what_is_changed_in_the_home_tab_holds_for_the_next_answer(place):
    place.slack.look("ann")
    view = await home(place, "Recent threads")
    assert "the model's own (the default)" in str(view["blocks"])
    await place.slack.press_in("ann", view["id"], "home_change")
    form = await screen(place, "ann", "In force")
    wrong = {"model": {"person": "not a model"}}
    assert "model" in await place.slack.submit("ann", form["id"], wrong)
    right = {"model": {"person": None}, "effort": {"person": "low"}}
    assert await place.slack.submit("ann", form["id"], right) == {}
    assert place.slack.screen("ann") is None
    await home(place, "low (your own setting)")

    place.messages.script(Say("Because."))
    root = await place.slack.type("ann", "general", "@Threadloom why is it so?")
    assert body(await place.answered(root)) == "Because."
    assert place.asked()[-1]["output_config"] == {"effort": "low"}

    place.slack.look("ann")
    view = await home(place, "why is it so?")
    assert table(view)[1][0] == place.asked()[-1]["model"]
    assert table(view)[1][1].startswith("$")
    assert Month.read(view["private_metadata"])
    assert place.slack.home("ben") is None


async def test_the_shortcut_sets_it_from_anywhere(place):
    await place.slack.shortcut("chi", "my_settings")
    form = await screen(place, "chi", "In force")
    assert await place.slack.submit("chi", form["id"], {"effort": {"person": "high"}}) == {}
    told = await screen(place, "chi", "Effort is now *high* for you, everywhere.")
    await place.slack.dismiss("chi", told["id"])
    place.messages.script(Say("So."))
    root = await place.slack.type("chi", "general", "@Threadloom and now?")
    await place.answered(root)
    assert place.asked()[-1]["output_config"] == {"effort": "high"}
    place.slack.look("chi")
    await home(place, "high (your own setting)", "chi")
