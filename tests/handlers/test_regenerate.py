"""Somebody wants an answer anew: as it was, with more effort, or with web search."""

import pytest

from bot.answer.speech import Speech
from bot.conversation.thread import Thread
from bot.playground.messages.script import Say
from handlers.again import TOO_OLD
from tests.whole.world import body, buttons, footers


async def answered(front, text="Old."):
    root = await front.say("@Threadloom why?")
    front.rig.messages.script(Say(text))
    await front.rig.answer()
    return front.rig.slack.messages("general", root)[-1]


def replies(front, said):
    return front.rig.slack.messages("general", said["thread_ts"])[1:]


def last(front):
    return front.rig.messages.requests[-1].body


async def varied(front, said, how, user="ann"):
    values = [each["value"] for each in buttons(said)["regenerate_varied"]["options"]]
    (value,) = (value for value in values if value.startswith(f"{how} "))
    return await front.click(said, "regenerate_varied", user, value=value)


async def test_the_new_answer_stands_in_the_same_message_and_the_old_one_can_be_had(front):
    said = await answered(front, "An old answer, and a long one.")
    assert (await front.tell(await front.click(said, "regenerate"))).status == 200
    front.rig.messages.script(Say("New."), Say("Next."))
    await front.rig.answer()
    (reply,) = replies(front, said)
    assert (reply["ts"], body(reply)) == (said["ts"], "New.")
    thread = Thread.parse(f"T0LOOM01:C0GENERAL:{said['thread_ts']}")
    (old,) = (await front.rig.bot.store.conversation(thread)).earlier(str(thread))
    assert Speech(old).text == "An old answer, and a long one."
    assert [m["role"] for m in last(front)["messages"]] == ["user"]

    await front.say("and?", thread_ts=said["thread_ts"])
    await front.rig.answer()
    told = [m["content"][-1]["text"] for m in last(front)["messages"]]
    assert told == ["ann: why?", "New.", "ann: and?"]


async def test_with_more_effort_the_model_is_asked_for_the_next_level(front):
    said = await answered(front)
    await front.say("@Threadloom !effort low", thread_ts=said["thread_ts"])
    await front.rig.answer()
    await front.tell(await varied(front, said, "effort"))
    await front.rig.answer()
    assert last(front)["output_config"] == {"effort": "medium"}
    assert any("effort medium" in line for line in footers(replies(front, said)[0]))


async def test_with_web_search_the_model_may_search(front):
    said = await answered(front)
    assert "web_search" not in str(last(front)["tools"])
    await front.tell(await varied(front, said, "search"))
    await front.rig.answer()
    assert "web_search" in str(last(front)["tools"])


async def test_what_a_question_says_of_its_answer_holds_anew_and_the_thread_is_left_alone(front):
    root = await front.say("@Threadloom !effort high why?")
    await front.rig.answer()
    await front.say("@Threadloom !effort low", thread_ts=root)
    await front.rig.answer()
    said = front.rig.slack.messages("general", root)[1]
    await front.tell(await front.click(said, "regenerate"))
    await front.rig.answer()
    assert last(front)["output_config"] == {"effort": "high"}
    await front.say("@Threadloom and how?", thread_ts=root)
    await front.rig.answer()
    assert last(front)["output_config"] == {"effort": "low"}


@pytest.mark.parametrize("value", ["nonsense", "T0LOOM01:C0RESEARC:1.000001", None])
async def test_what_nobody_remembers_is_told_to_who_pressed(front, value):
    payload = await front.click(await answered(front), "regenerate", user="ben")
    payload["actions"][0]["value"] = value
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
    assert front.whispers("ben") == [TOO_OLD]


async def test_who_is_of_another_workspace_is_told_that_it_is_not_for_them(front):
    payload = await front.click(await answered(front), "regenerate")
    payload["user"]["team_id"] = "T0OTHERS1"
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
    assert front.whispers() == ["Only people of this workspace can do that."]


@pytest.mark.parametrize("value", ["gone {}", "changed {}", "search nonsense", "search", ""])
async def test_a_forged_choice_asks_nothing(front, value):
    said = await answered(front)
    payload = await varied(front, said, "search")
    told = value.format(f"T0LOOM01:C0GENERAL:{said['thread_ts']}")
    payload["actions"][0]["selected_option"]["value"] = told
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
    assert front.whispers() == [TOO_OLD]
