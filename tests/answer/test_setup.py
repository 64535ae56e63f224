import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.setup import Setup

DOMAINS = ("example.com",)


def test_domains_are_either_allowed_or_blocked():
    with pytest.raises(ValueError, match="either allowed or blocked"):
        Setup(allowed_domains=DOMAINS, blocked_domains=DOMAINS)
    assert Setup(allowed_domains=DOMAINS).allowed_domains == DOMAINS


@pytest.mark.parametrize("wrong", [{"max_uses": 0}, {"capabilities": {"gpt-": {"wings": 2}}}])
def test_what_can_not_be_is_refused_where_it_is_set(wrong):
    with pytest.raises(ValueError, match=r"max_uses|wings"):
        Setup(**wrong)


def test_a_person_is_somebody_else_in_every_workspace_and_with_every_key():
    setup = Setup(key="k")
    told = {setup.person("T1", "U1"), setup.person("T2", "U1"), setup.person("T1", "U2")}
    told.add(Setup(key="l").person("T1", "U1"))
    assert len(told) == 4
    assert setup.person("T1", "U1") == setup.person("T1", "U1")


@given(st.text(), st.text(), st.text(min_size=1))
def test_of_a_person_there_are_only_hexadecimal_digits(team, user, key):
    told = Setup(key=key).person(team, user)
    assert len(told) == 64
    assert set(told) <= set("0123456789abcdef")
    assert Setup().person(team, user) == ""


def test_the_key_is_not_shown():
    assert "hush" not in repr(Setup(key="hush"))
