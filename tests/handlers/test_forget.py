"""Somebody has a thread forgotten from anywhere: by its link, or from the list of their threads."""

import json

import pytest

from bot.conversation.preferences import person
from bot.conversation.thread import Thread
from bot.playground.messages.script import Say
from tests.rig import CHANNEL, TEAM
from tests.traces import naming
from tests.whole.world import body

BEN = "U0BEN0001"
CANARY = "canary-in-the-loom"


async def asked(front, user="ann", channel="general", thread_ts=None):
    """Somebody is answered; the thread's ts."""
    call = "" if channel.startswith("D") else "@Threadloom "
    ts = await front.say(f"{call}what is a {CANARY}?", thread_ts, user, channel)
    front.rig.messages.script(Say(f"A bird: {CANARY}."))
    await front.rig.answer()
    return thread_ts or ts


def link(front, ts, channel=CHANNEL):
    return f"{front.rig.slack.office.site}archives/{channel}/p{ts.replace('.', '')}"


async def shown(front, command, words, user="ann"):
    """What somebody is shown alone by a command, once it has these words."""
    assert await front.command(command, user=user) == ""

    def seen():
        told = [m for m in front.rig.slack.seen_by(user) if m["ephemeral_to"]]
        return next((m for m in reversed(told) if words in json.dumps(m)), None)

    return await front.rig.slack.until(seen)


def offered(message):
    """The buttons of what was shown: values by action, those of rows too."""
    found = {}
    for block in message["blocks"]:
        for each in (*block.get("elements", ()), block.get("accessory")):
            if each and each["type"] == "button":
                found.setdefault(each["action_id"], []).append(each)
    return found


async def confirm(front, message, action="forget", user="ann", value=None):
    payload = await front.click(message, action, user, value=value)
    assert (await front.tell(payload)).status == 200


FORMS = [
    "{link}",
    "<{link}>",
    "<{link}|that thread>",
    "“{link}”",
    " {link}?thread_ts={ts}&cid={c} ",
]


@pytest.mark.parametrize("form", [*FORMS, "https://app.slack.com/client/{t}/{c}/thread/{c}-{ts}"])
async def test_a_link_in_any_form_is_confirmed_and_then_forgotten(front, form):
    ts = await asked(front)
    words = form.format(link=link(front, ts), ts=ts, c=CHANNEL, t=TEAM)
    offer = await shown(front, f"/threadloom forget {words}", "Shall I forget")
    (button,) = offered(offer)["forget"]
    assert "nothing brings it back" in button["confirm"]["text"]["text"]
    assert button["style"] == "danger"
    assert (await front.rig.bot.store.conversation(Thread(TEAM, CHANNEL, ts))).turns

    await confirm(front, offer)
    await front.whispered("I am forgetting it")
    await front.rig.answer()
    assert "I have forgotten" in body(front.rig.slack.messages("general", ts)[-1])
    assert await naming(front.rig.redis, ts, CANARY) == {}


async def test_without_a_word_ones_own_threads_are_there_to_choose_from(front):
    first, second = await asked(front), await asked(front, channel="research")
    others = await asked(front, "ben")
    await asked(front, thread_ts=others)
    told = await shown(front, "/threadloom forget", "Which thread?", "ann")
    values = [button["value"] for button in offered(told)["forget"]]
    assert f"{TEAM}:C0RESEARC:{second}" in values
    assert f"{TEAM}:{CHANNEL}:{first}" in values
    assert f"{TEAM}:{CHANNEL}:{others}" in values, "ann runs the workspace"
    his = await shown(front, "/threadloom forget", "Which thread?", "ben")
    assert [b["value"] for b in offered(his)["forget"]] == [f"{TEAM}:{CHANNEL}:{others}"]
    await confirm(front, told, value=f"{TEAM}:{CHANNEL}:{first}")
    await front.rig.answer()
    assert set(await naming(front.rig.redis, first)) == set()
    assert await naming(front.rig.redis, second)


async def test_who_has_asked_nothing_is_told_so(front):
    await shown(front, "/threadloom forget", "I remember no thread of yours", "chi")


@pytest.mark.parametrize(
    "words",
    [
        "banana",
        "https://example.com/",
        "<https://evil.slack.com/archives/C1/p1700000000000100>",
        "C0GENERAL",
    ],
)
async def test_what_is_no_link_is_told_what_to_do(front, words):
    await shown(front, f"/threadloom forget {words}", "no link of a message here")


async def test_nobody_has_others_threads_forgotten_or_learns_of_them(front):
    ts = await asked(front, "ben")
    await asked(front, "chi", thread_ts=ts)
    told = await shown(front, f"/threadloom forget {link(front, ts)}", "no such thread", "chi")
    nothing = await shown(
        front, f"/threadloom forget {link(front, '1700000000.000100')}", "no such thread", "chi"
    )
    assert told["text"] == nothing["text"]
    offer = await shown(front, f"/threadloom forget {link(front, ts)}", "Shall I", "ben")
    payload = await front.click(offer, "forget", "ben")
    payload["user"]["id"] = "U0CHI0001"
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
    assert (await front.rig.bot.store.conversation(Thread(TEAM, CHANNEL, ts))).turns


async def test_an_admin_has_any_thread_forgotten_but_none_of_anybodys_direct_messages(front):
    ts = await asked(front, "ben")
    private = await asked(front, "ben", "D0BEN0001")
    offer = await shown(front, f"/threadloom forget {link(front, ts)}", "Shall I", "ann")
    await confirm(front, offer)
    await front.rig.answer()
    assert await naming(front.rig.redis, ts) == {}
    there = link(front, private, "D0BEN0001")
    await shown(front, f"/threadloom forget {there}", "no such thread", "ann")
    assert await naming(front.rig.redis, private)


@pytest.mark.parametrize("value", ["", "x", "T0OTHER01:C0GENERAL:1.0", "T0LOOM01:C0GENERAL:*"])
async def test_a_forged_value_forgets_nothing(front, value):
    ts = await asked(front)
    offer = await shown(front, f"/threadloom forget {link(front, ts)}", "Shall I")
    payload = await front.click(offer, "forget")
    payload["actions"][0]["value"] = value
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []


async def test_a_stranger_forgets_nothing(front):
    ts = await asked(front)
    offer = await shown(front, f"/threadloom forget {link(front, ts)}", "Shall I")
    payload = await front.click(offer, "forget")
    payload["user"]["team_id"] = "T0OTHERS1"
    assert (await front.tell(payload)).status == 200
    assert "Only people of this workspace" in front.whispers()[-1]
    assert await front.waiting() == []


async def test_what_is_ones_alone_goes_at_once(front):
    ts = await asked(front, "ben")
    await front.command("/effort high", user="ben")
    offer = await shown(front, "/threadloom forget me", "your own settings", "ben")
    await confirm(front, offer, "forget_me", "ben")
    await front.whispered("I have forgotten your settings", "ben")
    store = front.rig.bot.store
    assert await store.preferred([person(TEAM, BEN)]) == [{}]
    assert await store.threads(TEAM, BEN, 9) == []
    assert (await store.conversation(Thread(TEAM, CHANNEL, ts))).turns, "others are in it, too"


async def test_while_redis_is_away_nothing_is_promised(front):
    ts = await asked(front)
    offer = await shown(front, f"/threadloom forget {link(front, ts)}", "Shall I")
    payload = await front.click(offer, "forget")
    front.redis_is(up=False)
    assert (await front.tell(payload)).status in (200, 503)
    assert "memory is away" in front.whispers()[-1]
    front.redis_is(up=True)
    assert await front.waiting() == []
