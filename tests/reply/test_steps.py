"""What went on is told in a few quiet lines, or on cards, and nothing of it can act."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.citations import Source
from bot.answer.steps import Step
from bot.reply.steps import cards, lines, opens
from tests.reply.texts import HOSTILE


def searched(*subjects):
    return [Step("searching", subject, "done") for subject in subjects]


def test_the_last_steps_are_told_and_the_newest_last():
    steps = [*searched("0", "1", "2", "3"), Step("searching", "4", "running")]
    assert lines(steps, "searching", "4") == (
        "_Searched the web: 2_\n_Searched the web: 3_\n_Searching the web: 4…_"
    )
    assert lines(steps, "", "") == ""
    thought = [Step("thinking", "", "done"), Step("searching", "a", "running")]
    assert lines(thought, "searching", "a") == "_Searching the web: a…_"


def test_cards_tell_what_is_searched_and_read():
    pages = (Source("https://a.example/", "A <!channel> page"), Source("javascript:alert(1)", "B"))
    told = cards([Step("searching", "looms", "done", pages), Step("fetching", "x", "failed")])
    assert told == [
        {
            "type": "task_update",
            "id": "0",
            "title": "Searched the web: looms",
            "status": "complete",
            "sources": [{"type": "url", "url": "https://a.example/", "text": "A !channel page"}],
        },
        {"type": "task_update", "id": "1", "title": "Failed: to read x", "status": "complete"},
    ]


def test_thinking_alone_opens_nothing():
    assert not opens([Step("thinking", "", "running")])
    assert opens([Step("thinking", "", "done"), Step("searching", "", "running")])


@given(st.lists(st.sampled_from(HOSTILE)).map(" ".join))
def test_nothing_in_a_step_can_act(subject):
    told = lines([Step("searching", subject, "done")], "fetching", subject)
    (card,) = cards([Step("fetching", subject, "running")])
    for text in (told, card["title"]):
        assert not re.search(r"[<>@\[\]()]", text)
    assert len(card["title"]) <= 256
