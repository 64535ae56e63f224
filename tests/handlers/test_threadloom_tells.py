"""Somebody asks what holds for them, how the bot fares, and who changed what."""

import pytest

from bot.conversation.dials import DIALS
from bot.playground.messages.script import Say
from bot.reply.audit import ROWS


async def test_status_tells_each_dial_and_where_its_value_comes_from(front):
    await front.command("/effort high")
    await front.command("/websearch on here")
    await front.command("/thinking on workspace")
    told = await front.command("/threadloom status")
    assert all(dial.title in told for dial in DIALS.values())
    assert "Effort: high (your own setting)" in told
    assert "Web search: on (set for this channel)" in told
    assert "Thinking: on (set for this workspace)" in told
    assert "Web fetch: off (the default)" in told
    assert "No question of yours is waiting" in told
    assert "takes my requests" in told
    assert "This is Threadloom" in told


async def test_what_ones_settings_say_does_nothing_in_slack(front):
    await front.command("/instructions <!channel> *be* short")
    told = await front.command("/threadloom status")
    assert "<!channel>" not in told
    assert "<!channel>" not in await front.command("/threadloom audit")


async def test_status_tells_what_waits_and_of_whom(front):
    await front.say("@Threadloom one?")
    await front.say("@Threadloom two?")
    await front.say("@Threadloom three?", user="ben")
    assert "2 questions of yours are waiting" in await front.command("/threadloom status")
    front.rig.messages.script(Say("One."))
    await front.rig.answer()
    assert "1 question of yours is waiting" in await front.command("/threadloom status")
    assert "No question" in await front.command("/threadloom status", user="chi")


async def test_status_tells_how_the_endpoint_fares(front):
    conditions = front.rig.bot.speaker.conditions
    await conditions.pause(30)
    await conditions.refuse("web_search@claude-x", 60)
    told = await front.command("/threadloom status")
    assert "asked for a rest: I go on in" in told
    assert "web_search @ claude-x" in told


async def test_audit_tells_who_changed_what_from_what_to_what_and_when(front):
    await front.command("/effort high")
    await front.command("/effort low")
    told = (await front.command("/threadloom audit")).splitlines()
    assert "<@U0ANN0001>: Effort from *high* to *low* for themselves" in told[0]
    assert "Effort from unset to *high*" in told[1]
    assert all("<!date^" in line for line in told)


async def test_everybody_sees_their_own_changes_and_admins_those_of_channels(front):
    await front.command("/effort low", user="ben")
    await front.command("/effort high here", user="ben")
    assert "for themselves" in await front.command("/threadloom audit", user="ben")
    assert "<#C0GENERAL>" not in await front.command("/threadloom audit", user="ben")
    told = await front.command("/threadloom audit", user="ann")
    assert "<@U0BEN0001>: Effort from unset to *high* in <#C0GENERAL>" in told
    assert "for themselves" not in told
    assert "Nothing was changed" in await front.command("/threadloom audit", user="chi")


async def test_audit_turns_its_pages(front):
    for at in range(ROWS + 3):
        await front.command(f"/effort {'high' if at % 2 else 'low'}")
    first, second = [await front.command(f"/threadloom audit {n}".rstrip()) for n in ("", 2)]
    assert "Page 1 of 2. `/threadloom audit 2` shows the next." in first
    assert len(first.splitlines()) == ROWS + 1
    assert "Page 2 of 2." in second
    assert "shows the next" not in second
    assert len(second.splitlines()) == 4
    assert await front.command("/threadloom audit 99999") == second


@pytest.mark.parametrize("words", ["audit two", "audit -1", "audit 1.5", "audit ²", "log 1000000"])
async def test_audit_with_wrong_words_tells_the_right_ones(front, words):
    assert "shows the second page" in await front.command(f"/threadloom {words}")
