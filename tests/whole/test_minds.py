"""People change their minds, through the real program: web and workers are processes apart."""

from contextlib import asynccontextmanager

import pytest

from bot.playground.messages.script import Say
from tests.redis_server import RedisServer
from tests.whole.world import body, buttons, footers, over_socket, world


@pytest.fixture
def redis(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.stop()


@asynccontextmanager
async def split(redis, workers=1):
    """A world in which one process hears Slack and others answer."""
    async with world() as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_socket(place.slack))
        await web.ready()
        place.workers = [await place.run("worker", REDIS_URL=redis.url) for _ in range(workers)]
        yield place


async def begun(place, text="@Threadloom tell all", thread=None):
    """Ann asks, and the first words of a long answer can be seen; the root, and the reply."""
    place.messages.script(Say("word " * 600))
    place.messages.hold(after=40)
    ts = await place.slack.type("ann", "general", text, thread_ts=thread)
    root = thread or ts
    return root, await place.said(root, "word word")


def last(place):
    """What the newest request says, message by message."""
    told = [m["content"] for m in place.asked()[-1]["messages"]]
    return [[block.get("text", "").partition(": ")[2] for block in content] for content in told]


async def test_stop_pressed_in_one_process_ends_the_answer_in_another(redis):
    async with split(redis) as place:
        _, said = await begun(place)
        await place.slack.press("ann", "general", said["ts"], "stop")
        # The model is held: nothing but the wish can end this answer. A lost one would take a beat.
        reply = await place.answered(said["thread_ts"], timeout=4)
        assert body(reply).startswith("word word")
        assert any("stopped by ann" in line for line in footers(reply))
        assert "stop" not in buttons(reply)
        place.messages.go()

        place.messages.script(Say("Next."))
        await place.slack.type("ann", "general", "and?", thread_ts=said["thread_ts"])
        await place.said(said["thread_ts"], "Next.")
        told = place.asked()[-1]["messages"]
        assert [m["role"] for m in told] == ["user", "assistant", "user"]
        assert told[1]["content"][0]["text"].strip() == body(reply).strip()


async def test_the_word_stop_ends_the_answer_and_is_no_question(redis):
    async with split(redis) as place:
        root, said = await begun(place)
        await place.slack.type("ann", "general", "!stop", thread_ts=root)
        await place.answered(root, timeout=4)
        place.messages.go()
        place.messages.script(Say("Next."))
        await place.slack.type("ann", "general", "and?", thread_ts=root)
        await place.said(root, "Next.")
        assert len(place.replies(root)) == 2
        assert "!stop" not in str(place.asked()[-1])
        assert place.replies(root)[0]["ts"] == said["ts"]


async def test_what_waits_can_be_changed_and_three_that_wait_get_one_reply(redis):
    async with split(redis) as place:
        root, _ = await begun(place)
        stamps = [
            await place.slack.type("ann", "general", f"number {n}?", thread_ts=root)
            for n in ("one", "two", "three")
        ]
        await place.slack.edit("ann", "general", stamps[1], "number zwei?")
        edited = [d for d in place.slack.deliveries if d.payload["event"].get("subtype")]
        await place.slack.until(lambda: all(d.statuses for d in edited))
        place.messages.script(Say("All three."))
        place.messages.go()
        await place.said(root, "All three.")
        assert last(place)[-1] == ["number one?", "number zwei?", "number three?"]
        assert len(place.replies(root)) == 2
        assert len(place.asked()) == 2


async def test_changed_after_its_answer_the_question_is_answered_anew_in_place(redis):
    async with split(redis) as place:
        place.messages.script(Say("Old."), Say("New."))
        root = await place.slack.type("ann", "general", "@Threadloom old?")
        reply = await place.answered(root)
        await place.slack.edit("ann", "general", root, "@Threadloom new?")
        assert (await place.said(root, "New."))["ts"] == reply["ts"]
        assert last(place) == [["new?"]]
        assert len(place.replies(root)) == 1


async def test_deleted_in_mid_answer_the_reply_goes_and_nothing_is_remembered(redis):
    async with split(redis) as place:
        place.messages.script(Say("Hello."))
        root = await place.slack.type("ann", "general", "@Threadloom hello")
        await place.answered(root)
        place.messages.script(Say("word " * 600))
        place.messages.hold(after=40)
        ts = await place.slack.type("ann", "general", "dreadful?", thread_ts=root)
        await place.said(root, "word word")
        await place.slack.delete("ann", "general", ts)
        await place.slack.until(lambda: len(place.replies(root)) == 1, 20)
        place.messages.go()
        place.messages.script(Say("Kind."))
        await place.slack.type("ann", "general", "kind?", thread_ts=root)
        await place.said(root, "Kind.")
        assert "dreadful" not in str(place.asked()[-1])


async def test_regenerated_with_more_effort_the_new_answer_stands_in_the_same_message(redis):
    async with split(redis) as place:
        place.messages.script(Say("Old."), Say("Well considered."))
        root = await place.slack.type("ann", "general", "@Threadloom consider")
        reply = await place.answered(root)
        (more, _) = buttons(reply)["regenerate_varied"]["options"]
        await place.slack.press("ben", "general", reply["ts"], "regenerate_varied", more["value"])
        anew = await place.said(root, "Well considered.")
        assert anew["ts"] == reply["ts"]
        assert place.asked()[-1]["output_config"] == {"effort": "max"}
        assert last(place) == [["consider"]]


async def _taken_over(place, redis, root, text):
    """Kill the worker that writes, let another finish; all replies of the thread then."""
    place.workers[0].child.kill()
    await place.workers[0].child.wait()
    place.messages.script(Say(text))
    asked = len(place.asked())
    await place.run("worker", REDIS_URL=redis.url)
    await place.messages.until(lambda requests: len(requests) > asked, 40)
    place.messages.go()
    await place.said(root, text.strip(), timeout=40)
    await place.slack.until(lambda: all("stop" not in buttons(m) for m in place.replies(root)), 40)
    return [body(m).strip() for m in place.replies(root)]


async def test_a_worker_killed_over_a_new_answer_leaves_one_reply(redis):
    async with split(redis) as place:
        place.messages.script(Say("Old."))
        root = await place.slack.type("ann", "general", "@Threadloom why?")
        reply = await place.answered(root)
        place.messages.script(Say("word " * 600))
        place.messages.hold(after=40)
        await place.slack.press("ann", "general", reply["ts"], "regenerate")
        await place.said(root, "word word")
        assert await _taken_over(place, redis, root, "New. " * 700) == [("New. " * 700).strip()]
        place.messages.script(Say("Next."))
        await place.slack.type("ann", "general", "and?", thread_ts=root)
        await place.said(root, "Next.")
        told = place.asked()[-1]["messages"]
        assert [m["role"] for m in told] == ["user", "assistant", "user"]
        assert told[1]["content"][0]["text"].startswith("New.")


async def test_a_worker_killed_over_several_questions_leaves_one_reply_to_all(redis):
    async with split(redis) as place:
        root, _ = await begun(place)
        for n in ("one", "two", "three"):
            await place.slack.type("ann", "general", f"number {n}?", thread_ts=root)
        await place.slack.until(lambda: all(d.statuses for d in place.slack.deliveries))
        place.messages.script(Say("more " * 1500))  # long enough to die over
        place.messages.go()
        await place.said(root, "more more")
        first, *rest = await _taken_over(place, redis, root, "All. " * 2000)
        assert first.startswith("word")
        assert rest == [("All. " * 2000).strip()]
        assert last(place)[-1] == ["number one?", "number two?", "number three?"]
