"""What can't be read of a thread is told, and what was read is kept."""

from bot.adapters.slack.history import PAGES, History, Home
from bot.adapters.slack.people import People
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from tests.adapters.slack.told import JSON, told

THREAD = Thread("T1", "C1", "1.000001")
QUESTION = Question(THREAD, "9999.000001", "U1", "so?")


def reading(slack):
    return History(slack.client, People(slack.client), Home("T1", "U0", "B0", "https://x/"))


def page(*numbers, more="", count=0):
    said = [{"ts": f"{n}.000001", "username": "build", "text": f"number {n}"} for n in numbers]
    said[0] |= {"reply_count": count} if count else {}
    return {"ok": True, "messages": said, "response_metadata": {"next_cursor": more}}


def slow_down(slack, seconds):
    slack.tell({"ok": False, "error": "ratelimited"}, 429, JSON | {"Retry-After": seconds})


async def test_asked_to_slow_down_reading_goes_on_a_little_later():
    async with told() as slack:
        slack.tell(page(1, more="a="))
        slow_down(slack, "1")
        slack.tell(page(2))
        said = await reading(slack).before(QUESTION)
        assert [each.text for each in said] == ["number 1", "number 2"]


async def test_what_was_read_is_kept_and_the_rest_is_said_to_be_missing():
    for trouble in ("throttled", "broken"):
        async with told() as slack:
            slack.tell(page(1, 2, more="a=", count=8))
            if trouble == "throttled":
                slow_down(slack, "61")
            else:
                slack.tell({"ok": False, "error": "internal_error"})
            said = await reading(slack).before(QUESTION)
            assert [each.text for each in said] == [
                "number 1",
                "number 2",
                "[7 later messages of this thread could not be read]",
            ]


async def test_nothing_read_is_not_the_same_as_nothing_said():
    async with told() as slack:
        slack.tell(b"", 503)
        (said,) = await reading(slack).before(QUESTION)
        assert "could not be read" in said.text


async def test_of_a_thread_without_end_so_many_pages_are_read():
    async with told() as slack:
        for number in range(PAGES + 3):
            begin = 1 + 200 * number
            slack.tell(page(*range(begin, begin + 200), more="a=", count=3999))
        said = await reading(slack).before(QUESTION)
        assert len(slack.heard) == PAGES
        assert said[-1].text == "[1000 later messages of this thread could not be read]"
        assert said[-2].text == "number 3000"
