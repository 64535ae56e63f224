"""What was done for an answer is told in order, with what was found, and with what failed."""

import pytest

from bot.answer.citations import Source
from bot.answer.speech import Speech
from bot.answer.steps import Step, steps, stopped
from bot.conversation.conversation import Turn
from tests.answer.wire import closes, grows, opens, read, says, start, stops
from tests.corpora import CORPORA, corpora_needed

THINKS = {"type": "thinking", "thinking": "Hm.", "signature": "s"}


def calls(name, told, kind="server_tool_use", call="srvtoolu_1"):
    return {"type": kind, "id": call, "name": name, "input": told}


def answers(kind, content, **more):
    return {"type": kind, "tool_use_id": "srvtoolu_1", "content": content, **more}


FOUND = [{"type": "web_search_result", "url": "https://a.example/", "title": "A"}]
PAGE = {"type": "web_fetch_result", "url": "https://b.example/", "content": {"title": "B"}}


def failed(kind, code):
    return {"type": f"{kind}_tool_result_error", "error_code": code}


@pytest.mark.parametrize(
    ("blocks", "step"),
    [
        ([THINKS], Step("thinking", "", "done")),
        ([THINKS, {"type": "redacted_thinking", "data": "x"}], Step("thinking", "", "done")),
        ([calls("web_search", {"query": "rain"})], Step("searching", "rain", "running")),
        (
            [calls("web_search", {"query": "rain"}), answers("web_search_tool_result", FOUND)],
            Step("searching", "rain", "done", (Source("https://a.example/", "A"),)),
        ),
        (
            [
                calls("web_search", {"query": "rain"}),
                answers("web_search_tool_result", failed("web_search", "max_uses_exceeded")),
            ],
            Step("searching", "rain", "failed", (), "max_uses_exceeded"),
        ),
        (
            [calls("web_fetch", {"url": "b"}), answers("web_fetch_tool_result", PAGE)],
            Step("fetching", "b", "done", (Source("https://b.example/", "B"),)),
        ),
        (
            [
                calls("code_execution", {"code": "1+1"}),
                answers("code_execution_tool_result", {"stdout": "2", "return_code": 0}),
            ],
            Step("running", "1+1", "done"),
        ),
        (
            [
                calls("bash_code_execution", {"command": "false"}),
                answers("bash_code_execution_tool_result", {"stdout": "", "return_code": 1}),
            ],
            Step("running", "false", "failed", (), "exit 1"),
        ),
        ([calls("clock", {}, "tool_use", "toolu_1")], Step("using", "clock", "running")),
        ([calls("look", {}, "mcp_tool_use", "m_1")], Step("using", "look", "running")),
    ],
)
def test_each_block_that_does_something_is_a_step(blocks, step):
    assert steps(blocks, len(blocks)) == [step]


def test_text_is_no_step():
    assert steps([{"type": "text", "text": "Hi"}], 1) == []


def test_what_a_stream_broke_off_has_failed():
    assert stopped([Step("searching", "x", "running")]) == [Step("searching", "x", "failed")]


def test_steps_grow_over_all_rounds_and_pauses():
    speech = Speech()
    answer = speech.begin()
    for event in (
        start(),
        opens(0, "thinking", thinking="", signature=""),
        grows(0, "thinking_delta", thinking="Hm."),
    ):
        answer.add(event)
    assert speech.steps == (Step("thinking", "", "running"),)
    for event in (
        closes(0),
        opens(1, "server_tool_use", id="s1", name="web_search", input={}),
        grows(1, "input_json_delta", partial_json='{"query": "rain"}'),
    ):
        answer.add(event)
    assert speech.steps[1:] == (Step("searching", "rain", "running"),)
    for event in (closes(1), stops("pause_turn"), {"type": "message_stop"}):
        answer.add(event)
    answer = speech.begin()
    assert speech.steps[1].state == "running"
    for event in (
        start(),
        opens(0, "web_search_tool_result", tool_use_id="s1", content=FOUND),
        closes(0),
        opens(1, "tool_use", id="t1", name="clock", input={}),
        closes(1),
        stops("tool_use"),
        {"type": "message_stop"},
    ):
        answer.add(event)
    assert [step.state for step in speech.steps] == ["done", "done", "running"]
    speech.used([{"type": "tool_result", "tool_use_id": "t1", "is_error": True, "content": "no"}])
    assert speech.steps[2] == Step("using", "clock", "failed", (), "error")
    speech.begin()
    assert [step.state for step in speech.steps] == ["done", "done", "failed"]


def test_a_try_that_broke_off_has_failed_and_stays():
    speech = Speech()
    speech.begin().add(opens(0, "server_tool_use", id="s", name="web_search", input={}))
    speech.begin()
    assert [step.state for step in speech.steps] == ["failed"]


def test_who_takes_over_knows_what_was_done():
    call = calls("clock", {}, "tool_use", "toolu_1")
    speech = Speech([Turn("assistant", (THINKS, call))])
    assert [step.state for step in speech.steps] == ["done", "running"]
    speech.begin().add(says("It is noon."))
    assert [step.state for step in speech.steps] == ["done", "done"]


@corpora_needed
@pytest.mark.parametrize("path", sorted(CORPORA.glob("sse/*/*.sse")), ids=lambda p: p.stem[-60:])
def test_recorded_searches_are_told_with_what_they_found(path):
    content = read(path.read_bytes()).content()
    searched = [s for s in steps(content, len(content)) if s.kind == "searching"]
    assert len(searched) == sum(
        b.get("name") == "web_search" for b in content if b["type"] == "server_tool_use"
    )
    assert all(step.state == "done" and step.subject for step in searched)
