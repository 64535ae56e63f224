"""Whoever acts reads the answer in their own language."""

import asyncio

import pytest

from bot.playground.messages.script import Fail
from tests.whole.world import buttons, footers

DEFAULT = {
    "ann": "Effort: *the model's own* (the default).",
    "ben": "Wysiłek: *domyślnie dla modelu* (wartość domyślna).",
    "chi": "投入程度：*模型預設*（預設值）。",
}


@pytest.fixture
async def languages(front):
    """Ben reads Polish and Chi Chinese, as in Loom Works they do."""
    front.rig.slack.speak("ben", "pl-PL")
    front.rig.slack.speak("chi", "zh-TW")


@pytest.mark.usefixtures("languages")
async def test_whoever_commands_reads_the_answer_in_their_language(front):
    assert {user: await front.command("/effort", user=user) for user in DEFAULT} == DEFAULT
    told = await front.command("/effort enormous", user="ben")
    assert told.startswith("Użycie: `/effort low|medium|high|xhigh|max|reset`. Dopisz `here`")


@pytest.mark.usefixtures("languages")
async def test_the_asker_reads_the_reply_and_whoever_presses_the_whisper(front):
    root = await front.say("@Threadloom why?", user="ben")
    front.rig.messages.script(Fail(401))
    await front.rig.answer()
    reply = front.rig.slack.messages("general", root)[-1]
    assert footers(reply)[0].startswith("⚠️ W tej chwili nie wolno mi pytać Claude'a.")
    assert buttons(reply)["again"]["text"]["text"] == "Spróbuj ponownie"

    payload = await front.click(reply, user="chi")
    payload["actions"][0]["value"] = ""
    assert (await front.tell(payload)).status == 200
    assert front.whispers("chi") == ["我已不記得那個問題了，請再問一次。"]


@pytest.mark.usefixtures("languages")
async def test_help_is_whispered_in_the_language_of_who_asks_for_it(front):
    for user, begins in (("ben", "Zapytaj mnie o cokolwiek"), ("chi", "什麼都可以問我")):
        await front.say("@Threadloom !help", user=user)
        assert front.whispers(user)[-1].startswith(begins)


async def test_of_a_language_that_was_changed_slack_tells(front):
    assert await front.command("/effort") == DEFAULT["ann"]
    front.rig.slack.speak("ann", "pl-PL")
    assert await front.command("/effort") == DEFAULT["ann"], "asked of Slack once in a while"
    told = [d.payload for d in front.rig.slack.deliveries if "event" in d.payload][-1]
    assert told["event"]["type"] == "user_change"
    assert (await front.tell(told)).status == 200
    assert await front.command("/effort") == DEFAULT["ben"]


async def test_a_change_of_nobody_changes_nothing(front):
    assert (await front.event(type="user_change", user=None)).status == 200
    assert (await front.event(type="user_change", user={"id": ["U1"]})).status == 200


async def test_where_slack_does_not_tell_in_time_english_is_read(front):
    front.rig.slack.speak("ann", "pl-PL")
    front.rig.slack.fault("users.info", delay=float("inf"))
    async with asyncio.timeout(2):
        assert await front.command("/effort") == DEFAULT["ann"]
    assert await front.command("/effort") == DEFAULT["ben"], "the next time it did"


async def test_what_is_only_said_in_a_channel_asks_nobody_for_a_language(front):
    await front.say("Lunch?")
    assert front.rig.slack.calls == []
