"""Claims that name no message are asked about once; what is still unproven is told."""

from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.messages.script import Fail, Say
from tests.deeds.test_handing import shared
from tests.model.test_summarizing import DM, answered, fill, order
from tests.model.test_summarizing import here as here  # noqa: PLC0414  a fixture
from tests.rig import ANN, TEAM
from tests.whole.world import body, buttons, footers

CLAIMS = "- The launch moves to Friday\n- Ben writes all of the notes [m2]\n- Somebody pays for it."


async def done(here, *said, length=0):
    fill(here, 3, length=length)
    here.messages.script(*said)
    await order(here, "3 messages", ts=here.slack.workspace.ts())
    return await answered(here)


async def test_what_nothing_is_named_for_is_told_under_the_summary_and_where_it_is_shared(here):
    reply = await done(here, Say(CLAIMS), Say("1: [m1, m3]\n2: none"))
    first, _, third = body(reply).splitlines()
    assert first.startswith("- The launch moves to Friday [1](https://")
    assert "[3](https://" in first
    assert third == "- Somebody pays for it."
    note = next(told for told in footers(reply) if "⚠️" in told)
    assert "1 statement names no message that it rests on: “Somebody pays for it.”" in note

    _, summary, asked = here.messages.requests[-1].body["messages"]
    assert summary["content"] == [{"type": "text", "text": CLAIMS}]
    assert (
        "1. The launch moves to Friday\n2. Somebody pays for it.\n" in asked["content"][0]["text"]
    )
    (said,) = await shared(here, buttons(reply)["share"]["value"])
    assert "The launch moves to Friday [1](https://" in body(said)
    assert "names no message" in " ".join(footers(said))


async def test_a_summary_that_names_them_all_is_asked_about_nothing(here):
    reply = await done(here, Say("The launch moves to Friday [m1]."))
    assert len(here.messages.requests) == 1
    assert "⚠️" not in " ".join(footers(reply))


async def test_a_message_that_was_not_read_proves_nothing(here):
    reply = await done(here, Say("The launch moves to Friday."), Say("1: [m9]"))
    assert body(reply) == "The launch moves to Friday."
    assert "1 statement names no message" in " ".join(footers(reply))


async def test_an_endpoint_that_fails_then_leaves_the_summary_with_its_note(here):
    refusal = Fail(400, {"error": {"message": "no"}})
    reply = await done(here, Say("The launch moves to Friday."), refusal)
    assert body(reply) == "The launch moves to Friday."
    assert "1 statement names no message" in " ".join(footers(reply))
    assert "share" in buttons(reply)


async def test_they_are_asked_about_and_asked_on_by_what_the_endpoint_has_cached_already(here):
    said = [Say("The launch moves to Friday."), Say("1: [m1]"), Say("Ben [m1].")]
    reply = await done(here, *said, length=3_000)
    place = Thread(TEAM, DM, reply["thread_ts"])
    ts = here.slack.workspace.ts()
    await here.bot.ask(Question(place, ts, ANN, "who says so?", True))
    await answered(here)
    used = [turn.about["usage"] for turn in await turns(here, place)]
    assert [bool(told["cache_read_input_tokens"]) for told in used] == [False, True, True]
    assert len(here.messages.requests) == 3


async def test_answered_anew_the_claims_are_asked_about_without_what_was_said_after_it(here):
    said = [Say("The launch moves to Friday [m1]."), Say("Ben [m1].")]
    reply = await done(here, *said, length=3_000)
    place = Thread(TEAM, DM, reply["thread_ts"])
    ts = here.slack.workspace.ts()
    await here.bot.ask(Question(place, ts, ANN, "who says so?", True))
    await answered(here)
    here.messages.script(Say("It moves to Friday."), Say("1: [m1]"))
    assert await here.bot.regenerate(f"{TEAM}:{DM}:{place.ts}", "same", "1800000000.000100")
    await answered(here)
    *_, summary, asking = [request.body["messages"] for request in here.messages.requests]
    assert [turn["role"] for turn in asking] == ["user", "assistant", "user"]
    assert asking[0]["content"][0]["text"] == summary[0]["content"][0]["text"]
    assert asking[1]["content"][0]["text"] == "It moves to Friday."
    assert (await turns(here, place))[-1].about["usage"]["cache_read_input_tokens"]


async def test_who_takes_a_summary_over_after_its_claims_were_asked_about_asks_no_more(here):
    reply = await done(here, Say("The launch moves to Friday."), Say("1: [m1]"))
    place = Thread(TEAM, DM, reply["thread_ts"])
    before = await turns(here, place)
    here.messages.script(Say("It does [m1]."))
    assert await here.bot.regenerate(f"{TEAM}:{DM}:{place.ts}", "same", "1800000000.000100")
    await answered(here)
    after = await turns(here, place)
    assert after[: len(before)] == before
    assert len(here.messages.requests) == 3


async def turns(here, place):
    """What was used something for."""
    said = (await here.bot.store.conversation(place)).turns
    return [turn for turn in said if "usage" in turn.about]
