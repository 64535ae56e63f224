"""Row 32: a web process that may open no more files refuses, lives on, and loses nothing."""

import resource
from itertools import count
from pathlib import Path

from bot.playground.messages.script import Say
from tests.whole.world import body, over_http, world


async def test_row_32_without_file_descriptors_slack_brings_it_again(redis):
    async with world(retries=(0.5, *(1.0,) * 60)) as place:
        web = await place.run("web", REDIS_URL=redis.url, **over_http(place.slack))
        place.slack.request_url = f"{await web.ready(60)}/slack/events"
        await place.run("worker", REDIS_URL=redis.url)
        place.messages.script(Say("Heard in the end."))
        pid = web.child.pid
        before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (_free(pid), before[1]))
        root = await place.slack.type("ann", "general", "@Threadloom can you open a door?")
        await place.slack.until(lambda: place.slack.deliveries[-1].attempts, 20)
        assert not any(200 <= s < 300 for d in place.slack.deliveries for s in d.statuses)
        assert web.child.returncode is None
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
        reply = await place.answered(root, timeout=60)
        assert body(reply).strip() == "Heard in the end."
        assert len(place.replies(root)) == 1
        web.signal()
        assert await web.ended() == 0


def _free(pid):
    """The lowest number that no open file has: with it as the limit none can be opened."""
    used = {int(file.name) for file in Path(f"/proc/{pid}/fd").iterdir()}
    return next(number for number in count() if number not in used)
