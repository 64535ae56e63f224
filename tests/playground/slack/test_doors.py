import pytest

from bot.playground.slack.doors import Doors
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import ANN, channels
from bot.playground.slack.workspace import Place

PLACE = Place(channels()[0])


def test_a_trigger_opens_once(clock):
    doors = Doors(clock)
    trigger = doors.trigger("U0ANN0001")
    doors.exchange(trigger)
    with pytest.raises(Refusal, match="exchanged_trigger_id"):
        doors.exchange(trigger)
    with pytest.raises(Refusal, match="invalid_trigger_id"):
        doors.exchange("1.2.abc")


def test_a_trigger_opens_for_three_seconds(clock):
    doors = Doors(clock)
    soon, late = doors.trigger("U0ANN0001"), doors.trigger("U0ANN0001")
    clock.now += 3
    doors.exchange(soon)
    clock.now += 0.1
    with pytest.raises(Refusal, match="expired_trigger_id"):
        doors.exchange(late)


def test_a_ticket_admits_one_socket_for_a_short_time(clock):
    doors = Doors(clock)
    ticket, late = doors.ticket(), doors.ticket()
    assert doors.admit(ticket)
    assert not doors.admit(ticket)
    clock.now += 31
    assert not doors.admit(late)


def test_a_response_url_is_good_five_times(clock):
    doors = Doors(clock)
    path = doors.hook(ANN.id, PLACE)
    for _ in range(5):
        assert doors.use(path).user == ANN.id
    with pytest.raises(Refusal, match="used_url"):
        doors.use(path)


def test_a_response_url_is_good_for_half_an_hour(clock):
    doors = Doors(clock)
    path = doors.hook(ANN.id, PLACE)
    clock.now += 1800
    doors.use(path)
    clock.now += 1
    with pytest.raises(Refusal, match="expired_url"):
        doors.use(path)
    with pytest.raises(Refusal, match="invalid_url"):
        doors.use("hooks/commands/other")
