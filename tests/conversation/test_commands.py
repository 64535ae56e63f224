"""The names of commands have one prefix, or none."""

import pytest

from bot.conversation.commands import PREFIX, Commands


@pytest.mark.parametrize(
    ("prefix", "name"), [("", "/effort"), ("tl-", "/tl-effort"), ("ai", "/aieffort")]
)
def test_a_command_is_called_by_its_name_after_the_prefix(prefix, name):
    commands = Commands(prefix)
    assert commands.named("effort") == name == f"{commands.sign}effort"


@pytest.mark.parametrize("prefix", ["", "-tl", "TL-", "t l", "/tl", "ü-", "x" * 17])
def test_what_slack_would_not_take_is_no_prefix(prefix):
    assert not PREFIX.fullmatch(prefix)
