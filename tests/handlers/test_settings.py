"""Somebody looks at the settings of a thread, and changes them."""

import json

from bot.conversation.preferences import Place, channel, person
from bot.playground.messages.script import Say
from tests.rig import ANN, BOT, CHANNEL, TEAM


async def answered(front):
    root = await front.say("@Threadloom why?")
    front.rig.messages.script(Say("Because."))
    await front.rig.answer()
    return front.rig.slack.messages("general", root)[-1]


async def opened(front, said, user="ann"):
    """The form that the button under a reply opens."""
    await front.tell(await front.click(said, "settings", user))
    return await front.reads("In force", user)


def fields(view):
    """The fields of a form, by their dials."""
    return {b["block_id"]: b for b in view["blocks"] if b["type"] == "input"}


def thread(said):
    return Place("thread", f"{TEAM}:{CHANNEL}:{said['thread_ts']}")


def chose(**dials):
    return {name: {"thread": value} for name, value in dials.items()}


async def kept(front, said):
    (told,) = await front.rig.bot.store.preferred([thread(said)])
    return told


async def test_the_form_tells_what_is_in_force_and_where_it_comes_from(front):
    said = await answered(front)
    await front.rig.bot.store.prefer(thread(said), "effort", "max")
    await front.rig.bot.store.prefer(person(TEAM, ANN), "websearch", "on")
    await front.rig.bot.store.prefer(channel(TEAM, CHANNEL), "speak", "mentioned")
    told = fields(await opened(front, said))
    hints = {name: field["hint"]["text"] for name, field in told.items()}
    assert hints == {
        "effort": "In force: max (set in this thread)",
        "thinking": "In force: the model's own (the default)",
        "websearch": "In force: on (your own setting)",
        "webfetch": "In force: off (the default)",
        "code": "In force: off (the default)",
        "model": "In force: claude-sonnet-4-6 (the default)",
        "language": "In force: as the question is (the default)",
        "instructions": "In force: none (the default)",
        "speak": "In force: only when mentioned (set for this channel)",
        "callback": "In force: on (the default)",
    }
    assert told["effort"]["element"]["initial_option"]["value"] == "max"
    elsewhere = told["websearch"]["element"]["initial_option"]
    assert elsewhere["text"]["text"] == "As it is elsewhere: on (your own setting)"


async def test_what_is_changed_is_set_in_the_thread_and_whispered(front):
    said = await answered(front)
    await opened(front, said)
    values = chose(effort="high", thinking="budget 4096", model="claude-opus-4-6")
    assert (await front.tell(await front.submit(values))).body == ""
    told = await front.whispered("Effort is now *high* in this thread.")
    assert "Model is now *claude-opus-4-6* in this thread." in told
    assert await kept(front, said) == {
        "effort": "high",
        "thinking": "budget 4096",
        "model": "claude-opus-4-6",
    }
    assert len(front.rig.slack.messages("general", said["thread_ts"])) == 2, "nothing public"


async def test_instructions_and_a_language_are_set_in_the_form_too(front):
    said = await answered(front)
    text = "Be brief.\n- no <b>lists</b>"
    await opened(front, said)
    assert (
        await front.tell(await front.submit(chose(instructions=text, language="Polish")))
    ).body == ""
    assert await kept(front, said) == {"instructions": text, "language": "pl"}
    told = await front.whispered("From now on I am told this in this thread")
    assert "> - no &lt;b&gt;lists&lt;/b&gt;" in told
    again = fields(await opened(front, said))
    assert again["instructions"]["element"]["initial_value"] == text
    assert again["language"]["hint"]["text"] == "In force: Polish (set in this thread)"
    rows = await front.rig.bot.store.changes(thread(said))
    assert {(row.who, row.dial, row.old) for row in rows} == {
        (ANN, "instructions", None),
        (ANN, "language", None),
    }
    answer = await front.tell(await front.submit(chose(language="Klingonese")))
    assert list(json.loads(answer.body)["errors"]) == ["language"]


async def test_as_it_is_elsewhere_clears(front):
    said = await answered(front)
    await front.rig.bot.store.prefer(thread(said), "effort", "max")
    await opened(front, said)
    await front.tell(await front.submit(chose(effort="-")))
    await front.whispered("Effort is no longer set in this thread.")
    assert await kept(front, said) == {}


async def test_what_somebody_else_sets_meanwhile_stays(front):
    said = await answered(front)
    await opened(front, said)
    await front.rig.bot.store.prefer(thread(said), "effort", "low")
    await front.tell(await front.submit(chose(websearch="on")))
    await front.whispered("Web search is now *on*")
    assert await kept(front, said) == {"effort": "low", "websearch": "on"}


async def test_a_wrong_word_is_told_under_its_field_and_nothing_is_set(front):
    said = await answered(front)
    await opened(front, said)
    answer = await front.tell(await front.submit(chose(model="two words", effort="high")))
    told = json.loads(answer.body)
    assert told["response_action"] == "errors"
    assert list(told["errors"]) == ["model"]
    assert "any id that the endpoint knows" in told["errors"]["model"]
    assert await kept(front, said) == {}


async def test_the_shortcut_of_any_message_of_the_thread_opens_it(front):
    said = await answered(front)
    root = front.rig.slack.messages("general", said["thread_ts"])[0]
    for message in (said, root):
        assert (await front.tell(await front.shortcut(message, "settings", "ben"))).status == 200
        view = await front.reads("In force", "ben")
        assert json.loads(view["private_metadata"])["at"] == str(thread(said))
        await front.rig.slack.dismiss("ben", view["id"])


async def test_who_left_the_channel_neither_sees_nor_sets_anything(front):
    said = await answered(front)
    late = await front.click(said, "settings", "ben")
    await opened(front, said, "ben")
    sent = await front.submit(chose(effort="high"), "ben")
    front.rig.slack.workspace.channel("general").members.discard("U0BEN0001")
    assert "Only people who are in this channel" in (await front.tell(sent)).body
    assert await kept(front, said) == {}
    await front.tell(late)
    await front.reads("Only people who are in this channel", "ben")


async def test_who_is_in_a_channel_that_we_are_not_in_is_told_that(front):
    await front.rig.slack.type("ann", "founders", "why?")
    (message,) = front.rig.slack.messages("founders")
    front.rig.slack.workspace.channel("founders").members.discard(BOT)
    payload = await front.shortcut(message, "settings", channel="founders")
    assert (await front.tell(payload)).status == 200
    await front.reads("I have to be in it myself")


async def test_people_of_other_workspaces_may_not(front):
    said = await answered(front)
    payload = await front.click(said, "settings", "ben")
    payload["user"]["team_id"] = "T0OTHERS"
    await front.tell(payload)
    assert front.whispers("ben") == ["Only people of this workspace can do that."]


async def test_a_thread_of_another_channel_is_not_opened(front):
    payload = await front.click(await answered(front), "settings")
    payload["actions"][0]["value"] = f"{TEAM}:C0FOUNDER:1.000001"
    assert (await front.tell(payload)).status == 200
    assert front.rig.slack.views == []


async def test_where_slack_does_not_say_who_is_there_nothing_is_set(front):
    said = await answered(front)
    await opened(front, said)
    sent = await front.submit(chose(effort="high"))
    front.rig.slack.fault("conversations.members", delay=30)
    assert "Please try once more" in (await front.tell(sent)).body
    assert await kept(front, said) == {}


async def test_the_form_tells_who_changed_what_in_the_thread_and_nothing_in_it_acts(front):
    said = await answered(front)
    assert "Changed here" not in str(await opened(front, said))
    for effort in ("low", "medium", "high", "xhigh", "max"):
        await front.rig.bot.store.prefer(thread(said), "effort", effort, by="U0BEN0001")
    await front.rig.bot.store.prefer(thread(said), "instructions", "*<!channel>*", by=ANN)
    front.rig.slack.screen("ann")
    view = await opened(front, said)
    told = view["blocks"][-1]["text"]["text"]
    first, *lines = told.splitlines()
    assert first == "Changed here before:"
    assert len(lines) == 5, "the newest of them"
    assert f"<@{ANN}>: Instructions from unset to *&lt;!channel&gt;*" in lines[0]
    assert "<@U0BEN0001>: Effort from *xhigh* to *max*" in lines[1]
    assert "<!channel>" not in told


async def test_it_tells_nothing_of_the_thread_in_the_form_of_another_place(front):
    said = await answered(front)
    await front.rig.bot.store.prefer(thread(said), "effort", "low", by=ANN)
    await opened(front, said)
    view = front.rig.slack.screen("ann")
    assert "Changed here" in str(view)
    press = front.rig.slack.press_in("ann", view["id"], "settings_place", "person")
    await front.tell(await front._payload(press))
    slack = front.rig.slack
    await slack.until(lambda: slack.screen("ann")["title"]["text"] == "Your settings")
    assert "Changed here" not in str(slack.screen("ann")["blocks"])
