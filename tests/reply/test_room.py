import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.characters import octets, size
from bot.reply.inert import inert
from bot.reply.inline import inline
from bot.reply.room import Room

LINE = st.text("ab <>@[]()*_`~$|\\é中😀", max_size=40)


@pytest.mark.parametrize("measure", [size, octets])
@given(LINE)
def test_a_line_takes_no_more_than_was_counted(measure, line):
    assert measure(inline(line)) <= Room(measure).line(line)


@pytest.mark.parametrize("measure", [size, octets])
@given(LINE)
def test_nor_does_a_block(measure, line):
    room = Room(measure)
    assert measure(inert(line)) <= room.line(line) + room.around(line, 0)


@given(LINE, LINE)
def test_more_takes_more(line, more):
    assert Room(size).line(line) <= Room(size).line(line + more)
    assert Room(size).code(line) <= Room(size).code(line + more)
