"""Somebody presses Continue under an answer that was cut short."""

from bot.playground.messages.script import Say
from bot.reply import words
from tests.rig import CHANNEL, TEAM
from tests.whole.world import body, buttons


async def cut(front):
    """The reply to a question whose answer ran into its limit."""
    root = await front.say("@Threadloom tell all")
    front.rig.messages.script(Say("Half of it,", stop_reason="max_tokens"))
    await front.rig.answer()
    said = front.rig.slack.messages("general", root)[-1]
    assert buttons(said)["go_on"]["value"] == f"{TEAM}:{CHANNEL}:{root}"
    return said


async def test_continue_asks_for_the_rest_in_the_same_thread(front):
    said = await cut(front)
    assert (await front.tell(await front.click(said, "go_on"))).status == 200
    front.rig.messages.script(Say("and the rest."))
    await front.rig.answer()
    replies = front.rig.slack.messages("general", said["thread_ts"])[1:]
    assert [body(reply) for reply in replies] == ["Half of it,", "and the rest."]
    asked = front.rig.messages.requests[-1].body["messages"][-1]["content"][-1]["text"]
    assert words.GO_ON in asked


async def test_a_value_that_names_another_place_asks_nothing(front):
    said = await cut(front)
    for forged in (f"{TEAM}:C0RESEARC:1.000001", "nonsense", f"{TEAM}:{CHANNEL}:1:2"):
        payload = await front.click(said, "go_on")
        payload["actions"][0]["value"] = forged
        assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []


async def test_in_a_thread_that_was_forgotten_there_is_nothing_to_go_on_with(front):
    said = await cut(front)
    await front.rig.ask("!forget", said["thread_ts"])
    await front.rig.answer()
    assert (await front.tell(await front.click(said, "go_on"))).status == 200
    assert await front.waiting() == []
    assert front.whispers() == ["I no longer remember that answer."]


async def test_who_is_of_another_workspace_is_told_that_it_is_not_for_them(front):
    payload = await front.click(await cut(front), "go_on")
    payload["user"]["team_id"] = "T0OTHERS1"
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
    assert front.whispers() == ["Only people of this workspace can do that."]


async def test_the_rest_is_asked_for_as_the_answer_was(front):
    root = await front.say("@Threadloom !effort low !language zh-Hant !thinking reset tell all")
    for half in ("Half", "of it,"):
        front.rig.messages.script(Say(half, stop_reason="max_tokens"))
        await front.rig.answer()
        said = front.rig.slack.messages("general", root)[-1]
        await front.tell(await front.click(said, "go_on"))
    await front.rig.answer()
    asked = [request.body for request in front.rig.messages.requests]
    assert len(asked) == 3
    assert [body["output_config"] for body in asked] == [{"effort": "low"}] * 3
    assert all("(zh-Hant)" in str(body["system"]) for body in asked)
    assert "!" not in asked[-1]["messages"][-1]["content"][-1]["text"]
