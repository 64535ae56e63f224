import json

import pytest

from bot.adapters.messages.failure import failure
from bot.answer.culprit import culprit, cure
from bot.answer.setup import FEATURES
from tests.corpora import CORPORA, corpora_needed

RECORDED = {
    "effort_xhigh_unsupported": "effort",
    "rejects_server_tools": "web_search",
    "context_length_exceeded": None,
    "handles.0.400": "oversize",
    "completion_error": "history",
    "anthropic_images": "history",
    "content-uploa": "history",
}


@corpora_needed
def test_every_recorded_refusal_is_understood_or_left_alone():
    found = {}
    for path in sorted((CORPORA / "sse" / "_http_errors").glob("*.json")):
        told = json.loads(path.read_text())
        error = failure(told["status"], {}, told["body"].encode())
        found[path.stem] = culprit(str(error))
    expected = {
        name: next((what for part, what in RECORDED.items() if part in name), None)
        for name in found
    }
    assert found == expected
    assert len(found) > 15


REASONS = {
    "thinking_signature": [
        "messages.1.content.0: Invalid `signature` in `thinking` block",
        "messages.3.content.0: Invalid `signature` in `thinking` block. The block is",
        "messages.3.content.1: Invalid `data` in `redacted_thinking` block",
        (
            "messages.1.content.0: `thinking` or `redacted_thinking` blocks in the latest "
            "assistant message cannot be modified."
        ),
        "messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found",
        "messages.1.content.0.thinking.signature: Field required",
    ],
    "oversize": [
        "prompt is too long: 3333404 tokens > 200000 maximum",
        "request_too_large: Request exceeds the maximum size",
        "status 413, which says “413 Request Entity Too Large”",
        "input length and `max_tokens` exceed context limit: 199000 + 8000 > 200000",
        "Input is too long for requested model.",
        "This model's maximum context length is 8192 tokens.",
        "messages: List should have at most 100000 items",
    ],
    "history": [
        "messages.2: all messages must have non-empty content except for the optional",
        "messages: text content blocks must be non-empty",
        'messages: roles must alternate between "user" and "assistant", but found',
        'messages: first message must use the "user" role',
        "messages.4: `tool_use` ids were found without `tool_result` blocks immediately",
        "messages.4.content.0: unexpected `tool_use_id` found in `tool_result` blocks: t.",
        "messages.1: `web_search` tool use with id `srvtoolu_1` was found without a",
        "messages.1.content.2: Invalid `encrypted_content` in `search_result` block",
        "messages.1.content.2: Invalid `encrypted_index` in `citations`",
        (
            "This model does not support assistant message prefill. The conversation must "
            "end with a user message."
        ),
        "messages.0.content.1.image.source.base64.data: URL sources are not supported",
        "messages.0.content.0: Input tag 'x' found using 'type' does not match",
        "Could not process image",
    ],
    "web_search": [
        "tools.0: Input tag 'web_search_20250305' found using 'type' does not match any",
        "Web search is not enabled for this organization.",
    ],
    "web_fetch": [
        "tools.1: Input tag 'web_fetch_20250910' found using 'type'",
    ],
    "code_execution": [
        "tool type 'code_execution_20250522' is not supported",
    ],
    "thinking": [
        '"thinking.type.enabled" is not supported for this model. Use "thin',
        '"thinking.type.disabled" is not supported for this model. Use "thin',
        "adaptive thinking is not supported on this model",
        "thinking: Extra inputs are not permitted",
    ],
    "effort": [
        "This model does not support the effort parameter.",
        "This model does not support effort level 'xhigh'. Supported levels: high, low,",
        "output_config.effort 'max' is not supported when thinking is disabled on this",
        "output_config: Extra inputs are not permitted",
    ],
    "cache_ttl": [
        "system.0.cache_control.ephemeral.ttl: Extra inputs are not permitted",
    ],
    "cache": [
        "system.0.cache_control: Extra inputs are not permitted",
        "messages.0.content.0.text.cache_control: Extra inputs are not permitted",
    ],
    "automatic_cache": [
        "cache_control: Extra inputs are not permitted",
    ],
    "tool_choice": [
        'tool_choice: type "tool" and "any" are not supported for this model.',
        "Thinking may not be enabled when tool_choice forces tool use.",
    ],
    "sampling": [
        "temperature: Extra inputs are not permitted",
        "`top_p` is deprecated for this model.",
        "`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.",
        "`temperature` and `top_p` cannot both be specified for this model.",
    ],
    "service_tier": [
        "service_tier: Extra inputs are not permitted",
    ],
    "metadata": [
        "metadata: Extra inputs are not permitted",
    ],
    None: [
        "model: claude-nobody-thinking",
        "status 404, not_found_error: model: web_search",
        "max_tokens: 200000 > 64000, which is the maximum allowed number of output tokens",
        "Your credit balance is too low to access the Anthropic API.",
        "",
    ],
}


@pytest.mark.parametrize(
    ("reason", "what"), [(reason, what) for what, reasons in REASONS.items() for reason in reasons]
)
@pytest.mark.parametrize("where", ["{}", "status 400, invalid_request_error: {}"])
def test_a_refusal_is_understood_by_its_words(where, reason, what):
    assert culprit(where.format(reason)) == what


def test_what_is_in_the_past_is_cured_by_a_mark_and_a_feature_is_not():
    assert cure("thinking_signature", "q").about == {"epoch_ends": True}
    for what in ("history", "oversize"):
        assert cure(what, "q").about == {"epoch_ends": True, "plain": True}
    assert cure("history", "q").role == "mark"
    assert cure("history", "q").question == "q"
    assert [cure(feature, "q") for feature in FEATURES] == [None] * len(FEATURES)
