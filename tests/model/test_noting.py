"""Notes on parts are kept: whoever goes on with a long summary reads only what is left."""

from bot.conversation.thread import Thread
from bot.playground.messages.script import Fail
from bot.playground.slack.message import Said
from tests.model.test_summarizing import DM, answered, direct, fill, order, summariser
from tests.model.test_summarizing import here as here  # noqa: PLC0414  a fixture
from tests.rig import TEAM
from tests.whole.world import buttons, footers

REFUSAL = Fail(400, {"error": {"message": "no"}})


def number(body):
    """Which part a request asks for; "" for none."""
    text = body["messages"][0]["content"][-1]["text"]
    return text.removeprefix("This is part ").split()[0] if text.startswith("This is") else ""


def parts(messages):
    """Which parts were asked for, in order."""
    return [told for request in messages.requests if (told := number(request.body))]


async def test_a_retry_asks_only_for_the_parts_that_are_missing(here):
    fill(here, 300, every=15, length=2_000)
    here.messages._choose = lambda b, s: REFUSAL if number(b) == "3" else summariser(b, s)
    await order(here, "300 messages")
    reply = await answered(here)
    assert parts(here.messages) == ["1", "2", "3"]
    here.messages._choose = summariser
    assert await here.bot.again(buttons(reply)["again"]["value"], "1790199999.000100")
    done = await answered(here)
    assert "300 of 300" in " ".join(footers(done))
    assert parts(here.messages) == ["1", "2", "3", "3", "4", "5"]


async def test_a_part_that_says_something_else_by_now_is_read_again(here):
    fill(here, 300, every=15, length=2_000)
    here.messages._choose = lambda b, s: REFUSAL if number(b) == "3" else summariser(b, s)
    await order(here, "300 messages")
    reply = await answered(here)
    root = here.slack.workspace.timeline(here.slack.workspace.channel("general"))[0]
    root.said = Said("changed since" + "." * 2_000)
    here.messages._choose = summariser
    assert await here.bot.again(buttons(reply)["again"]["value"], "1790199999.000100")
    await answered(here)
    assert parts(here.messages)[3:] == ["1", "3", "4", "5"]


async def test_the_notes_lie_with_the_question_and_are_told_to_nobody(here):
    fill(here, 300, every=15, length=2_000)
    here.messages._choose = summariser
    await order(here, "300 messages")
    await answered(here)
    place = Thread(TEAM, DM, direct(here)[0]["ts"])
    turns = (await here.bot.store.conversation(place)).turns
    kept = [turn for turn in turns if "noted" in turn.about]
    assert [turn.role for turn in kept] == ["mark"] * 5
    assert all(turn.about["usage"]["output_tokens"] for turn in kept)
    assert len((await here.bot.store.conversation(place)).messages()) == 2
