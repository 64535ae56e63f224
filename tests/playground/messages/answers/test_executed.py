"""Code that is asked for is called and answered in the words of the version that is offered."""

import pytest

from bot.playground.messages.answers.choice import choose
from bot.playground.messages.seals import Seals


def answered(question, version="20250522"):
    tool = {"type": f"code_execution_{version}", "name": "code_execution"}
    body = {
        "model": "claude-sonnet-4-6",
        "max_tokens": 999,
        "messages": [{"role": "user", "content": question}],
        "tools": [tool],
    }
    return choose(body, Seals("test")).blocks


@pytest.mark.parametrize(
    ("version", "name", "field"),
    [
        ("20250522", "code_execution", "code"),
        ("20250825", "bash_code_execution", "command"),
        ("20260521", "bash_code_execution", "command"),
    ],
)
def test_each_version_calls_what_it_has_and_brings_its_kind_of_result(version, name, field):
    _, call, result, said = answered("Compute the sum.", version)
    assert call["name"] == name
    assert "range" in call["input"][field]
    assert result["type"] == f"{name}_tool_result"
    assert result["tool_use_id"] == call["id"]
    assert result["content"]["type"] == f"{name}_result"
    assert result["content"]["stdout"].strip() in said["text"]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("run it for too long", "execution_time_exceeded"),
        ("run it, unavailable", "unavailable"),
        ("run it too many times", "too_many_requests"),
        ("run invalid code", "invalid_tool_input"),
    ],
)
@pytest.mark.parametrize("version", ["20250522", "20250825"])
def test_each_error_of_the_tool_can_be_had(question, code, version):
    result = answered(question, version)[2]
    assert result["content"]["error_code"] == code
    assert result["content"]["type"] == f"{result['type']}_error"


def test_code_that_crashes_has_an_exit_code():
    assert answered("run what crashes")[2]["content"]["return_code"] == 1
