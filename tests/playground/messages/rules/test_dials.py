import pytest

from bot.playground.messages.families import FAMILIES

ON = {"type": "enabled", "budget_tokens": 1024}
ADAPTIVE = {"type": "adaptive"}
OFF = {"type": "disabled"}
BETWEEN = {"type": "between_tools"}
USE = 'Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
ALWAYS = f'"thinking.type.disabled" is not supported for this model. {USE}'
MANUAL = f'"thinking.type.enabled" is not supported for this model. {USE}'
DOCUMENTS = "https://platform.claude.com/docs/en/build-with-claude/extended-thinking"


def effort(level):
    return {"output_config": {"effort": level}}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.ids[0])
@pytest.mark.parametrize("asked", [ON, ADAPTIVE, OFF, BETWEEN], ids=lambda a: a["type"])
def test_each_family_takes_its_kinds_of_thinking_and_no_other(refusal, family, asked):
    message = refusal(model=family.ids[0], thinking=asked)
    if asked["type"] in family.thinking:
        assert message is None
    elif asked["type"] == "adaptive":
        assert message == "adaptive thinking is not supported on this model"
    else:
        kind = asked["type"]
        assert message.startswith(f'"thinking.type.{kind}" is not supported for this model. Use ')


@pytest.mark.parametrize(
    ("model", "asked", "message"),
    [
        ("claude-opus-4-7", ON, MANUAL),
        ("claude-fable-5-1", OFF, ALWAYS),
        ("claude-opus-5-5", OFF, ALWAYS),
        (
            "claude-sonnet-5-5",
            OFF,
            (
                '"thinking.type.disabled" is not supported for this model. Use '
                '"thinking.type.between_tools" for the lowest thinking setting, or '
                '"thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
            ),
        ),
        ("claude-haiku-4-5", ADAPTIVE, "adaptive thinking is not supported on this model"),
    ],
)
def test_unsupported_thinking_is_refused_in_the_real_words(refusal, model, asked, message):
    assert refusal(model=model, thinking=asked) == message


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"type": "on"},
            (
                "thinking: Input tag 'on' found using 'type' does not match any of the expected "
                "tags: "
                "'adaptive', 'between_tools', 'disabled', 'enabled'"
            ),
        ),
        ({"type": "enabled"}, "thinking.enabled.budget_tokens: Field required"),
        (
            {"type": "enabled", "budget_tokens": 1023},
            "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024",
        ),
        (
            {"type": "enabled", "budget_tokens": 8000},
            (
                "`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our "
                f"documentation at {DOCUMENTS}#max-tokens-and-context-window-size"
            ),
        ),
        (
            {"type": "adaptive", "budget_tokens": 2000},
            "thinking.adaptive.budget_tokens: Extra inputs are not permitted",
        ),
        (
            {"type": "adaptive", "display": "updates"},
            "thinking.adaptive.display: Input should be 'summarized', 'omitted'",
        ),
    ],
)
def test_malformed_thinking_is_refused(refusal, asked, message):
    assert refusal(thinking=asked) == message


@pytest.mark.parametrize("budget", [1024, 7999])
def test_a_budget_from_1024_up_to_below_max_tokens_is_taken(refusal, budget):
    assert refusal(thinking={"type": "enabled", "budget_tokens": budget}) is None


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.ids[0])
@pytest.mark.parametrize("level", ["low", "medium", "high", "xhigh", "max"])
def test_each_family_takes_its_effort_levels_and_no_other(refusal, family, level):
    message = refusal(model=family.ids[0], **effort(level))
    if level in family.efforts:
        assert message is None
    elif family.efforts:
        assert message == (
            f"This model does not support effort level '{level}'. Supported levels: "
            f"{', '.join(sorted(family.efforts))}."
        )
    else:
        assert message == "This model does not support the effort parameter."


def test_the_refusal_of_xhigh_is_the_recorded_one(refusal):
    assert refusal(model="claude-opus-4-6", **effort("xhigh")) == (
        "This model does not support effort level 'xhigh'. "
        "Supported levels: high, low, max, medium."
    )


def test_an_effort_that_does_not_exist_is_refused(refusal):
    assert refusal(**effort("huge")) == (
        "output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'"
    )


@pytest.mark.parametrize(("level", "fits"), [("high", True), ("xhigh", False), ("max", False)])
def test_opus_5_thinks_at_the_highest_efforts(refusal, level, fits):
    message = refusal(model="claude-opus-5", thinking=OFF, **effort(level))
    assert message == (
        None
        if fits
        else f"output_config.effort '{level}' is not supported when thinking is disabled on this "
        "model. Use effort 'high' or below, or enable thinking."
    )
    assert refusal(model="claude-opus-4-8", thinking=OFF, **effort(level)) is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"temperature": 1.1}, "temperature: range: 0..1"),
        ({"temperature": "hot"}, "temperature: Input should be a valid number"),
        ({"top_p": -0.1}, "top_p: range: 0..1"),
        ({"top_k": -1}, "top_k: Input should be greater than or equal to 0"),
        (
            {"temperature": 0.2, "top_p": 0.5},
            (
                "`temperature` and `top_p` cannot both be specified for this model. "
                "Please use only one."
            ),
        ),
        (
            {"temperature": 0.2, "thinking": ON},
            (
                "`temperature` may only be set to 1 when thinking is enabled or in adaptive mode. "
                f"Please consult our documentation at {DOCUMENTS}"
            ),
        ),
        (
            {"top_p": 0.9, "thinking": ADAPTIVE},
            (
                "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled "
                "or "
                "in adaptive mode."
            ),
        ),
        (
            {"top_k": 5, "thinking": ON},
            "`top_k` must be unset when thinking is enabled or in adaptive mode",
        ),
        (
            {"model": "claude-opus-4-7", "temperature": 0.2},
            "`temperature` is deprecated for this model.",
        ),
        ({"model": "claude-sonnet-5", "top_k": 5}, "`top_k` is deprecated for this model."),
    ],
)
def test_sampling_that_does_not_fit_is_refused(refusal, changes, message):
    assert refusal(**changes) == message


@pytest.mark.parametrize(
    "changes",
    [
        {"temperature": 0},
        {"temperature": 1, "thinking": ON},
        {"top_p": 0.95, "thinking": ON},
        {"top_p": 0.5, "top_k": 3},
        {"model": "claude-opus-4-7", "temperature": 1.0},
    ],
)
def test_sampling_that_fits_is_taken(refusal, changes):
    assert refusal(**changes) is None
