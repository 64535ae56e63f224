import pytest

MANY = "max_tokens: 128001 > 128000, which is the maximum allowed number of output tokens for "


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model": ...}, "model: Field required"),
        ({"model": 4}, "model: Input should be a valid string"),
        ({"messages": ...}, "messages: Field required"),
        ({"messages": "Hello"}, "messages: Input should be a valid list"),
        ({"max_tokens": ...}, "max_tokens: Field required"),
        ({"max_tokens": "many"}, "max_tokens: Input should be a valid integer"),
        ({"max_tokens": True}, "max_tokens: Input should be a valid integer"),
        ({"max_tokens": 0}, "max_tokens: Input should be greater than or equal to 1"),
        ({"max_tokens": 128_001}, f"{MANY}claude-sonnet-4-6"),
        ({"model": "claude-nothing"}, "model: claude-nothing"),
        ({"prompt": "Hello"}, "prompt: Extra inputs are not permitted"),
        ({"context_management": {}}, "context_management: Extra inputs are not permitted"),
        ({"stream": "yes"}, "stream: Input should be a valid boolean"),
        ({"system": 7}, "system: Input should be a valid list"),
        (
            {"system": [{"type": "text", "text": ""}]},
            "system: text content blocks must be non-empty",
        ),
        ({"system": [{"type": "text"}]}, "system.0.text: Field required"),
        ({"metadata": {"team": "T1"}}, "metadata.team: Extra inputs are not permitted"),
        (
            {"metadata": {"user_id": "u" * 257}},
            "metadata.user_id: String should have at most 256 characters",
        ),
        (
            {"service_tier": "priority"},
            "service_tier: Input should be 'auto' or 'standard_only'",
        ),
        (
            {"stop_sequences": ["\n"]},
            "stop_sequences: each stop sequence must contain non-whitespace",
        ),
        ({"stop_sequences": [1]}, "stop_sequences.0: Input should be a valid string"),
        (
            {
                "model": "claude-haiku-4-5",
                "messages": [{"role": "user", "content": "word " * 200_000}],
            },
            "prompt is too long: 250000 tokens > 200000 maximum",
        ),
    ],
)
def test_a_wrong_field_is_refused(refusal, changes, message):
    assert refusal(**changes) == message


@pytest.mark.parametrize(
    "changes",
    [
        {"max_tokens": 1},
        {"max_tokens": 128_000},
        {"system": "You are Ada."},
        {"system": [{"type": "text", "text": "S", "cache_control": {"type": "ephemeral"}}]},
        {"metadata": {"user_id": "u" * 256}},
        {"metadata": {"user_id": None}},
        {"service_tier": "standard_only"},
        {"stop_sequences": ["END"]},
        {"stream": False},
    ],
)
def test_a_right_field_is_taken(refusal, changes):
    assert refusal(**changes) is None


def test_a_beta_header_opens_the_fields_of_betas(refusal):
    assert refusal(betas="context-management-2025-06-27", context_management={}) is None


@pytest.mark.parametrize("name", ["temperature", "top_p", "top_k"])
def test_the_version_of_2026_knows_no_sampling(refusal, name):
    message = f"{name}: Extra inputs are not permitted"
    assert refusal("2026-10-21", **{name: 1}) == message
    assert refusal("2023-06-01", **{name: 1}) is None
