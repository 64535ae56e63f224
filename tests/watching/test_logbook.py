import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.watching.logbook import _text

ROOT = Path(__file__).parents[2]


def written(code, form="text", level="INFO"):
    """What a process that begins its log and runs `code` leaves on standard error."""
    began = (
        f"import logging; from bot.watching import logbook; logbook.begin({level!r}, {form!r})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", began + code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stderr.splitlines()


def test_a_record_is_one_line():
    (line,) = written(
        "logging.getLogger('x').info('one\\n2026 ERROR forged')\n"
        "logging.getLogger('x').debug('below')"
    )
    assert line.endswith("INFO x: one\\n2026 ERROR forged")


@given(st.text(), st.text())
def test_no_text_forges_a_line(what, fact):
    event = {"timestamp": "now", "level": "info", "logger": "x", "event": what, "question": fact}
    line = _text(None, "info", event)
    assert len(line.splitlines()) == 1, "by whatever a reader takes for the end of a line"
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line)


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_loggers_that_write_bodies_are_silent_below_warning(form):
    talk = "".join(
        f"logging.getLogger({name!r}).info('a body')\n"
        for name in (
            "slack_sdk.web",
            "slack_bolt.x",
            "httpx",
            "aiohttp.access",
            "markdown_it.rules",
        )
    )
    assert written(talk, form, "DEBUG") == []


def test_as_json_a_record_is_an_object_with_the_facts_that_may_be_told():
    (line,) = written(
        "with logbook.follow('T1:C1:1.2'):\n"
        "    logging.getLogger('x').info('replied', extra={'outcome': 'success', 'text': 'hi'})",
        "json",
    )
    told = json.loads(line)
    assert told.pop("timestamp").endswith("Z")
    assert told == {
        "level": "info",
        "logger": "x",
        "event": "replied",
        "question": "T1:C1:1.2",
        "outcome": "success",
    }


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-12-34-abcDEF",
        "xoxe.xoxb-1-Mi0y",
        "xapp-1-A0-12-ab",
        "sk-ant-api03-abcdefgh",
        "redis://user:hunter2hunter2@db:6379/0",
    ],
)
def test_a_secret_is_blotted_out_wherever_it_stands(form, secret):
    lines = written(
        f"log = logging.getLogger('x'); log.warning('got %s from', {secret!r})\n"
        f"try: raise ValueError({secret!r})\n"
        "except ValueError: log.exception('failed')",
        form,
    )
    kept = secret.rpartition("@")[2] if "@" in secret else "…"
    assert "hunter2" not in "".join(lines)
    assert secret not in "\n".join(lines)
    assert kept in "\n".join(lines)
    assert "ValueError" in "\n".join(lines)


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_error_tells_what_people_said(form):
    lines = written(
        "import asyncio\n"
        "from bot.errors import Refused\n"
        "log, asked = logging.getLogger('x'), 'do wombats dream of marmalade'\n"
        "async def fails():\n"
        "    asyncio.get_running_loop().create_task(lost())\n"
        "    await asyncio.sleep(0)\n"
        "async def lost(): raise LookupError(asked)\n"
        "with logbook.follow('T1:C1:1.2', [asked]):\n"
        "    log.warning('put off: %r', Refused('status 400, bad text: ' + asked))\n"
        "    log.warning('put off: %s', ValueError(asked))\n"
        "    try: int(asked)\n"
        "    except ValueError: log.exception('it failed')\n"
        "    asyncio.run(fails())\n",
        form,
        "DEBUG",
    )
    told = "\n".join(lines)
    assert "put off: Refused('status 400, bad text: …')" in told
    assert "put off: ValueError" in told
    assert "Task exception was never retrieved" in told
    assert "LookupError" in told
    assert "wombats" not in told
    assert "marmalade" not in told
