"""Somebody wants to read the thinking behind an answer."""

from bot.playground.messages.script import Say
from bot.reply.modals import SECTION, SECTIONS
from tests.handlers.front import DIRECT
from tests.whole.world import buttons

LONG = "".join(f"Step {n}. " for n in range(1, 9001))


async def answered(front, thinking, channel="general", order="!thinking on"):
    root = await front.say(f"@Threadloom {order} why?", channel=channel)
    front.rig.messages.script(Say("Because.", thinking=thinking))
    await front.rig.answer()
    return front.rig.slack.messages(channel, root)[-1]


def read(view):
    """The words of a modal."""
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]


async def test_the_thinking_is_shown_to_who_asks_and_to_nobody_else(front):
    said = await answered(front, "Let me see.")
    assert (await front.tell(await front.click(said, "thinking", "ben"))).status == 200
    view = await front.reads("Let me see.", "ben")
    assert read(view) == ["Let me see."]
    assert front.rig.slack.screen("ann") is None
    assert "Let me see." not in str(front.rig.slack.messages("general", said["thread_ts"]))


async def test_nothing_in_it_is_read_as_markup(front):
    said = await answered(front, "<!channel> *see* [x](http://evil.example) <@U0ANN0001>")
    await front.tell(await front.click(said, "thinking"))
    view = await front.reads("channel")
    assert {block["text"]["type"] for block in view["blocks"]} == {"plain_text"}


async def test_there_is_no_button_where_there_was_no_thinking(front):
    said = await answered(front, "", order="")
    assert "thinking" not in buttons(said)


async def test_long_thinking_is_read_leaf_by_leaf(front):
    said = await answered(front, LONG, DIRECT, "!max_tokens 64000 !thinking on")
    await front.tell(await front.click(said, "thinking", channel=DIRECT))
    view = await front.reads("Step 1.")
    assert [block["type"] for block in view["blocks"]].count("section") == SECTIONS
    assert all(len(part) <= SECTION for part in read(view))
    whole = read(view)
    pages = int(view["blocks"][-2]["elements"][0]["text"].split()[-1])
    for page in range(2, pages + 1):
        assert (await front.tell(await front.click_in("leaf_next"))).status == 200
        whole += read(await front.reads(f"Page {page} of {pages}"))
    assert "".join(whole) == LONG.strip()
    await front.tell(await front.click_in("leaf_back"))
    await front.reads(f"Page {pages - 1} of {pages}")
    forged = await front.click_in("leaf_next")
    forged["actions"][0]["value"] = "banana"
    assert (await front.tell(forged)).status == 200
    await front.reads(f"Page 1 of {pages}")


async def test_who_left_the_channel_reads_nothing(front):
    said = await answered(front, "Let me see.")
    payload = await front.click(said, "thinking", "ben")
    front.rig.slack.workspace.channel("general").members.discard("U0BEN0001")
    assert (await front.tell(payload)).status == 200
    view = await front.reads("Only people who are in this channel", "ben")
    assert "Let me see." not in str(view)


async def test_who_is_of_another_workspace_reads_nothing(front):
    said = await answered(front, "Let me see.")
    payload = await front.click(said, "thinking", "ben")
    payload["user"]["team_id"] = "T0OTHERS"
    await front.tell(payload)
    assert front.whispers("ben") == ["Only people of this workspace can do that."]
    assert front.rig.slack.views == []


async def test_a_value_from_another_channel_shows_nothing(front):
    there = await answered(front, "Secret.", "founders")
    here = await answered(front, "Open.")
    payload = await front.click(here, "thinking", "chi")
    payload["actions"][0]["value"] = buttons(there)["thinking"]["value"]
    await front.tell(payload)
    assert front.whispers("chi") == ["I no longer remember that answer."]
    assert front.rig.slack.views == []


async def test_a_press_whose_trigger_is_too_old_is_told_so(front):
    said = await answered(front, "Let me see.")
    payload = await front.click(said, "thinking")
    payload["trigger_id"] = "1.2.3"
    assert (await front.tell(payload)).status == 200
    assert front.whispers() == ["That took too long. Please press it once more."]
