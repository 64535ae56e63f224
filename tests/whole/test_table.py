"""Each command and control, by the words of a table, through the real program on both ways."""

import asyncio
import re
from types import SimpleNamespace

import pytest
import pytest_asyncio

import handlers
from bot.adapters.redis.connection import connect
from bot.adapters.redis.store import RedisStore
from bot.conversation.commands import PLAIN
from bot.manifest import manifest
from bot.playground.slack.refusal import Refusal
from tests.whole.acting import Acting
from tests.whole.table import GROUPS, ROWS, dials
from tests.whole.world import serve, world

pytestmark = pytest.mark.asyncio(loop_scope="module")
LEAST = 120


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "http"])
async def acting(request, server):
    """The program, and everybody's hands and eyes."""
    url = f"{server.url.removesuffix('/0')}/{12 + request.param_index}"
    async with world(speed=0, rates={}, per_channel={}) as place, connect(url) as redis:
        await serve(place, request.param, REDIS_URL=url, CHANNEL_SETTINGS="managers")
        yield Acting(place, RedisStore(redis), redis)


@pytest.mark.parametrize("group", GROUPS)
async def test_each_row_comes_to_what_it_says_and_to_nothing_else(acting, group):
    wrong = []
    for row in GROUPS[group]:
        try:
            await acting.play(row)
        except (AssertionError, Refusal, TimeoutError) as error:
            wrong.append(f"{row.label}\n  {type(error).__name__}: {str(error)[:1_500]}")
            acting.eyes.know()
    await asyncio.sleep(0.2)
    acting.eyes.quiet()
    assert not wrong, "\n\n".join(wrong)


class Heard:
    """Stands where Bolt's app does, and writes down what features hear, by kind."""

    def __init__(self):
        self.names = {}
        self.error = self.middleware = lambda feature: feature

    def __getattr__(self, kind):
        def hear(name, **_):
            self.names.setdefault(kind, []).append(name)
            return lambda feature: feature

        return hear


def heard():
    """All that handlers hear, of one kind or another."""
    app = Heard()
    handlers.register(app, SimpleNamespace(commands=PLAIN))
    return app.names


def used(*acts):
    """What rows use in these ways."""
    return {row.what for row in ROWS if row.act in acts}


def unused(names, words):
    """Those of `names` that no word of `words` is; a pattern is for what no other name is."""
    literal = {name for name in names if isinstance(name, str)}
    left = words - literal
    patterns = [name for name in names if not isinstance(name, str)]
    missing = [p.pattern for p in patterns if not any(p.fullmatch(word) for word in left)]
    return sorted(literal - words) + missing


def commands():
    """The commands that rows type, and those of the dials' table."""
    typed = (re.match(r"/\S+", row.what) for row in ROWS if row.act == "types")
    return {found[0] for found in typed if found} | {f"/{name}" for name in dials.NAMES}


async def test_the_table_has_rows_enough_and_none_twice():
    assert len(ROWS) >= LEAST
    assert len({row.label + str(row) for row in ROWS}) == len(ROWS)
    assert min(len(rows) for rows in GROUPS.values()) >= 10


async def test_every_command_shortcut_and_control_is_in_the_table():
    features, names = manifest()["features"], heard()
    assert {each["command"] for each in features["slash_commands"]} <= commands()
    assert {each["callback_id"] for each in features["shortcuts"]} <= used("points")
    assert (
        unused(
            names["action"],
            used("presses") | {"settings_place", "settings_channel"} & used("sends"),
        )
        == []
    )
    assert unused(names["message_shortcut"], used("points")) == []
    assert unused(names["global_shortcut"], used("points")) == []
    assert unused([n for n in names["view"] if isinstance(n, str)], used("sends")) == []
    assert {"export_file", "export_canvas"} <= used("presses")


async def test_a_control_without_rows_would_be_missed():
    names = [*heard()["action"], "something_new", re.compile(r"newer_\d")]
    assert unused(names, used("presses", "sends"))[-1:] == [r"newer_\d"]
    assert "something_new" in unused(names, used("presses", "sends"))
