"""What was asked last is asked again with a word, as with the button under its reply."""

import pytest

from bot.playground.messages.script import Say
from tests.rig import ANN, rig
from tests.whole.world import body


@pytest.fixture
async def here():
    async with rig() as here:
        yield here


async def answered(here, text="one?", root=None):
    here.messages.script(Say("One."))
    question = await here.ask(text, root)
    await here.answer()
    return question


async def retried(here, root):
    """What the model is told now that `!retry` was said in the thread."""
    here.messages.script(Say("Now."))
    await here.ask("!retry", root)
    await here.answer()
    await here.answer()
    return str(here.messages.requests[-1].body["messages"])


@pytest.mark.parametrize("text", ["two?", "!research two?"])
async def test_stopped_before_it_was_heard_it_is_what_was_asked_last(here, text):
    first = await answered(here)
    await here.ask(text, first.thread.ts)
    lease = await here.bot.mailbox.take(1)
    lease.hear(f"stop {ANN}")
    await here.bot.answer(lease)
    assert body(here.replies(first)[-1]) == ""
    assert "two?" in await retried(here, first.thread.ts)
    assert body(here.replies(first)[0]) == "One."


async def test_what_only_ordered_something_is_not_asked_again(here):
    first = await answered(here)
    for order in ("!effort high", "!effort banana why?"):
        await here.ask(order, first.thread.ts)
        await here.answer()
    told = await retried(here, first.thread.ts)
    assert "one?" in told
    assert "banana" not in told
    assert here.messages.requests[-1].body["output_config"] == {"effort": "high"}


async def test_what_was_taken_back_is_not_asked_again(here):
    first = await answered(here)
    second = await here.ask("two?", first.thread.ts)
    await here.bot.withdraw(second)
    told = await retried(here, first.thread.ts)
    assert "one?" in told
    assert "two?" not in told
