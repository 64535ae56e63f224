from bot.running.finding import Finding


def test_a_finding_is_one_line_whatever_it_quotes():
    assert str(Finding("Redis", ok=True, text="7.0")) == "ok      Redis: 7.0"
    assert str(Finding("Slack", ok=False, text="no\nway ")) == "failed  Slack: no way"
