import pytest

from bot.playground.messages.seals import prefix
from tests.playground.messages.rules.conftest import SEALS

INVALID = "messages.1.content.0: Invalid `signature` in `thinking` block"
ELSEWHERE = (
    f"{INVALID}. The block is bound to a different conversation. Remove the block, or set "
    '`thinking.block_binding.prefix_mismatch_behavior` to "drop_block".'
)
QUESTION = {"role": "user", "content": "Hello"}
TEXT = {"type": "text", "text": "Hi"}
CALL = {"type": "tool_use", "id": "toolu_1", "name": "now", "input": {}}
RESULT = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "12:00"}


def thought(text="Hm.", signed="Hm.", body=None):
    signature = SEALS.sign(signed, prefix(body or {}, [QUESTION]))
    return {"type": "thinking", "thinking": text, "signature": signature}


def talk(*blocks, first=QUESTION, last="Go on"):
    answer = {"role": "assistant", "content": list(blocks)}
    return [first, answer, {"role": "user", "content": last}]


def test_thinking_comes_back_as_it_was_signed(refusal):
    assert refusal(messages=talk(thought(), TEXT)) is None


@pytest.mark.parametrize(
    "block",
    [
        thought("Altered."),
        {"type": "thinking", "thinking": "Hm.", "signature": "RXFRQkNrWUlBUg=="},
        {"type": "thinking", "thinking": "Hm.", "signature": ""},
    ],
)
def test_altered_or_foreign_thinking_is_refused(refusal, block):
    assert refusal(messages=talk(block, TEXT)) == INVALID


@pytest.mark.parametrize(
    ("model", "message"),
    [("claude-sonnet-4-6", None), ("claude-opus-5", None), ("claude-opus-5-5", ELSEWHERE)],
)
def test_the_newest_families_bind_thinking_to_its_conversation(refusal, model, message):
    edited = {"role": "user", "content": "Hullo"}
    assert refusal(model=model, messages=talk(thought(), TEXT)) is None
    assert refusal(model=model, messages=talk(thought(), TEXT, first=edited)) == message
    assert refusal(model=model, system="New.", messages=talk(thought(), TEXT)) == message


def test_all_thinking_may_be_dropped(refusal):
    edited = {"role": "user", "content": "Hullo"}
    assert refusal(model="claude-opus-5-5", messages=talk(TEXT, first=edited)) is None


@pytest.mark.parametrize(("data", "fits"), [(SEALS.seal("redacted", "x"), True), ("RXE=", False)])
def test_redacted_thinking_must_be_ours(refusal, data, fits):
    message = refusal(messages=talk({"type": "redacted_thinking", "data": data}, TEXT))
    wrong = "messages.1.content.0: Invalid `data` in `redacted_thinking` block"
    assert message == (None if fits else wrong)


@pytest.mark.parametrize(("sealed", "fits"), [(SEALS.seal("content", "x"), True), ("", False)])
def test_search_results_must_be_ours(refusal, sealed, fits):
    use = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}}
    page = {
        "type": "web_search_result",
        "url": "https://example.com",
        "title": "T",
        "encrypted_content": sealed,
    }
    found = {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": [page]}
    wrong = "messages.1.content.1: Invalid `encrypted_content` in `search_result` block"
    assert refusal(messages=talk(use, found, TEXT)) == (None if fits else wrong)


def test_citations_must_be_ours(refusal):
    cited = {**TEXT, "citations": [{"type": "web_search_result_location", "encrypted_index": "x"}]}
    wrong = "messages.1.content.0: Invalid `encrypted_index` in `citations`"
    assert refusal(messages=talk(cited)) == wrong


def test_with_manual_thinking_answered_calls_begin_with_thinking(refusal):
    manual = {"type": "enabled", "budget_tokens": 1024}
    bare = talk(CALL, last=[RESULT])
    assert refusal(thinking=manual, messages=bare).startswith(
        "messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found "
        "`tool_use`. When `thinking` is enabled"
    )
    assert refusal(thinking=manual, messages=talk(thought(), CALL, last=[RESULT])) is None
    assert refusal(thinking={"type": "adaptive"}, messages=bare) is None
