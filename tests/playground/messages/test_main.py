"""The server as a program, for benchmarks."""

import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from bot.playground.messages.__main__ import steady

ROOT = Path(__file__).parents[3]
ASKED = (
    b'{"model":"claude-sonnet-4-6","max_tokens":9,"stream":true,'
    b'"messages":[{"role":"user","content":"x"}]}'
)


@pytest.fixture
def program():
    command = [sys.executable, "-m", "bot.playground.messages", "--speed", "0", "--events", "25"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        yield running
        running.terminate()


def test_it_says_where_it_is_and_streams_as_many_deltas_as_asked(program):
    url = program.stdout.readline().strip()
    headers = {
        "x-api-key": "local",
        "anthropic-version": "2023-06-01",
        "content-type": "application/json",
    }
    request = urllib.request.Request(f"{url}/v1/messages", ASKED, headers)
    with urllib.request.urlopen(request, timeout=10) as response:
        raw = response.read()
    assert raw == steady(25).raw
    assert raw.count(b"event: content_block_delta") == 25
    assert raw.rstrip().endswith(b"}")
    assert b"event: message_stop" in raw
