"""An answer after code that was never run: a call, its result or an error, and what it says.

The newer versions of the tool call a shell and an editor, the oldest one Python (messages.md §2.6).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.messages.answers.reading import Reading
from bot.playground.messages.answers.serials import serial
from bot.playground.messages.script import Block, Say

_ERRORS = {
    "too long": "execution_time_exceeded",
    "unavailable": "unavailable",
    "too many": "too_many_requests",
    "invalid": "invalid_tool_input",
}
_CODE = "print(sum(range(1, 101)))"
_OUT = "5050\n"


def executed(asked: Reading, tool: Mapping[str, Any]) -> Say:
    """What was asked decides how it goes: well, with an exit code, or not at all."""
    old = tool["type"] == "code_execution_20250522"
    name = "code_execution" if old else "bash_code_execution"
    given = {"code": _CODE} if old else {"command": f'python3 -c "{_CODE}"'}
    use = serial("srvtoolu", asked, name)
    call = {"type": "server_tool_use", "id": use, "name": name, "input": given}
    content, said = _outcome(asked, name)
    result = {"type": f"{name}_tool_result", "tool_use_id": use, "content": content}
    begin = {"type": "text", "text": "I'll run that."}
    return Say(blocks=(begin, call, result, {"type": "text", "text": said}))


def _outcome(asked: Reading, name: str) -> tuple[Block, str]:
    code = next((code for words, code in _ERRORS.items() if asked.asks(words)), None)
    if code:
        error = {"type": f"{name}_tool_result_error", "error_code": code}
        return error, f"It could not be run: `{code}`."
    wrong = asked.asks("crash*")
    content: Block = {
        "type": f"{name}_result",
        "stdout": "" if wrong else _OUT,
        "stderr": "Traceback (most recent call last): a stand-in's\n" if wrong else "",
        "return_code": int(wrong),
        "content": [],
    }
    return content, "It ended with exit code 1." if wrong else f"It says **{_OUT.strip()}**."
