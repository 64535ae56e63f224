"""What rows of the table act on: replies, messages and offers, each by its name."""

from dataclasses import dataclass, replace

from bot.playground.messages.script import Break, Fail, Hang, Say
from bot.playground.slack.team import Channel, User
from tests.model.test_researching import ENDING, PLAN, searched, text
from tests.rig import TEAM
from tests.whole.world import BOT, body, buttons

EVE = User("U0EVE0001", "eve", "Eve Outside", "cccccc")
STALLED = Break(60, "pings", Say("A growing answer. " * 60), seconds=600.0)


@dataclass(frozen=True)
class Piece:
    """A message of the stage, and the thread it is in; `first` is the id of what it answers."""

    channel: str
    root: str
    ts: str
    first: str = ""

    @property
    def thread(self):
        return f"{TEAM}:{self.channel}:{self.root}"


class Stage:
    """Makes each piece when it is first named; those called new, or growing, for every row anew."""

    def __init__(self, place):
        self.place = place
        self.pieces = {}
        workspace = place.slack.workspace
        workspace.channels["D0EVE0001"] = Channel("D0EVE0001", EVE.id, "im", {EVE.id, BOT})
        workspace._said["D0EVE0001"] = {}
        workspace.register(EVE)
        workspace.channel("general").members.add(EVE.id)
        self._makers = {
            "answer": self._answer,
            "new answer": lambda: self._asked("what is new?", Say("News.")),
            "secret": lambda: self._asked("a secret?", Say("Hush.", thinking="x"), "founders"),
            "failed": lambda: self._asked("what fails?", Fail(400), button="again"),
            "new failed": lambda: self._asked("what fails?", Fail(400), button="again"),
            "cut": lambda: self._asked("tell it all", Say("All", stop_reason="max_tokens")),
            "new cut": lambda: self._asked("tell it all", Say("All", stop_reason="max_tokens")),
            "growing": self._growing,
            "silent": self._silent,
            "talk": lambda: self._talk("research", "The launch moves to Friday"),
            "new talk": lambda: self._talk("general", "We ship on Friday"),
            "hostile talk": lambda: self._talk(
                "general", "<!channel> \u202eclick javascript:alert(1)"
            ),
            "far talk": lambda: self._talk("random", "It is said far away"),
            "research": self._research,
            "summary": self._summary,
            "offer": self._offer,
        }

    async def piece(self, name):
        """The piece of that name."""
        fresh = name.startswith("new ") or name in ("growing", "silent", "offer")
        if fresh or name not in self.pieces:
            self.pieces[name] = await self._makers[name]()
        return self.pieces[name]

    async def filled(self, words):
        """`words` with links, threads and questions of pieces in place of their names."""
        while "[[" in words:
            before, _, rest = words.partition("[[")
            name, _, after = rest.partition("]]")
            name, _, part = name.partition(":")
            piece = self.pieces.get(name) or await self.piece(name)
            words = f"{before}{self._told(piece, part)}{after}"
        return words

    def _told(self, piece, part):
        if part:
            return getattr(piece, part)
        site = self.place.slack.office.site
        link = f"{site}archives/{piece.channel}/p{piece.ts.replace('.', '')}"
        in_thread = f"?thread_ts={piece.root}&cid={piece.channel}"
        return link if piece.ts == piece.root else f"{link}{in_thread}"

    def _of(self, message, root, button):
        channel = self.place.slack.workspace.channel(message["channel"]).id
        found = buttons(message)[button]
        return Piece(channel, root, message["ts"], str(found.get("value", "")).partition(" ")[0])

    async def _asked(self, words, step, channel="general", button="regenerate"):
        self.place.messages.script(step)
        root = await self.place.slack.type("ann", channel, f"@Threadloom {words}")
        reply = await self.place.slack.until(
            lambda: next(
                (m for m in self.place.replies(root, channel) if button in buttons(m)), None
            ),
            20,
        )
        return self._of(reply, root, button)

    async def _answer(self):
        thought = "Let me see. " * 4_000
        self.place.messages.script(Say("Because of the air.", thinking=thought))
        root = await self.place.slack.type(
            "ann", "general", "@Threadloom !thinking on why is the sky blue?"
        )
        reply = await self.place.answered(root)
        self.place.messages.script(Say("Because light scatters.", thinking=thought))
        await self.place.slack.press("ann", "general", reply["ts"], "regenerate")
        anew = await self.place.slack.until(
            lambda: next((m for m in self.place.replies(root) if "earlier" in buttons(m)), None), 20
        )
        return self._of(anew, root, "regenerate")

    async def _growing(self):
        self.place.messages.script(STALLED)
        root = await self.place.slack.type("ann", "general", "@Threadloom grow")
        reply = await self.place.slack.until(
            lambda: next(
                (
                    m
                    for m in self.place.replies(root)
                    if "stop" in buttons(m) and "growing" in str(m)
                ),
                None,
            ),
            20,
        )
        return self._of(reply, root, "stop")

    async def _silent(self):
        self.place.messages.script(Hang(600.0))
        before = len(self.place.messages.requests)
        root = await self.place.slack.type("ann", "general", "@Threadloom take your time")
        await self.place.slack.until(
            lambda: self.place.slack.status("general", root) == "processing", 20
        )
        await self.place.messages.until(lambda requests: len(requests) > before, 20)
        return Piece(self.place.slack.workspace.channel("general").id, root, root)

    async def _talk(self, channel, words):
        ts = await self.place.slack.type("ben", channel, words)
        return Piece(self.place.slack.workspace.channel(channel).id, ts, ts)

    async def _research(self):
        self.place.messages.script(
            PLAN, Say(blocks=(text("[step 1]\n"), *searched(1), text(ENDING)))
        )
        before = {m["ts"] for m in self.place.slack.messages("research")}
        await self.place.slack.type("ann", "research", "/research which loom?")
        root = await self.place.slack.until(
            lambda: next(
                (
                    m
                    for m in self.place.slack.messages("research")
                    if m["ts"] not in before and "Research for" in body(m)
                ),
                None,
            ),
            20,
        )
        reply = await self.place.answered(root["ts"], channel="research")
        return self._of(reply, root["ts"], "steps")

    async def _summary(self):
        await self.piece("talk")
        self.place.messages.script(Say("The launch moves [m1]."))
        before = {m["ts"] for m in self.place.slack.seen_by("ann")}
        await self.place.slack.type("ann", "research", "/summarize 7d")
        done = await self.place.slack.until(
            lambda: next(
                (
                    m
                    for m in self.place.slack.seen_by("ann")
                    if m["ts"] not in before and "share" in buttons(m)
                ),
                None,
            ),
            20,
        )
        return self._of(done, done["thread_ts"], "share")

    async def _offer(self):
        answer = await self.piece("new answer")
        link = self._told(answer, "")
        await self.place.slack.type("ann", answer.channel, f"/threadloom forget {link}")
        offer = await self.place.slack.until(
            lambda: next(
                (
                    m
                    for m in self.place.slack.seen_by("ann")
                    if answer.thread in str(m) and m["ephemeral_to"]
                ),
                None,
            )
        )
        return replace(answer, ts=offer["ts"])
