"""Compaction is for who names its beta, with a trigger that is large enough, where it is had."""

import pytest

from bot.playground.messages.seals import Seals

BETA = "compact-2026-01-12"
EDIT = {"type": "compact_20260112", "trigger": {"type": "input_tokens", "value": 50_000}}
SEALED = Seals("local").seal("compaction", "They spoke.")


def edits(**changes):
    return {"context_management": {"edits": [{**EDIT, **changes}]}}


def test_it_is_taken_with_its_beta(refusal):
    assert refusal(betas=f"pdfs-2024-09-25, {BETA}", **edits()) is None


@pytest.mark.parametrize("betas", ["", "pdfs-2024-09-25"])
def test_without_its_beta_nobody_knows_the_field(refusal, betas):
    assert refusal(betas=betas, **edits()) == ("context_management: Extra inputs are not permitted")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"trigger": {"type": "input_tokens", "value": 49_999}}, "greater than or equal to 50000"),
        ({"trigger": {"type": "input_tokens"}}, "value: Field required"),
        ({"type": "compact_1"}, "does not match any of the expected"),
        ({"colour": 1}, "Extra inputs"),
    ],
)
def test_what_it_can_t_be_told_is_refused(refusal, changes, said):
    assert said in refusal(betas=BETA, **edits(**changes))


def test_not_every_model_is_folded_for(refusal):
    told = refusal(betas=BETA, model="claude-haiku-4-5", **edits())
    assert told == "context_management: compaction is not supported on this model"


def thread(**fields):
    block = {"type": "compaction", "content": "They spoke.", **fields}
    said = [{"role": "assistant", "content": [block, {"type": "text", "text": "a"}]}]
    asked = {"role": "user", "content": "Hello"}
    return {"messages": [asked, *said, asked]}


@pytest.mark.parametrize(
    ("fields", "betas", "said"),
    [
        ({"encrypted_content": SEALED}, BETA, None),
        ({"content": None}, BETA, None),
        ({"content": ""}, BETA, "at least 1 character"),
        ({"encrypted_content": "Zm9yZ2Vk"}, BETA, "Invalid `encrypted_content` in `compaction`"),
        ({"colour": 1}, BETA, "Extra inputs"),
        ({}, "", "tag 'compaction'"),
    ],
)
def test_its_block_comes_back_as_it_was_and_with_its_beta(refusal, fields, betas, said):
    told = refusal(betas=betas, **thread(**fields))
    assert told is None if said is None else said in told
