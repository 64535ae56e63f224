"""Somebody asks about a message, in a form that opens at once."""

import pytest

from bot.playground.messages.script import Say
from bot.playground.slack.message import Said
from bot.playground.slack.workspace import Place
from bot.reply.asked import ASK, WHERE
from tests.handlers.test_ask import DM, dealt_with, direct
from tests.whole.world import body


async def opened(front, channel, ts, words):
    """The form, open before Ann, with these words of the message in it."""
    payload = await front.shortcut({"ts": ts}, ASK, channel=channel)
    assert (await front.tell(payload)).status == 200
    return await front.reads(words)


async def sent(front, question, **fields):
    """The form, filled in and submitted; the answer of the app."""
    payload = await front.submit({ASK: {ASK: question}, **fields})
    return await front.tell(payload)


async def test_where_the_bot_is_not_it_is_answered_to_the_asker_alone(front):
    ts = await front.say("We ship <b> on *Friday*, @chi", user="ben", channel="random")
    view = await opened(front, "random", ts, "We ship <b>")
    assert WHERE not in str(view["blocks"])
    front.rig.messages.script(Say("On Friday."))
    assert (await sent(front, "when <!here>?")).body == ""
    await dealt_with(front)
    (root,) = direct(front)
    link = f"{front.rig.slack.office.site}archives/C0RANDOM1/p{ts.replace('.', '')}"
    assert root["text"] == f"You asked about <{link}>\n> when &lt;!here&gt;?"
    assert body(front.rig.slack.messages(DM, root["ts"])[-1]) == "On Friday."
    material, asked = front.rig.messages.requests[-1].body["messages"][0]["content"]
    assert material["text"].startswith("<pointed_message>")
    assert f"- ben ({link}): We ship <b> on *Friday*, @chi" in material["text"]
    assert asked["text"] == "when <!here>?"
    assert len(front.rig.slack.messages("random")) == 1


async def test_in_the_thread_of_the_message_it_is_answered_for_all_to_see(front):
    root = await front.say("We ship on Friday", user="ben")
    ts = await front.say("Rather on Monday", thread_ts=root, user="chi")
    await opened(front, "general", ts, "Rather on")
    front.rig.messages.script(Say("On Monday."), Say("Because."))
    await sent(front, "when?", **{WHERE: {WHERE: "there"}})
    await dealt_with(front)
    *_, asked, answer = front.rig.slack.messages("general", root)
    assert asked["text"].startswith("ann asks about <https://")
    assert asked["text"].endswith("\n> when?")
    assert body(answer) == "On Monday."
    assert direct(front) == []
    told = front.rig.messages.requests[-1].body["messages"][0]["content"]
    assert "We ship on Friday" in told[0]["text"]
    assert "Rather on Monday" in told[1]["text"]

    await front.say("why?", thread_ts=root, user="chi")
    await dealt_with(front)
    assert body(front.rig.slack.messages("general", root)[-1]) == "Because."


async def test_who_has_left_the_channel_meanwhile_has_nothing_told_there(front):
    ts = await front.say("We ship on Friday", user="ben")
    await opened(front, "general", ts, "We ship")
    await sent(front, "when?", **{WHERE: {WHERE: "there"}})
    front.rig.slack.workspace.channel("general").members.remove("U0ANN0001")
    await dealt_with(front)
    assert len(front.rig.slack.messages("general", ts)) == 1
    assert front.rig.messages.requests == []


async def test_in_a_channel_shared_with_strangers_only_the_private_answer_is_offered(front):
    front.rig.slack.workspace.channel("general").ext_shared = True
    ts = await front.say("We ship on Friday", user="ben")
    view = await opened(front, "general", ts, "We ship")
    assert WHERE not in str(view["blocks"])


async def test_files_go_along_where_the_bot_can_read_them_else_a_sentence_says_so(front):
    plan = ("plan.txt", b"weave on Friday", "text/plain")
    ts = await front.rig.slack.type("ben", "general", "The plan", files=[plan])
    await opened(front, "general", ts, "1 file goes along")
    front.rig.messages.script(Say("On Friday."), Say("No telling."))
    await sent(front, "when?")
    await dealt_with(front)
    assert "weave on Friday" in str(front.rig.messages.requests[-1].body["messages"])

    await opened(front, "general", ts, "1 file goes along")
    front.rig.slack.fault("files.info", error="file_not_found")
    await sent(front, "and now?")
    await dealt_with(front)
    assert "“plan.txt” could not be read" in str(front.rig.messages.requests[-1].body["messages"])


async def test_what_an_app_says_in_blocks_alone_is_read(front):
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "Build 7 failed"}}
    channel = front.rig.slack.workspace.channel("general")
    said = front.rig.slack.workspace.post(Place(channel), "U0BOT0001", Said("", [block]))
    await opened(front, "general", said.ts, "Build 7 failed")
    front.rig.messages.script(Say("It did."))
    await sent(front, "did it?")
    await dealt_with(front)
    assert "Build 7 failed" in str(front.rig.messages.requests[-1].body["messages"])


async def test_a_message_without_words_or_files_opens_no_form(front):
    channel = front.rig.slack.workspace.channel("general")
    said = front.rig.slack.workspace.post(Place(channel), "U0BEN0001", Said(""))
    payload = await front.shortcut({"ts": said.ts}, ASK)
    assert (await front.tell(payload)).status == 200
    assert "neither words nor files" in front.whispers()[-1]
    assert front.rig.slack.screen("ann") is None


async def test_a_very_long_message_goes_along_as_far_as_it_is_read(front):
    ts = await front.say("word " * 7_000, user="ben")
    await opened(front, "general", ts, "word word")
    front.rig.messages.script(Say("Many."))
    await sent(front, "how many?")
    await dealt_with(front)
    material = front.rig.messages.requests[-1].body["messages"][0]["content"][0]["text"]
    assert 23_000 < len(material) < 26_000
    assert "left out" in material


async def test_strangers_are_shown_nothing(front):
    payload = await front.shortcut({"ts": await front.say("We ship")}, ASK)
    payload["user"]["team_id"] = "T0OTHER01"
    assert (await front.tell(payload)).status == 200
    assert front.rig.slack.screen("ann") is None
    assert "Only people of this workspace" in front.whispers()[-1]


@pytest.mark.parametrize("words", ["!stop", "!summarize 7d"])
async def test_what_is_no_question_is_said_at_the_field(front, words):
    await opened(front, "general", await front.say("We ship"), "We ship")
    answer = await sent(front, words)
    assert "what you want to know" in answer.body
    assert await front.waiting() == []


async def test_what_can_not_be_kept_is_said_at_the_field(front):
    await opened(front, "general", await front.say("We ship"), "We ship")
    payload = await front.submit({ASK: {ASK: "when?"}})
    front.redis_is(up=False)
    assert "memory is away" in (await front.tell(payload)).body
    front.redis_is(up=True)
    assert (await front.tell(payload)).body == ""
    assert (await front.tell(payload)).body == ""
    assert len(await front.waiting()) == 1, "once, however often it was sent"


async def test_a_trigger_that_is_too_old_is_said_so(front):
    payload = await front.shortcut({"ts": await front.say("We ship")}, ASK)
    front.rig.slack.fault("views.open", error="trigger_expired")
    assert (await front.tell(payload)).status == 200
    assert "took too long" in front.whispers()[-1]


async def test_a_form_that_slack_tells_of_twice_asks_once(front):
    ts = await front.say("We ship on Friday", user="ben")
    await opened(front, "general", ts, "We ship")
    payload = await front.submit({ASK: {ASK: "when?"}})
    for _ in range(2):
        assert (await front.tell(payload)).status == 200
    assert [question.text for question in await front.waiting()] == ["when?"]
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
