"""Code that the endpoint runs: what goes on, what came of it, and that it goes back verbatim."""

import pytest

from tests.whole.world import body

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_code_is_run_shown_kept_and_sent_back(place):
    place.messages.speed = 20
    try:
        root = await place.slack.type("ann", "general", "@Threadloom !code on compute the sum")
        await place.said(root, "Working", timeout=30)
        assert "5050" in body(await place.answered(root, timeout=30))
    finally:
        place.messages.speed = 400
    asked = place.messages.requests[-1]
    assert {"type": "code_execution_20250522", "name": "code_execution"} in asked.body["tools"]
    assert asked.headers["anthropic-beta"] == "code-execution-2025-05-22"

    await place.slack.type("ann", "general", "thanks", thread_ts=root)
    await place.answered(root, 2)
    _, call, result, _ = place.asked()[-1]["messages"][1]["content"]
    assert call["input"] == {"code": "print(sum(range(1, 101)))"}
    assert result["type"] == "code_execution_tool_result"
    assert result["content"]["stdout"] == "5050\n"
    assert result["tool_use_id"] == call["id"]


async def test_code_that_could_not_be_run_is_said(place):
    text = "@Threadloom !code on run it for too long"
    root = await place.slack.type("ann", "general", text)
    assert "execution_time_exceeded" in body(await place.answered(root))
