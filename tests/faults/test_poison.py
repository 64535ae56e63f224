"""Row 25: a question that kills its workers ends, and those behind it are answered."""

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.playground.messages.script import Say
from bot.ports.mailbox import TRIES
from bot.reply.row import AGAIN
from tests.faults.test_crashes import killed_at, run_web, warm
from tests.rig import TEAM
from tests.whole.world import body, buttons, world


async def test_row_25_a_question_that_kills_its_workers_ends_with_a_notice(redis):
    async with world() as place:
        await run_web(place, redis)
        await warm(place, redis)
        root = await killed_at(place, redis, "posted, and known to be")
        behind = await place.slack.type("ann", "general", "and this?", thread_ts=root)
        async with connect(redis.url) as there:
            where = keys.question(f"{TEAM}:C0GENERAL:{root}")
            assert await there.hget(where, "attempts") == b"1"
            await there.hset(where, "attempts", TRIES)  # as if it had killed as many
        asked = len(place.asked())
        place.messages.script(Say("This is well."))
        worker = await place.run("worker", REDIS_URL=redis.url)
        await worker.says("replied", 40)
        notice = place.replies(root)[0]
        assert "did not get through" in str(notice["blocks"])
        assert buttons(notice)[AGAIN]["text"]["text"] == "Retry"
        answer = await place.said(root, "This is well.", timeout=40)
        assert body(answer) == "This is well."
        assert [message["ts"] > behind for message in place.replies(root)] == [False, True]
        assert len(place.asked()) == asked + 1
