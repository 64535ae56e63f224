"""Who only shares a channel with us, over Slack Connect, asks as anybody does, and no more."""

import json

import pytest

from bot.conversation.preferences import Place
from bot.conversation.thread import Thread
from bot.errors import Ambiguous
from bot.playground.messages.script import Say
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import EVE, PARTNER
from tests.handlers.front import front as _front
from tests.handlers.test_forget import CANARY, asked
from tests.rig import CHANNEL, TEAM

STRANGE = "Only people of this workspace can do that."


@pytest.fixture
async def front():
    async with _front() as front:
        front.rig.slack.workspace.share("general", EVE)
        yield front


def place(ts):
    return Place("thread", str(Thread(TEAM, CHANNEL, ts)))


def said(front, ts):
    return [message["text"] for message in front.rig.slack.messages("general", ts)]


async def test_what_they_ask_is_answered_and_known_as_theirs(front):
    ts = await asked(front, "eve")
    payload = front.rig.slack.deliveries[0].payload
    assert (payload["team_id"], payload["context_team_id"]) == (PARTNER, TEAM)
    assert payload["is_ext_shared_channel"] is True
    assert payload["event"]["user_team"] == PARTNER
    assert CANARY in said(front, ts)[-1]
    known = await front.rig.bot.store.asked(Thread(TEAM, CHANNEL, ts))
    assert set(known.values()) == {EVE.id}
    front.rig.messages.script(Say("And more."))
    await front.say("!effort high and more?", ts, "eve")
    await front.rig.answer()
    assert "And more." in said(front, ts)[-1], "how one answer of theirs is to be they may say"


async def test_they_get_no_copy_of_a_thread_that_they_are_in(front):
    ts = await asked(front, "eve")
    await front.say("!export", ts, "eve")
    await front.rig.answer()
    assert await front.whispered("workspace", "eve") == STRANGE
    assert front.rig.slack.office.files == {}
    await front.say("!export", ts, "ann")
    await front.rig.answer()
    await front.whispered("The files are in your direct messages", "ann")
    assert len(front.rig.slack.office.files) == 2


async def test_they_have_no_thread_forgotten_though_they_began_it(front):
    ts = await asked(front, "eve")
    await front.say("!forget", ts, "eve")
    await front.rig.answer()
    assert STRANGE in said(front, ts)[-1]
    assert (await front.rig.bot.store.conversation(Thread(TEAM, CHANNEL, ts))).turns
    await front.say("!forget", ts, "ann")
    await front.rig.answer()
    assert "I have forgotten" in said(front, ts)[-1], "an admin of ours may"


@pytest.mark.parametrize("order", ["!effort high", "!instructions say nothing but yes"])
async def test_they_set_nothing_for_the_thread(front, order):
    ts = await asked(front)
    await front.say(order, ts, "eve")
    await front.rig.answer()
    assert STRANGE in said(front, ts)[-1]
    assert await front.rig.bot.store.preferred([place(ts)]) == [{}]
    await front.say(order, ts, "ann")
    await front.rig.answer()
    assert await front.rig.bot.store.preferred([place(ts)]) != [{}]


async def test_they_have_nothing_answered_again_that_others_asked(front):
    ts = await asked(front)
    await front.say("!retry", ts, "eve")
    await front.rig.answer()
    assert await front.whispered("workspace", "eve") == STRANGE
    assert await front.waiting() == []
    ts = await asked(front, "eve")
    await front.say("!retry", ts, "eve")
    await front.rig.answer()
    assert [each.user for each in await front.waiting()] == ["U0EVE0001"], "what is theirs may be"


async def test_they_mute_nothing(front):
    ts = await asked(front)
    await front.say("!mute", ts, "eve")
    assert await front.whispered("workspace", "eve") == STRANGE
    assert await front.rig.bot.store.preferred([place(ts)]) == [{}]


@pytest.mark.parametrize("action", ["settings", "regenerate"])
async def test_the_buttons_under_an_answer_are_not_for_them(front, action):
    ts = await asked(front)
    reply = front.rig.slack.messages("general", ts)[-1]
    payload = await front.click(reply, action, "eve")
    assert payload["user"]["team_id"] == PARTNER
    await front.tell(payload)
    assert await front.whispered("workspace", "eve") == STRANGE
    assert await front.waiting() == []


async def test_our_commands_and_shortcuts_are_not_there_for_them(front):
    ts = await asked(front)
    before = len(front.rig.slack.deliveries)
    await front.rig.slack.type("eve", "general", "/effort high here")
    with pytest.raises(Refusal, match="unknown_shortcut"):
        await front.rig.slack.shortcut("eve", "explain", "general", ts)
    assert len(front.rig.slack.deliveries) == before


@pytest.mark.parametrize("order", ["!export", "!forget"])
async def test_while_slack_does_not_say_who_they_are_it_is_put_off(front, order):
    ts = await asked(front, "eve")
    front.rig.slack.fault("users.info", error="fatal_error")
    await front.say(order, ts, "eve")
    lease = await front.rig.bot.mailbox.take(1)
    with pytest.raises(Ambiguous):
        await front.rig.bot.answer(lease)
    assert front.rig.slack.office.files == {}
    kept = await front.rig.bot.store.conversation(Thread(TEAM, CHANNEL, ts))
    assert CANARY in json.dumps([list(turn.content) for turn in kept.turns])
    front.rig.slack.heal()
    await front.rig.bot.mailbox.release(lease)
    await front.rig.answer()
    assert STRANGE in said(front, ts) + front.whispers("eve")
