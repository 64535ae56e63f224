"""Every refusal of Slack to let us write says what is so, and what to do."""

import pytest

from bot.adapters.slack.client import _CLOSED, _GONE
from bot.reply.unwritten import astray, unwritten


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("is_archived", "archived"),
        ("not_in_channel", "/invite"),
        ("thread_not_found", "deleted"),
        ("restricted_action_thread_locked", "locked"),
        ("messages_tab_disabled", "Messages tab"),
        ("something_new", "another place"),
    ],
)
def test_a_refusal_says_what_is_so(code, told):
    assert told in unwritten(code)


def test_only_what_is_so_is_said_of_a_reply_that_went_astray():
    assert "archived" in astray("is_archived")
    assert "not in the channel" in astray("not_in_channel")
    assert "not let me write" in astray("restricted_action")


def test_every_place_that_is_gone_has_a_sentence_of_its_own():
    otherwise = unwritten("something_new")
    places = _CLOSED | _GONE
    told = {code for code in places if unwritten(code) != otherwise}
    assert places - told == {"is_inactive", "user_not_in_channel"}
