"""A reply with a plan shows its steps before those that were taken, and never its marks."""

from bot.answer.speech import Speech
from bot.conversation.conversation import Turn, block
from bot.deeds.planned import Planned
from bot.reply.furniture import Furniture


class Page:
    """A reply that only remembers what it was to show."""

    def __init__(self):
        self.told, self.text = None, ""

    def show(self, told):
        self.told = told

    async def finish(self, text, furniture):
        self.text = text


async def test_marks_are_hidden_and_tell_how_far_the_plan_is():
    page = Page()
    reply = Planned(page, ("one", "two"))
    call = {"type": "server_tool_use", "id": "s1", "name": "web_search", "input": {"query": "x"}}
    said = Turn("assistant", (block("[step 1]\n"), call, block("[step 2]\nSo [st")))
    reply.show(Speech([said]))
    assert page.told.text == "So "
    assert [(s.subject, s.state) for s in page.told.steps] == [
        ("one", "done"),
        ("two", "running"),
        ("x", "running"),
    ]
    assert (page.told.doing, page.told.subject) == ("", "")
    await reply.finish("[step 1]\nSo it is.", Furniture())
    assert page.text == "So it is."
