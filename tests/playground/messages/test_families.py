import pytest

from bot.playground.messages.families import FAMILIES, find


def test_every_model_belongs_to_one_family():
    ids = [full for family in FAMILIES for full in family.ids]
    assert len(ids) == len(set(ids))
    assert all(find(full) for full in ids)


def test_a_model_may_be_named_without_its_date():
    found = find("claude-haiku-4-5")
    assert found is not None
    assert found[0] == "claude-haiku-4-5-20251001"


@pytest.mark.parametrize("name", ["claude-3-opus-20240229", "claude-sonnet-4-0", "gpt-5", ""])
def test_models_that_are_gone_or_foreign_are_unknown(name):
    assert find(name) is None


def test_the_default_effort_and_thinking_of_each_family_are_among_its_own():
    for family in FAMILIES:
        assert not family.efforts or family.effort in family.efforts
        assert family.calm in (*family.efforts, "max")
        assert "adaptive" in family.thinking or "enabled" in family.thinking
