"""What went on is told in a few quiet lines, or on cards, and nothing of it can act."""

import re
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from bot.reply.steps import Step, Steps, cards, lines, opens
from tests.reply.texts import HOSTILE


@dataclass
class Told:
    doing: str = ""
    subject: str = ""


def heard(*said):
    steps = Steps()
    for doing, subject in said:
        found = steps.push(Told(doing, subject))
    return list(found)


def test_steps_are_remembered_by_what_goes_on():
    assert heard(
        ("thinking", ""),
        ("searching", ""),
        ("searching", "loo"),
        ("searching", "looms"),
        ("fetching", "https://a.example/"),
        ("", ""),
    ) == [
        Step("thinking", "", "done"),
        Step("searching", "looms", "done"),
        Step("fetching", "https://a.example/", "done"),
    ]


def test_another_search_is_another_step():
    assert [step.subject for step in heard(("searching", "a"), ("searching", "b"))] == ["a", "b"]


def test_who_waits_takes_no_step():
    assert heard(("waiting", ""), ("busy", "")) == []


def test_who_tells_steps_is_believed():
    told = Told()
    told.steps = [Step("searching", "looms", "done", (("https://a.example/", "A"),))]
    assert Steps().push(told) == told.steps


def test_the_last_steps_are_told_and_the_newest_last():
    steps = heard(*((("searching", str(n))) for n in range(5)))
    assert lines(steps, "searching", "4") == (
        "_Searched the web: 2_\n_Searched the web: 3_\n_Searching the web: 4…_"
    )
    assert lines(steps, "", "") == ""
    assert lines(heard(("thinking", ""), ("searching", "a")), "searching", "a") == (
        "_Searching the web: a…_"
    )


def test_cards_tell_what_is_searched_and_read():
    pages = (("https://a.example/", "A <!channel> page"), ("javascript:alert(1)", "B"))
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
    assert not opens([Step("thinking")])
    assert opens([Step("thinking", "", "done"), Step("searching")])


@given(st.lists(st.sampled_from(HOSTILE)).map(" ".join))
def test_nothing_in_a_step_can_act(subject):
    told = lines([Step("searching", subject, "done")], "fetching", subject)
    (card,) = cards([Step("fetching", subject)])
    for text in (told, card["title"]):
        assert not re.search(r"[<>@\[\]()]", text)
    assert len(card["title"]) <= 256
