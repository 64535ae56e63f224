"""Several people asked at once: nothing is read for them that one of them may not read."""

import pytest

from bot.conversation.question import Question
from bot.conversation.quoted import Said
from bot.conversation.thread import Thread
from bot.errors import NotAllowed
from bot.tools.shared import Shared

QUESTION = Question(Thread("T1", "C1", "1.0"), "1.0", "U1", "?")
SAID = [Said("ann", "1.0", "Hi.", "link")]


class Doors:
    """A world in which some may read, and that tells who came."""

    def __init__(self, *allowed):
        self.allowed = allowed
        self.came = []

    async def zone(self, user):
        return f"zone of {user}"

    async def read(self, permalink, question):
        self.came.append(question.user)
        if question.user not in self.allowed:
            raise NotAllowed("not_allowed")
        return SAID


async def test_what_all_may_read_is_read():
    doors = Doors("U1", "U2")
    assert await Shared(doors, ("U1", "U2")).read("link", QUESTION) == SAID
    assert doors.came == ["U1", "U2"]
    assert await Shared(doors, ()).read("link", QUESTION) == SAID
    assert await Shared(doors, ()).zone("U2") == "zone of U2"


async def test_what_one_may_not_read_is_read_for_nobody():
    with pytest.raises(NotAllowed):
        await Shared(Doors("U1"), ("U1", "U2")).read("link", QUESTION)
