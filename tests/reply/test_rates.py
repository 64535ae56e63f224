"""What is known of Slack's rates, held against the local Slack's."""

import pytest

from bot.playground.slack.limits import PER_CHANNEL, RATES
from bot.reply.rates import rates


@pytest.mark.parametrize("method", ["chat.delete", "chat.postMessage"])
def test_we_never_call_more_often_than_slack_promises(method):
    counted = rates(method, "C1")
    bounds = {"": RATES[method], "C1": PER_CHANNEL.get(method)}
    assert set(counted) == {place for place, rate in bounds.items() if rate}
    for place, rate in counted.items():
        assert rate.calls <= bounds[place].calls
        assert rate.seconds > bounds[place].seconds, "calls may arrive late"


def test_edits_and_what_has_no_known_rate_are_not_counted_so():
    assert rates("chat.update", "C1") == rates("auth.test", "C1") == {}
