"""A button does what it says once, however many press it at once, and tells them why not."""

import asyncio

import pytest

from bot.playground.messages.script import Fail, Say
from tests.handlers.test_forget import asked, link, shown
from tests.handlers.test_go_on import cut
from tests.handlers.test_regenerate import answered, replies, varied
from tests.model.test_researching import ENDING, PLAN
from tests.model.test_summarizing import answered as summarized
from tests.model.test_summarizing import fill
from tests.rig import TEAM
from tests.whole.world import body, buttons

ONCE = "That was asked already."
LATE = "This button is out of date."
DM = "D0ANN0001"


async def at_once(front, *payloads):
    """All of them come in side by side, and are acknowledged."""
    answers = await asyncio.gather(*map(front.tell, payloads))
    assert [answer.status for answer in answers] == [200] * len(payloads)


async def pressed(front, said, action, *people, channel="general", value=None):
    """These people press the same button at once."""
    clicks = [await front.click(said, action, who, channel, value) for who in people]
    await at_once(front, *clicks)


async def failed(front):
    root = await front.say("@Threadloom why?")
    front.rig.messages.script(Fail(400))
    await front.rig.answer()
    return front.rig.slack.messages("general", root)[-1]


async def researched(front):
    front.rig.messages.script(PLAN, Say(ENDING))
    root = await front.say("@Threadloom !research which loom?")
    await front.rig.answer()
    return front.rig.slack.messages("general", root)[-1]


@pytest.mark.parametrize("people", [("ann", "ann"), ("ann", "ben"), ("ann", "ben", "chi")])
@pytest.mark.parametrize(
    ("make", "action"),
    [
        (answered, "regenerate"),
        (failed, "again"),
        (cut, "go_on"),
        (researched, "export_file"),
        (researched, "export_canvas"),
        (researched, "further_0"),
    ],
)
async def test_pressed_at_once_it_is_ordered_once_and_the_others_are_told(
    front, make, action, people
):
    said = await make(front)
    await pressed(front, said, action, *people)
    assert len(await front.waiting()) == 1
    whispers = [told for who in set(people) for told in front.whispers(who)]
    assert whispers == [ONCE] * (len(people) - 1)


async def test_who_wants_more_effort_and_who_wants_it_as_it_was_get_one_answer(front):
    said = await answered(front)
    clicks = [await front.click(said, "regenerate"), await varied(front, said, "effort", "ben")]
    await at_once(front, *clicks, await varied(front, said, "search", "chi"))
    assert len(await front.waiting()) == 1


async def test_a_click_that_comes_once_it_is_done_replaces_nothing(front):
    said = await answered(front)
    first, late = [await front.click(said, "regenerate", who) for who in ("ann", "ben")]
    await front.tell(first)
    front.rig.messages.script(Say("New."))
    await front.rig.answer()
    await front.rig.redis.delete(*await front.rig.redis.keys("*once:*"))  # a while later
    await front.tell(late)
    assert await front.waiting() == []
    assert front.whispers("ben") == [ONCE]


async def test_the_new_answer_can_be_replaced_again_at_once(front):
    said = await answered(front)
    for words in ("New.", "Newer."):
        await front.tell(await front.click(said, "regenerate"))
        front.rig.messages.script(Say(words))
        await front.rig.answer()
        (said,) = replies(front, said)
    assert body(said) == "Newer."
    assert front.whispers() == []


async def test_what_fails_again_can_be_asked_again(front):
    said = await failed(front)
    await front.tell(await front.click(said, "again"))
    front.rig.messages.script(Fail(400))
    await front.rig.answer()
    (said,) = replies(front, said)
    await front.tell(await front.click(said, "again"))
    front.rig.messages.script(Say("At last."))
    await front.rig.answer()
    assert body(replies(front, said)[0]) == "At last."


async def test_a_button_of_an_older_bot_still_does_what_it_says(front):
    said = await answered(front)
    payload = await front.click(said, "regenerate")
    payload["actions"][0]["value"] = f"{TEAM}:C0GENERAL:{said['thread_ts']}"
    await front.tell(payload)
    front.rig.messages.script(Say("New."))
    await front.rig.answer()
    assert body(replies(front, said)[0]) == "New."


async def test_where_the_rest_was_said_there_is_nothing_to_go_on_with(front):
    said = await cut(front)
    first, late = [await front.click(said, "go_on", who) for who in ("ann", "ben")]
    await front.tell(first)
    front.rig.messages.script(Say("and the rest."))
    await front.rig.answer()
    await front.rig.redis.delete(*await front.rig.redis.keys("*once:*"))  # a while later
    await front.tell(late)
    assert await front.waiting() == []
    assert "newest answer here is complete" in front.whispers("ben")[0]


async def test_shared_at_once_a_summary_stands_once(front):
    fill(front.rig, 3)
    front.rig.messages.script(Say("So it is [m1]."))
    await front.command("/summarize 3 messages")
    summary = await summarized(front.rig)
    await pressed(front, summary, "share", "ann", "ann", channel=DM)
    await summarized(front.rig)
    stands = [m for m in front.rig.slack.messages("general") if "So it is" in body(m)]
    assert len(stands) == 1
    assert await front.waiting() == []


@pytest.mark.parametrize("done", [False, True])
async def test_forgotten_twice_at_the_desk_it_is_said_once(front, done):
    ts = await asked(front)
    offers = [await shown(front, f"/threadloom forget {link(front, ts)}", "Shall I")]
    offers.append(await shown(front, f"/threadloom forget {link(front, ts)}", "Shall I"))
    clicks = [await front.click(offer, "forget") for offer in (offers[0], *offers)]
    await at_once(front, *clicks[: 1 if done else None])
    await front.rig.answer()
    await at_once(front, *clicks[1:])
    assert await front.waiting() == []
    said = front.rig.slack.messages("general", ts)
    assert sum("I have forgotten" in body(m) for m in said) == 1
    assert not any("nothing of this thread" in body(m) for m in said)


async def test_exported_twice_at_the_desk_the_files_come_once(front):
    ts = await asked(front)
    offer = await shown(front, f"/threadloom forget {link(front, ts)}", "Shall I")
    await pressed(front, offer, "export", "ann", "ann")
    assert len(await front.waiting()) == 1


@pytest.mark.parametrize("name", ["explain", "translate"])
async def test_a_message_is_explained_to_each_person_once(front, name):
    said = await answered(front)
    people = ("ann", "ann", "ben")
    await at_once(front, *[await front.shortcut(said, name, who) for who in people])
    assert sorted(q.user for q in await front.waiting()) == ["U0ANN0001", "U0BEN0001"]
    assert sorted(front.whispers()) == sorted([ONCE, front.whispers("ben")[0]])


async def test_a_thread_is_summarised_for_each_person_once(front):
    said = await answered(front)
    people = ("ann", "ann", "ben")
    await at_once(front, *[await front.shortcut(said, "summarize_thread", who) for who in people])
    assert sorted(q.user for q in await front.waiting()) == ["U0ANN0001", "U0BEN0001"]


@pytest.mark.parametrize(
    ("make", "action"), [(cut, "go_on"), (answered, "settings"), (researched, "further_0")]
)
@pytest.mark.parametrize("value", ["", "banana", f"{TEAM}:C0RESEARC:1.000001"])
async def test_an_outdated_button_says_so_to_who_pressed(front, make, action, value):
    payload = await front.click(await make(front), action, "ben")
    payload["actions"][0]["value"] = "" if action == "further_0" else value
    await at_once(front, payload)
    assert await front.waiting() == []
    assert front.whispers("ben") == [LATE]
    assert front.whispers() == front.whispers("chi") == []


async def test_while_redis_is_away_a_press_is_not_acknowledged_as_done(front):
    said = await answered(front)
    payload = await front.click(said, "regenerate")
    front.redis_is(up=False)
    assert (await front.tell(payload)).status in (200, 503)
    assert "memory is away" in front.whispers()[-1]
    front.redis_is(up=True)
    assert (await front.tell(payload)).status == 200
    assert len(await front.waiting()) == 1
    assert "regenerate" in buttons(said)
