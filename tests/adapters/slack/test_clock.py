"""The time that Slack tells with each answer is compared with ours."""

import time
from email.utils import formatdate

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.clock import OFF, SlackClock, ahead, off

NOW = 1_790_000_000.0


@given(st.integers(-5000, 5000), st.floats(0, 0.999))
def test_it_is_off_by_what_it_is_off_give_or_take_a_second(seconds, within):
    offset = ahead(formatdate(NOW - seconds, usegmt=True), NOW + within)
    assert abs(offset - seconds) <= 1


@pytest.mark.parametrize("date", ["", "soon", "99", "Thu, 99 Foo 2026 99:99:99 GMT"])
def test_what_is_no_date_tells_nothing(date):
    assert ahead(date, NOW) is None


@pytest.mark.parametrize(
    ("offset", "words"),
    [(None, ""), (0.0, ""), (-OFF, ""), (31.0, "31 s ahead of"), (-500.0, "500 s behind")],
)
def test_what_is_said_of_it(offset, words):
    said = off(offset)
    assert (words in said) if words else said == ""


async def test_it_hears_the_answers_of_its_host_and_of_no_other():
    async def tell(_):
        return web.Response(headers={"Date": formatdate(time.time() + 600, usegmt=True)})

    app = web.Application()
    app.router.add_get("/", tell)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    clock, other = SlackClock(url), SlackClock("https://slack.com/api/")
    assert clock.offset is None
    async with aiohttp.ClientSession(trace_configs=[clock.trace, other.trace]) as session:
        await (await session.get(url)).read()
    await runner.cleanup()
    assert -602 <= clock.offset <= -597
    assert other.offset is None
