"""The messages of a reply that somebody else had begun, or finished."""

from bot.reply import words
from bot.reply.furniture import Button, Furniture
from tests.adapters.slack.pen import drawn, pen
from tests.whole.world import body, buttons, footers

FOOTER = Furniture(footer="claude · 3 s")
SORRY = Furniture(apology="No luck.", buttons=(Button("again", "Retry", "T:C:1"),))


async def test_the_next_worker_goes_on_in_the_same_messages():
    async with pen() as here:
        first = here.canvas()
        await first.open()
        await drawn(first, "one", "two")
        await here.next_worker()
        second = here.canvas()
        await second.open()
        assert second.outgrow == len("onetwo")
        assert here.shown() == ["one", "two"], "what was shown stays"
        await drawn(second, "One", "Two", "Three")
        assert here.shown() == ["One", "Two", "Three"]
        assert len(here.calls("chat.postMessage")) == 3


async def test_extra_pages_of_an_earlier_try_stay_until_the_end():
    async with pen() as here:
        first = here.canvas()
        await first.open()
        await drawn(first, "one", "two", "three", "four")
        await here.next_worker()
        second = here.canvas()
        await second.open()
        await drawn(second, "1", "2")
        assert here.shown() == ["1", "2", "three", "four"]
        here.rig.slack.fault("chat.delete", status=500)
        await second.finish(["1", "2!"], FOOTER)
        assert here.shown() == ["1", "2!"]
        assert len(here.lease.journal.stamps) == 2
        assert footers(here.rig.replies(here.question)[-1])


async def test_asked_again_the_finished_message_says_so_and_is_used_once_more():
    async with pen() as here:
        first = here.canvas()
        await first.open()
        await first.finish(["Half of it."], SORRY)
        await here.next_worker()
        second = here.canvas()
        await second.open()
        assert here.shown() == [f"Half of it.\n\n{words.AGAIN}"]
        assert list(buttons(here.rig.replies(here.question)[0])) == ["stop"]
        assert second.outgrow == len("Half of it.")
        await second.finish(["All of it."], FOOTER)
        (reply,) = here.rig.replies(here.question)
        assert body(reply) == "All of it."
        assert "again" not in buttons(reply)


async def test_asked_again_goes_on_even_if_slack_does_not_take_the_word():
    async with pen() as here:
        first = here.canvas()
        await first.open()
        await first.finish(["Half of it."], SORRY)
        await here.next_worker()
        here.rig.slack.fault("chat.update", status=503)
        second = here.canvas()
        await second.open()
        assert here.shown() == ["Half of it."]
        await drawn(second, "Ha")
        assert here.shown() == ["Ha"]
