"""Steps are drawn as cards, and nothing in them is markup of the page."""

from bot.playground.slack.render import render

from .allowed import Allowed

CARD = {
    "type": "task_card",
    "task_id": "1",
    "title": "Searching <b>",
    "status": "complete",
    "details": "one\ntwo",
    "output": "<script>",
    "sources": [
        {"type": "url", "url": "https://a.example/?q=1&r=2", "text": "A & B"},
        {"type": "url", "url": "javascript:alert(1)", "text": "C"},
    ],
}


def test_a_card_tells_all_of_a_step():
    read = Allowed(render({"blocks": [CARD]}, {}).html)
    for words in ("Searching <b>", "one", "two", "<script>", "A & B", "C"):
        assert words in read.text
    assert read.links == ["https://a.example/?q=1&r=2"]
    assert read.classes == ["card", "complete"]


def test_a_plan_holds_its_cards():
    plan = {"type": "plan", "title": "All", "tasks": [CARD, CARD | {"status": "<odd>"}]}
    read = Allowed(render({"blocks": [plan]}, {}).html)
    assert read.classes == ["plan", "card", "complete", "card", "pending"]
