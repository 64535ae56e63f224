from dataclasses import dataclass, field

from bot.deeds.citing import Citing
from bot.reply.cited import Sources
from bot.reply.furniture import Furniture

LINK = "https://loom.slack.com/archives/C1/p1790000000000100"


@dataclass
class Said:
    """An answer, and a reply that keeps what it is to show."""

    text: str = "So [m1]. And [m"
    doing: str = "thinking"
    subject: str = "looms"
    shown: list = field(default_factory=list)

    def show(self, told):
        self.shown.append((told.text, told.doing, told.subject))

    async def finish(self, text, furniture):
        self.shown.append((text, furniture))


async def test_a_reply_shows_links_while_it_grows_and_tells_what_named_nothing():
    said = Said()
    citing = Citing(said, Sources({"m1": LINK}))
    citing.show(said)
    await citing.finish("So [m1]. And [m7].", Furniture(notes=("1 of 1 messages.",)))
    growing, done = said.shown
    assert growing == (f"So [1]({LINK}). And", "thinking", "looms")
    assert done[0] == f"So [1]({LINK}). And."
    assert done[1].notes[0] == "1 of 1 messages."
    assert done[1].notes[1].startswith("1 reference")
