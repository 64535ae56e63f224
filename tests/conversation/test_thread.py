import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.thread import Thread

IDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.", min_size=1, max_size=20)


@given(st.builds(Thread, IDS, IDS, IDS))
def test_a_thread_can_be_read_back_from_what_it_writes(thread):
    assert Thread.parse(str(thread)) == thread


@pytest.mark.parametrize("text", ["", "T1:C1", "T1:C1:1.2:3"])
def test_anything_else_is_no_thread(text):
    with pytest.raises(ValueError, match="unpack"):
        Thread.parse(text)
