"""Somebody gets a thread as files, to be read and as it is kept: alone, and only if they may."""

import json

import pytest

from bot.conversation.thread import Thread
from bot.playground.messages.script import Say
from tests.handlers.test_forget import CANARY, asked, confirm, link, offered, shown
from tests.handlers.test_rate import press
from tests.rig import ANN, CHANNEL, TEAM


def given(front, user="ann"):
    """What the files in somebody's direct messages hold, by how their names end."""
    place = front.rig.slack.workspace.im(user)
    said = front.rig.slack.workspace.timeline(place)
    files = [file for message in said for file in message.wire().get("files", ())]
    kept = {file["name"].rpartition(".")[2]: file["id"] for file in files}
    assert len(kept) == len(files), "each stands once"
    return {kind: front.rig.slack.office.files[id_].upload[1] for kind, id_ in kept.items()}


async def exported(front, user="ann"):
    """Both files, once the order was dealt with."""
    await front.rig.answer()
    await front.whispered("The files are in your direct messages", user)
    files = given(front, user)
    return files["md"].decode(), json.loads(files["json"])


async def ordered(front, ts, user="ann", channel=CHANNEL):
    assert "copying it" in await told(front, ts, user, channel)


async def told(front, ts, user="ann", channel=CHANNEL):
    """What somebody reads at once who orders the files of a thread."""
    return await front.command(f"/threadloom export {link(front, ts, channel)}", user=user)


async def test_both_files_hold_what_was_said_and_who_said_it(front):
    ts = await asked(front)
    await front.say("!effort high", ts)
    await front.rig.answer()
    await asked(front, "ben", thread_ts=ts)
    await ordered(front, ts)
    read, kept = await exported(front)
    assert "## ann, 20" in read
    assert "## ben, 20" in read
    assert read.count(f"what is a {CANARY}?") == 2
    assert read.count(f"A bird: {CANARY}.") == 2
    assert "- effort: high" in read
    assert link(front, ts) in read

    conversation = await front.rig.bot.store.conversation(Thread(TEAM, CHANNEL, ts))
    assert [turn["role"] for turn in kept["turns"]] == [turn.role for turn in conversation.turns]
    assert [t["content"] for t in kept["turns"]] == [list(t.content) for t in conversation.turns]
    assert kept["thread"] == {"team": TEAM, "channel": CHANNEL, "ts": ts, "link": link(front, ts)}
    assert kept["settings"] == {"effort": "high"}
    assert {each["name"] for each in kept["questions"]} == {"ann", "ben"}
    assert sum(each["output"] for each in kept["usage"].values()) > 0


@pytest.mark.parametrize("word", ["!export", "!EXPORT.", "@Threadloom !export"])
async def test_the_word_in_a_thread_does_the_same(front, word):
    ts = await asked(front)
    await front.say(word, ts)
    read, _ = await exported(front)
    assert CANARY in read
    assert len(front.rig.slack.messages("general", ts)) == 3, "nothing of it is public"


async def test_a_button_of_the_list_does_the_same(front):
    ts = await asked(front)
    told = await shown(front, "/threadloom export", "Which thread?")
    assert "confirm" not in offered(told)["export"][0]
    await confirm(front, told, "export")
    await front.whispered("copying it")
    assert CANARY in (await exported(front))[0]
    assert ts


async def test_who_is_in_the_channel_gets_it_without_having_asked(front):
    ts = await asked(front)
    await ordered(front, ts, "ben")
    assert CANARY in (await exported(front, "ben"))[0]
    assert given(front, "ann") == {}


async def test_who_is_not_gets_nothing_and_learns_nothing(front):
    ts = await asked(front, channel="founders")
    there = await told(front, ts, "chi", "C0FOUNDER")
    nowhere = await told(front, "1700000000.000100", "chi", "C0NOWHERE")
    assert "no such thread" in there
    assert there == nowhere
    assert await front.waiting() == []


async def test_nobody_gets_what_others_wrote_in_direct_messages(front):
    ts = await asked(front, "ben", "D0BEN0001")
    assert "no such thread" in await told(front, ts, "ann", "D0BEN0001")
    await ordered(front, ts, "ben", "D0BEN0001")
    assert CANARY in (await exported(front, "ben"))[0]


async def test_who_left_the_channel_meanwhile_gets_nothing(front):
    ts = await asked(front, channel="founders")
    await ordered(front, ts, "ben", "C0FOUNDER")
    front.rig.slack.workspace.channel("founders").members.discard("U0BEN0001")
    await front.rig.answer()
    assert given(front, "ben") == {}


async def test_where_slack_does_not_say_in_time_who_is_there_it_is_asked_when_its_turn_comes(front):
    ts = await asked(front)
    front.rig.slack.fault("conversations.members", error="fatal_error")
    await ordered(front, ts)
    assert CANARY in (await exported(front))[0]


async def test_who_is_not_there_gets_nothing_then_and_is_told_so_directly(front):
    ts = await asked(front, channel="founders")
    front.rig.slack.fault("conversations.members", error="fatal_error")
    await ordered(front, ts, "chi", "C0FOUNDER")
    await front.rig.answer()
    assert given(front, "chi") == {}
    place = front.rig.slack.workspace.im("chi")
    (said,) = front.rig.slack.workspace.timeline(place)
    assert said.wire()["text"] == "I remember no such thread that you may read."


async def test_nobody_learns_then_whether_there_is_such_a_thread(front):
    ts = await asked(front, channel="founders")
    read = []
    for stamp in (ts, "1700000000.000100"):
        front.rig.slack.fault("conversations.members", error="fatal_error")
        read.append(await told(front, stamp, "chi", "C0FOUNDER"))
    assert read[0] == read[1]


async def test_what_was_acknowledged_lies_in_the_mailbox_whatever_happens_then(front):
    ts = await asked(front)
    before = len(front.rig.bot.errands._running)
    await ordered(front, ts)
    assert len(front.rig.bot.errands._running) == before, "nothing of it is left to this process"
    (order,) = await front.waiting()
    assert (order.text, order.thread.ts, order.user) == ("!export", ts, ANN)


async def test_while_redis_is_away_nothing_is_promised(front):
    ts = await asked(front)
    front.redis_is(up=False)
    assert "memory is away" in await told(front, ts)
    front.redis_is(up=True)
    assert await front.waiting() == []


async def test_what_somebody_took_back_is_theirs_alone(front):
    ts = await asked(front)
    secret = await front.say("@Threadloom a secret slip", ts, "ben")
    front.rig.messages.script(Say("Noted."))
    await front.rig.answer()
    await front.rig.slack.delete("ben", "general", secret)
    await front.tell(front.rig.slack.deliveries[-1].payload)
    await front.rig.answer()
    await ordered(front, ts)
    read, kept = await exported(front)
    assert "secret slip" not in read + json.dumps(kept)
    assert any(turn.get("withheld") for turn in kept["turns"])
    await ordered(front, ts, "ben")
    read, kept = await exported(front, "ben")
    assert "secret slip" in json.dumps(kept)
    assert "secret slip" not in read


async def test_feedback_is_told_to_who_gave_it_alone(front):

    ts = await asked(front)
    reply = front.rig.slack.messages("general", ts)[-1]
    await front.tell(await press(front, reply, "up", "ben"))
    await front.whispered("Thank you", "ben")
    await ordered(front, ts)
    assert (await exported(front))[1]["feedback"] == []
    await ordered(front, ts, "ben")
    (verdict,) = (await exported(front, "ben"))[1]["feedback"]
    assert (verdict["thumb"], verdict["user"]) == ("up", "U0BEN0001")


async def test_taken_up_twice_the_files_stand_once(front):
    ts = await asked(front)
    await ordered(front, ts)
    lease = await front.rig.bot.mailbox.take(1)
    await front.rig.bot._exporting.do(lease)
    await front.rig.bot.mailbox.release(lease)
    await exported(front)


async def test_a_forgotten_thread_has_no_copy(front):
    ts = await asked(front)
    await front.say("!forget", ts)
    await front.rig.answer()
    assert "no such thread" in await told(front, ts)
