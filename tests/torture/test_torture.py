"""A minute of everything that can go wrong, with real processes: nothing is lost or said twice."""

import json

import pytest

from tests.torture.checker import check
from tests.torture.doctor import WRONGS
from tests.torture.run import Plan, torture

LONG = pytest.mark.timeout(600)
"""Seconds: a minute of faults, and what a slow machine needs to answer the rest."""


@LONG
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_every_acknowledged_question_has_one_answer_or_one_notice_in_order(seed, tmp_path):
    outcome = await torture(Plan(seed), tmp_path)
    assert len(outcome.faults) == 8, "every kind of fault befell"
    assert outcome.verdict.answered > 10
    assert outcome.clean, str(outcome)
    received = json.loads((tmp_path / "slack.json").read_text())
    for name, wrong in WRONGS.items():
        assert check(wrong(received)).faults[name], f"{name} would not have been seen"


@LONG
async def test_without_the_protocol_the_same_faults_lose_answers(tmp_path):
    plan = Plan(seed=1, seconds=25, settle=15, naive=True)
    outcome = await torture(plan, tmp_path)
    assert outcome.verdict.answered, "it does answer"
    assert outcome.verdict.missing, str(outcome)
    assert outcome.verdict.unfinished, str(outcome)


@LONG
async def test_without_faults_even_the_naive_one_answers_everything(tmp_path):
    """So it is the faults that the others are measured by, and not the load."""
    plan = Plan(seed=1, seconds=10, every=0, asking=1.5, settle=30, naive=True)
    outcome = await torture(plan, tmp_path)
    assert outcome.verdict.answered == outcome.verdict.asked > 3
    assert not outcome.verdict.missing, str(outcome)
