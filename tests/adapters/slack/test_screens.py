"""What one person is shown alone, whatever Slack answers."""

import pytest

from bot.conversation.thread import Thread
from bot.errors import SlackError
from bot.ports import Screens
from bot.reply.furniture import Button, Furniture
from bot.reply.modals import note, section
from tests.rig import ANN, CHANNEL, TEAM, rig
from tests.whole.world import body, buttons

BEN = "U0BEN0001"


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield here


def screens(here) -> Screens:
    return here.bot.screens


def tab(sentence):
    return {"type": "home", "blocks": [section(sentence)]}


async def opened(here):
    """The id of a modal that Ann looks at."""
    trigger = here.slack.office.doors.trigger(ANN)
    return await screens(here).open(trigger, note("Thinking", "One moment…"))


def seen(here):
    """What the modal that Ann looks at says; None if she looks at none."""
    view = here.slack.screen("ann")
    return view and view["blocks"][0]["text"]["text"]


async def test_a_modal_is_opened_and_filled(here):
    view = await opened(here)
    assert seen(here) == "One moment…"
    await screens(here).update(view, note("Thinking", "So."))
    assert seen(here) == "So."


async def test_a_trigger_opens_one_modal(here):
    trigger = here.slack.office.doors.trigger(ANN)
    await screens(here).open(trigger, note("Thinking", "So."))
    with pytest.raises(SlackError):
        await screens(here).open(trigger, note("Thinking", "So."))


async def test_a_modal_that_was_closed_meanwhile_is_no_trouble(here):
    view = await opened(here)
    await here.slack.dismiss("ann", view)
    await screens(here).update(view, note("Thinking", "So."))
    assert seen(here) is None


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429}, {"drop": True}])
async def test_what_may_go_better_later_is_shown_then(here, fault):
    view = await opened(here)
    here.slack.fault("views.update", **fault)
    await screens(here).update(view, note("Thinking", "So."))
    assert seen(here) == "So."


async def test_what_slack_will_not_show_is_an_error(here):
    view = await opened(here)
    with pytest.raises(SlackError, match="invalid_arguments"):
        await screens(here).update(view, {"type": "modal", "blocks": []})


async def test_a_home_tab_is_shown_anew_only_over_what_was_seen(here):
    first = await screens(here).publish(ANN, tab("One."))
    second = await screens(here).publish(ANN, tab("Two."), first)
    assert second not in ("", first)
    assert await screens(here).publish(ANN, tab("Three."), first) == ""
    assert here.slack.home("ann")["blocks"][0]["text"]["text"] == "Two."
    assert await screens(here).publish(ANN, tab("Four."))
    assert here.slack.home("ann")["blocks"][0]["text"]["text"] == "Four."
    assert here.slack.home("ben") is None


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429}, {"drop": True}])
async def test_a_home_tab_that_may_go_better_later_is_shown_then(here, fault):
    here.slack.fault("views.publish", **fault)
    assert await screens(here).publish(ANN, tab("One."))
    assert here.slack.home("ann")["blocks"][0]["text"]["text"] == "One."


async def test_one_person_reads_an_answer_in_the_thread(here):
    root = await here.slack.type("ann", "general", "why?")
    thread = Thread(TEAM, CHANNEL, root)
    older = Furniture(buttons=(Button("earlier", "The one before", "x 0"),))
    long = "\n\n".join("word " * 100 for _ in range(40))
    await screens(here).tell(thread, ANN, f"**So.** <!channel>\n\n{long}", older)
    first, *_, last = [m for m in here.slack.seen_by("ann") if m["ephemeral_to"]]
    assert first["thread_ts"] == root
    assert "<!channel>" not in body(first)
    assert buttons(first) == {}
    assert list(buttons(last)) == ["earlier"]
    assert [m for m in here.slack.seen_by("ben") if m["ephemeral_to"]] == []


async def test_who_is_not_there_can_not_be_told(here):
    root = await here.slack.type("ann", "general", "why?")
    here.slack.workspace.channel("general").members.discard(BEN)
    with pytest.raises(SlackError, match="user_not_in_channel"):
        await screens(here).tell(Thread(TEAM, CHANNEL, root), BEN, "So.", Furniture())


async def test_members_are_those_who_are_in_a_channel_now(here):
    assert await screens(here).member(CHANNEL, BEN)
    here.slack.workspace.channel("general").members.discard(BEN)
    assert not await screens(here).member(CHANNEL, BEN)
    assert await screens(here).member("C0RANDOM1", ANN), "also where we are not"
    assert not await screens(here).member("C0NOWHERE", ANN)
    assert await screens(here).member("D0ANN0001", ANN)


async def test_where_slack_does_not_say_nobody_can_tell(here):
    here.slack.fault("conversations.members", status=500)
    with pytest.raises(SlackError):
        await screens(here).member(CHANNEL, BEN)


async def test_a_home_that_slack_will_not_show_is_an_error(here):
    markdown = {"type": "markdown", "text": "x"}
    with pytest.raises(SlackError, match="invalid_arguments"):
        await screens(here).publish(ANN, {"type": "home", "blocks": [markdown]})
    here.slack.home_tab = False
    with pytest.raises(SlackError, match="not_enabled"):
        await screens(here).publish(ANN, tab("One."))
