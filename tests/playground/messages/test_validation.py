"""What was really sent to the real API is taken here, and what is said here may come back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.messages.families import FAMILIES, find
from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.blocks import KINDS
from bot.playground.messages.seals import Seals
from bot.playground.messages.validation import check
from tests.corpora import CORPORA, corpora_needed

RECORDED = sorted((CORPORA / "sse").glob("*/*.request.json"))
VERSION = {"anthropic-version": "2023-06-01"}


def body(path):
    told = json.loads(path.read_bytes())
    return told.get("body", told)


@corpora_needed
def test_every_recorded_request_to_a_model_that_still_is_is_taken():
    taken = 0
    for path in RECORDED:
        asked = body(path)
        if not find(asked["model"]):
            continue
        seals = Seals("local")
        seals.trust(path.read_bytes())
        betas = {"anthropic-beta": "structured-outputs-2025-11-13"}
        check(asked, VERSION | (betas if "output_format" in asked else {}), seals)
        taken += 1
    assert taken > 100


@corpora_needed
def test_recorded_requests_to_models_that_are_gone_find_nothing():
    gone = [path for path in RECORDED if not find(body(path)["model"])]
    for path in gone:
        with pytest.raises(Refused) as caught:
            check(body(path), VERSION | {"anthropic-beta": "any"}, Seals("local"))
        assert caught.value.status == 404
        assert caught.value.message == f"model: {body(path)['model']}"
    assert gone


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.ids[0])
@pytest.mark.parametrize(
    "question", ["Hello", "Please think", "search for owls", "Read https://example.com/a", "time?"]
)
async def test_every_answer_may_be_sent_back_to_every_family(ask, family, question):
    tools = [
        {"type": "web_search_20250305", "name": "web_search"},
        {"type": "web_fetch_20250910", "name": "web_fetch", "citations": {"enabled": True}},
        {"name": "current_time", "input_schema": {"type": "object"}},
    ]
    dials = {"model": family.ids[0], "tools": tools}
    turns = [{"role": "user", "content": question}]
    for _ in range(3):
        status, answer = await ask(**dials, messages=turns)
        assert status == 200, answer
        calls = [b for b in answer["content"] if b["type"] == "tool_use"]
        told = [{"type": "tool_result", "tool_use_id": b["id"], "content": "12"} for b in calls]
        turns = [
            *turns,
            {"role": "assistant", "content": answer["content"]},
            {"role": "user", "content": told or "And then?"},
        ]


ALWAYS = ("type", "cache_control")
QUESTION = {"role": "user", "content": "Hello"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.floats(0, 2) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "role", "content", "name", "id", "ttl"]), inner
        )
    ),
    max_leaves=9,
)
FIELDS = (
    *("model", "max_tokens", "messages", "system", "tools", "tool_choice", "thinking", "metadata"),
    *("output_config", "temperature", "stop_sequences", "cache_control", "service_tier"),
)


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_any_damage_to_a_request_is_refused_or_harmless(damage):
    good = {
        "model": "claude-sonnet-4-6",
        "max_tokens": 900,
        "messages": [{"role": "user", "content": "Hello"}],
    }
    assert outcome(good | damage) in (200, 400, 404)


BLOCKS = st.builds(
    lambda tag, told, more: {"type": tag, **told, **more},
    st.sampled_from(sorted(KINDS)),
    st.fixed_dictionaries(
        {name: st.just("x") for name in ("text", "id", "name", "tool_use_id", "thinking", "data")}
    ),
    st.dictionaries(
        st.sampled_from(
            [*("text", "signature", "citations", "content", "source", "input", "cache_control")]
        ),
        JSON,
    ),
)


@given(st.lists(BLOCKS, max_size=3), st.sampled_from(["user", "assistant"]))
def test_any_damage_to_a_block_is_refused_or_harmless(blocks, role):
    for block in blocks:
        needed = KINDS[block["type"]]
        for name in [name for name in block if name not in (*ALWAYS, *needed.needed, *needed.more)]:
            del block[name]
    turns = [QUESTION, {"role": role, "content": blocks}, QUESTION]
    asked = {"model": "claude-sonnet-4-6", "max_tokens": 900, "messages": turns}
    assert outcome(asked) in (200, 400, 404)


def outcome(asked):
    try:
        check(asked, VERSION, Seals("local"))
    except Refused as refused:
        return refused.status
    return 200
