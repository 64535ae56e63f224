"""Each step is told when it changes, on one message, and is over when that is."""

from hypothesis import given
from hypothesis import strategies as st

from bot.reply.deck import MOST, Deck


def card(name, status="in_progress", **more):
    told = {"type": "task_update", "id": name, "title": f"Step {name}", "status": status}
    return told | more


def test_a_step_is_told_once_and_when_it_changes():
    deck = Deck()
    deck.push([card("1")])
    assert deck.due(over=False) == (card("1"),)
    deck.sent(deck.due(over=False))
    assert deck.due(over=False) == ()
    deck.push([card("1", "complete"), card("2")])
    assert deck.due(over=False) == (card("1", "complete"), card("2"))


def test_with_the_last_of_a_message_all_are_over():
    deck = Deck()
    deck.push([card("1"), card("2")])
    deck.sent(deck.due(over=False))
    assert deck.closing() == [card("1", "complete"), card("2", "complete")]
    assert deck.due(over=True) == (card("1", "complete"), card("2", "complete"))


def test_what_goes_on_is_shown_on_the_next_message_and_what_is_over_is_not():
    deck = Deck()
    deck.push([card("1", "complete"), card("2")])
    deck.sent(deck.due(over=True))
    deck.turn()
    assert deck.due(over=False) == (card("2"),)
    deck.push([card("1", "complete"), card("2", "complete")])
    assert deck.due(over=False) == (card("2", "complete"),)


@given(st.lists(st.integers(0, 400), max_size=80))
def test_no_message_is_filled_with_steps(sizes):
    deck = Deck()
    source = {"type": "url", "url": "https://example.com/", "text": "A page"}
    deck.push([card(str(n), title="x" * size, sources=[source]) for n, size in enumerate(sizes)])
    assert deck.weight <= MOST
