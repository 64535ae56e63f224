"""No call beyond a bound is let pass, whichever turn it is made in, and each is noted once."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.answer import Answer
from bot.model.gauge import Enough, Gauge
from bot.research.bounds import Bounds, Spent

CALLS = st.lists(st.sampled_from(["web_search", "web_fetch", "code_execution"]), max_size=9)


class Notes:
    """What is kept of a turn, in order."""

    def __init__(self):
        self.kept = []

    async def keep(self, _, mark):
        self.kept.append(mark.about["spent"])


async def heard(gauge, calls, *, refused=None):
    """The calls as they are streamed, each with its result; those that were begun."""
    answer, begun = Answer(), []
    now = SimpleNamespace(
        speech=SimpleNamespace(answer=answer), question=SimpleNamespace(first="q")
    )
    for at, name in enumerate(calls):
        error = (
            {"error_code": "max_uses_exceeded"}
            if refused and calls[:at].count(name) >= refused
            else []
        )
        use = {"type": "server_tool_use", "id": f"s{at}", "name": name, "input": {}}
        result = {"type": f"{name}_tool_result", "tool_use_id": f"s{at}", "content": error}
        for index, block in enumerate((use, result), 2 * at):
            for kind in ("content_block_start", "content_block_stop"):
                delta = {"type": kind, "index": index, "content_block": block}
                answer.add(delta)
                await gauge(now, delta)
        begun.append(name)
    return begun


@given(CALLS, st.integers(1, 4), st.integers(1, 3), st.integers(1, 3))
async def test_in_a_later_turn_the_call_beyond_is_never_heard_to_its_end(calls, most, s, p):
    notes = Notes()
    gauge = Gauge(notes, Bounds(searches=most, pages=most), Spent(s, p))
    left = {"web_search": most - s, "web_fetch": most - p}
    beyond = any(calls.count(name) > max(0, count) for name, count in left.items())
    if beyond:
        with pytest.raises(Enough):
            await heard(gauge, calls)
    else:
        assert await heard(gauge, calls) == calls
        assert notes.kept == [name for name in calls if name in left]
    assert all(notes.kept.count(name) <= max(0, count) for name, count in left.items())


@given(CALLS, st.integers(1, 4))
async def test_in_the_first_turn_what_the_endpoint_refuses_ends_nothing(calls, most):
    gauge = Gauge(Notes(), Bounds(searches=most, pages=most), Spent())
    assert await heard(gauge, calls, refused=most) == calls


@given(CALLS)
async def test_once_it_is_closed_no_call_is_let_pass(calls):
    gauge = Gauge(Notes(), Bounds(searches=9, pages=9), Spent(), closed=True)
    if set(calls) & {"web_search", "web_fetch"}:
        with pytest.raises(Enough):
            await heard(gauge, calls)
    else:
        assert await heard(gauge, calls) == calls


@given(st.integers(0, 2_000), st.integers(1, 1_500))
async def test_a_call_begins_only_while_what_the_stream_has_told_leaves_room(told, most):
    gauge, answer = Gauge(Notes(), Bounds(tokens=most), Spent(tokens=100)), Answer()
    begins = {"type": "message_start", "message": {"model": "m", "usage": {"input_tokens": told}}}
    answer.add(begins)
    now = SimpleNamespace(
        speech=SimpleNamespace(answer=answer), question=SimpleNamespace(first="q")
    )
    await gauge(now, begins)
    words = {"type": "content_block_start", "index": 0, "content_block": {"type": "text"}}
    call = {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}}
    search = {"type": "content_block_start", "index": 1, "content_block": call}
    answer.add(words)
    await gauge(now, words)  # whatever was spent, it may be written up
    answer.add(search)
    if 100 + told >= most * 0.75:
        with pytest.raises(Enough) as raised:
            await gauge(now, search)
        assert raised.value.limit == "tokens"
    else:
        await gauge(now, search)
