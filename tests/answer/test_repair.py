import copy
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from pydantic import SecretStr

from bot import errors
from bot.adapters.messages import Endpoint, MessagesModel, open_client
from bot.answer.answer import Answer
from bot.answer.compaction import BETA
from bot.answer.culprit import culprit, cure
from bot.answer.repair import loops, paused, repaired
from bot.answer.request import Request
from bot.answer.setup import Setup
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Preferences
from bot.playground.messages.refusal import Refused
from bot.playground.messages.seals import Seals
from bot.playground.messages.server import LocalMessages
from bot.playground.messages.validation import check
from tests.answer.damaged import PROVIDER, RAW, conversations, text, wire

HEADERS = {"anthropic-version": "2023-06-01"}
CLOCK = {"name": "clock", "input_schema": {"type": "object"}}
SETUP = Setup(provider=PROVIDER, tools=(CLOCK,))
WISHES = Preferences("claude-sonnet-4-6", thinking="on", web_search=True)
NOW = Request(Conversation(), WISHES, SETUP).epoch
QUESTION = {"role": "user", "content": [text("Why?")]}


def trusting(messages):
    """The seals of the endpoint that wrote all that is sealed in `messages`."""
    seals = Seals("test")
    seals.trust(json.dumps(messages).encode())
    return seals


@given(RAW)
@settings(max_examples=300)
def test_whatever_was_left_behind_becomes_messages_that_the_api_takes(damaged):
    messages = wire(repaired([*damaged, QUESTION]))
    body = {"model": "claude-sonnet-4-6", "max_tokens": 9, "messages": messages}
    check(body, HEADERS | {"anthropic-beta": BETA}, trusting(messages))
    assert messages[-1]["content"][-1] == text("Why?")


@given(RAW)
def test_what_was_repaired_needs_no_repair(damaged):
    once = repaired(damaged)
    assert repaired(once) == once


@given(RAW)
def test_repairing_changes_nothing_that_was_given(damaged):
    before = copy.deepcopy(damaged)
    for message in repaired(damaged):
        message["content"].clear()
    assert damaged == before


@given(RAW)
def test_nothing_is_said_that_was_not_there(damaged):
    there = repr(damaged)
    for message in repaired(damaged):
        for block in message["content"]:
            words = block.get("text") or block.get("id") or block.get("signature") or ""
            assert repr(words)[1:-1] in there


def refusal(request, seals):
    """What the API has against a request, in the words that our errors say it in."""
    betas = {"anthropic-beta": ",".join(request.betas)}
    try:
        check(wire(request.body()), HEADERS | betas, seals)
    except Refused as error:
        return f"status {error.status}, {error.type}: {error.message}"
    return None


def attempted(conversation, seals):
    """A body that the API takes, and what it took to get there, mending as the speaker does."""
    mended, setup = [], SETUP
    while reason := refusal(request := Request(conversation, WISHES, setup), seals):
        what = culprit(reason)
        assert what in {"thinking_signature", "history", "compaction"} - set(mended), reason
        mended.append(what)
        if mark := cure(what, "q9"):
            conversation = conversation.add(mark)
        else:
            setup = replace(setup, refused=setup.refused | {what})
    return wire(request.body()), mended


@given(conversations(NOW))
@settings(max_examples=300)
def test_no_thread_is_ever_bricked(conversation):
    """Whatever is wrong with it, nobody has to start a new one: each cure once, and again."""
    body, mended = attempted(conversation, Seals("stranger"))
    assert len(mended) <= 3
    assert body["messages"][-1]["content"][-1]["text"] == "Why?"


@given(conversations(NOW))
def test_what_another_endpoint_said_is_taken_at_once(conversation):
    elsewhere = tuple(
        Turn(turn.role, turn.content, about={**turn.about, "epoch": "api.elsewhere.com#x"})
        if turn.role == "assistant"
        else Turn(turn.role, (text("And?"),), about=turn.about)
        for turn in conversation.turns
    )
    assert attempted(Conversation(elsewhere), Seals("stranger"))[1] == []


def call(name, kind="tool_use", **fields):
    return {"type": kind, "id": name, "name": "clock", "input": {}, **fields}


def result(name, kind="tool_result", **fields):
    return {"type": kind, "tool_use_id": name, "content": "12:00", **fields}


def user(*blocks):
    return {"role": "user", "content": list(blocks)}


def assistant(*blocks):
    return {"role": "assistant", "content": list(blocks)}


SEARCH = call("s", "server_tool_use")
FOUND = result("s", "web_search_tool_result", content=[])
THOUGHT = {"type": "thinking", "thinking": "Hm", "signature": "abc"}
A, B, C = text("a"), text("b"), text("c")


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ([user(A), user(B)], [user(A, B)]),
        ([assistant(A), user(B)], [user(B)]),
        ([user(A), assistant(B)], [user(A)]),
        ([user(A), assistant(), user(C)], [user(A, C)]),
        ([user(A), assistant(text(" ")), user(C)], [user(A, C)]),
        (
            [{"content": "a"}, {"content": [THOUGHT, B]}, user(C)],
            [user(A), assistant(THOUGHT, B), user(C)],
        ),
        ([user(A), assistant(THOUGHT), user(C)], [user(A, C)]),
        ([user(A), assistant(B, call("t")), user(C)], [user(A), assistant(B), user(C)]),
        ([user(A), assistant(B), user(result("t"), C)], [user(A), assistant(B), user(C)]),
        (
            [user(A), assistant(call("t")), user(C, result("t"))],
            [user(A), assistant(call("t")), user(result("t"), C)],
        ),
        (
            [user(A), assistant(call("t")), user(result("t"), result("t", content="late"))],
            [user(A), assistant(call("t")), user(result("t"))],
        ),
        (
            [user(A), *[assistant(call("t")), user(result("t"), B)] * 2],
            [user(A), assistant(call("t")), user(result("t"), B, B)],
        ),
        ([user(A), assistant(SEARCH, FOUND)], [user(A), assistant(SEARCH, FOUND)]),
        ([user(A), assistant(SEARCH)], [user(A), assistant(SEARCH)]),
        ([user(A), assistant(B, SEARCH), user(C)], [user(A), assistant(B), user(C)]),
        ([user(A), assistant(FOUND, B), user(C)], [user(A), assistant(B), user(C)]),
        (
            [user(A), assistant(SEARCH, call("t")), user(result("t"))],
            [user(A), assistant(SEARCH, call("t")), user(result("t"))],
        ),
        (
            [user(A), assistant({"type": "hologram"}, B), user(C)],
            [user(A), assistant(B), user(C)],
        ),
        ([user(A), assistant({**B, "parsed": 1}), user(C)], [user(A), assistant(B), user(C)]),
    ],
)
def test_each_damage_is_mended_with_as_little_loss_as_can_be(damaged, mended):
    assert repaired(damaged) == mended


def test_what_is_strange_stays_for_those_who_said_it():
    said = [user(A), assistant({"type": "hologram", "depth": 3}, {**B, "new": 1}), user(C)]
    assert repaired(said, strange=True) == said


def test_an_answer_is_paused_where_a_server_has_the_word():
    assert paused([A, SEARCH])
    assert paused([SEARCH, FOUND])
    assert not paused([SEARCH, FOUND, A])
    assert not paused([])
    assert not paused([call("t")])


def test_an_answer_loops_while_tools_have_the_last_word():
    assert loops([user(A), assistant(call("t")), user(result("t"))])
    assert not loops([user(A)])
    assert not loops([])


FORGED = {**THOUGHT, "thinking": "What nobody thought."}
HISTORIES = {
    "a signature that is not theirs": [("assistant", FORGED, B)],
    "thinking that lost its signature": [("assistant", {**THOUGHT, "signature": ""}, B)],
    "hidden thinking of others": [("assistant", {"type": "redacted_thinking", "data": "x"}, B)],
    "search results of others": [
        (
            "assistant",
            SEARCH,
            {**FOUND, "content": [{"type": "web_search_result", "encrypted_content": "x"}]},
            B,
        )
    ],
    "an answer without a word": [("assistant",)],
    "an answer of blanks": [("assistant", text(" "))],
    "a question of blanks": [("user", text("\n")), ("assistant", B)],
    "two answers in a row": [("assistant", B), ("assistant", B)],
    "an answer before any question": [("assistant", B)],
    "a call without its result": [("assistant", B, call("t"))],
    "a search without its results": [("assistant", B, SEARCH)],
    "a result without its call": [("user", result("t"))],
    "a call told twice": [
        ("assistant", call("t")),
        ("user", result("t")),
        ("assistant", call("t")),
    ],
    "a block of another endpoint": [("assistant", {"type": "reasoning", "reasoning": "Hm"}, B)],
    "a field of another endpoint": [("assistant", {**B, "parsed_output": None})],
    "a picture that is none": [
        (
            "user",
            {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "?"}},
        )
    ],
    "more than the window holds": [("assistant", text("word " * 1_000_000))],
    "a question larger than the window": [("user", text("word " * 1_000_000))],
}


@pytest.fixture
async def endpoint():
    async with LocalMessages(speed=0) as messages, open_client() as client:
        yield MessagesModel(client, Endpoint(messages.url, SecretStr("local")))


@pytest.mark.parametrize("damage", HISTORIES.values(), ids=HISTORIES)
@pytest.mark.parametrize("model", ["claude-sonnet-4-6", "claude-opus-5-5", "claude-haiku-4-5"])
async def test_each_thread_answers_again(endpoint, model, damage):
    wishes = Preferences(model, thinking="on", web_search=True)
    now = {"epoch": Request(Conversation(), wishes, SETUP).epoch, "stop_reason": "end_turn"}
    turns = [Turn(role, tuple(blocks), about=now) for role, *blocks in damage]
    conversation = Conversation((*turns, Turn("user", (text("Why?"),), "q9")))
    for _ in range(2):
        answer = Answer()
        try:
            async for deltas in endpoint.stream(Request(conversation, wishes, SETUP)):
                answer.hear(deltas)
            break
        except errors.Refused as error:
            conversation = conversation.add(cure(culprit(str(error)), "q9"))
    assert answer.complete
