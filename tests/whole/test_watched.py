"""What is told to whoever watches from outside, and that it is never what people said."""

import asyncio
import json

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.adapters.redis.connection import connect
from bot.playground.messages.script import Fail, Say
from tests.redis_server import RedisServer, free_port
from tests.rig import ANN, BOT
from tests.whole.world import body, footers, over_http, world

SECRETS = {
    "bot_token": "xoxb-canary-0123456789",
    "signing_secret": "canary-signing-0123456789",
}
KEY = "sk-ant-canary-key-0123456789"
PASSWORD = "canary-redis-0123456789"
QUESTION = "do wombats dream of marmalade"
ANSWER = "Wombats dream of nothing but marmalade. "


@pytest.fixture
async def redis(tmp_path):
    server = RedisServer(tmp_path)
    server.start()
    async with connect(server.url) as there:
        await there.config_set("requirepass", PASSWORD)
    yield server
    server.stop()


async def scraped(url):
    """The samples of `/metrics`, as a Prometheus reads them."""
    async with aiohttp.ClientSession() as client, client.get(f"{url}/metrics") as page:
        assert page.status == 200
        families = text_string_to_metric_families(await page.text())
        return {(s.name, *s.labels.values()): s.value for f in families for s in f.samples}


def lines(*programs):
    """What programs have written, as objects."""
    return [json.loads(line) for program in programs for line in program.lines]


async def replied(count, *workers):
    """The lines that tell of replies, once there are so many."""
    async with asyncio.timeout(20):
        while True:
            found = [line for line in lines(*workers) if line["event"] == "replied"]
            if len(found) >= count:
                return found
            await asyncio.sleep(0.05)


class Watch:
    """The program in three processes, with secrets that must not be seen anywhere."""

    def __init__(self, place, redis):
        self.place = place
        url = redis.url.replace("redis://", f"redis://:{PASSWORD}@")
        self.environ = {
            "REDIS_URL": url,
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "DEBUG",
        }
        self.programs = []

    async def web(self):
        program = await self.place.run("web", **over_http(self.place.slack), **self.environ)
        self.programs.append(program)
        url = await program.ready(40)
        self.place.slack.request_url = f"{url}/slack/events"
        return url

    async def worker(self):
        port = str(free_port())
        program = await self.place.run("worker", **self.environ, WORKER_PORT=port)
        self.programs.append(program)
        return program, await program.ready(40)

    @property
    def output(self):
        return "\n".join(line for program in self.programs for line in program.lines)


async def test_each_thing_is_counted_and_nobodys_words_are_told(redis):
    async with world(key=KEY, **SECRETS) as place:
        watch = Watch(place, redis)
        web = await watch.web()
        first, _ = await watch.worker()
        await answered_and_failed(place)
        root = await taken_over(place, watch, first)
        second = watch.programs[-1]
        assert len(await replied(1, second)) == 1
        told = await replied(3, first, second)
        assert [line["outcome"] for line in told] == ["success", "failure", "success"]
        assert told[1]["error_type"] == "Refused"
        assert [line["retry_attempts"] for line in told] == [0, 0, 1]
        assert {(line["user_id"], line["agent_id"]) for line in told} == {(ANN, BOT)}
        assert all(line["total_latency_ms"] > 0 and line["total_tokens"] >= 0 for line in told)
        counted = await scraped(web)
        assert counted["threadloom_questions_total", "asked"] == 3
        assert counted["threadloom_acknowledge_seconds_count",] >= 3
        assert counted["threadloom_workers",] >= 1
        assert counted["threadloom_waiting_questions",] == 0
        followed = {line.get("question") for line in lines(watch.programs[0], second)}
        assert told[2]["question"] in followed
        assert told[2]["question"].endswith(root)
        unsaid(watch)
        assert "I can't read: …" in watch.output, "why it failed is told all the same"


async def answered_and_failed(place):
    quoted = {"type": "invalid_request_error", "message": f"I can't read: {QUESTION}? in messages"}
    place.messages.script(Say(ANSWER), Fail(400, {"type": "error", "error": quoted}))
    for _ in range(2):
        root = await place.slack.type("ann", "general", f"@Threadloom {QUESTION}?")
        await place.slack.until(lambda root=root: any(map(footers_or_apology, place.replies(root))))


def footers_or_apology(message):
    return bool(footers(message)) or "did not accept" in str(message)


async def taken_over(place, watch, first):
    """A question whose first worker is killed, and the numbers of the one that answered it."""
    place.messages.script(Say(ANSWER * 30), Say(ANSWER * 40))
    place.messages.hold(after=40)
    root = await place.slack.type("ann", "general", f"@Threadloom {QUESTION}, really?")
    await place.said(root, "Wombats")
    first.child.kill()
    second, url = await watch.worker()
    leased = await scraped(url)
    assert leased["threadloom_leased_threads",] == 1
    assert leased["threadloom_oldest_lease_seconds",] > 0
    await place.messages.until(lambda requests: len(requests) == 4, 30)
    place.messages.go()
    reply = await place.answered(root, timeout=30)
    assert body(reply).strip() == (ANSWER * 40).strip()
    await second.says("replied")
    counted = await scraped(url)
    outcomes = {key[1]: n for key, n in counted.items() if key[0] == "threadloom_questions_total"}
    assert outcomes == {"asked": 0, "answered": 1, "recovered": 1, "failed": 0, "given_up": 0}
    assert counted["threadloom_attempts_sum",] == 2
    assert counted["threadloom_edits_total", "made"] >= 1
    for name in ("first_text", "finish", "answer"):
        assert counted[f"threadloom_{name}_seconds_count",] == 1
    assert counted["threadloom_wait_seconds_count",] == 0, "the first worker's to tell"
    return root


def unsaid(watch):
    """No secret and no word of anybody stands in what any process has written."""
    output = watch.output.lower()
    assert "canary" not in output
    for word in ("wombat", "marmalade"):
        assert word not in output
