"""What the bot needs from the world."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Literal, Protocol

from bot.answer.answer import Delta
from bot.answer.request import Request
from bot.answer.steps import Step
from bot.conversation.changed import Changed
from bot.conversation.conversation import Block, Conversation, Turn
from bot.conversation.preferences import Place
from bot.conversation.question import Asking, Question
from bot.conversation.quoted import Said
from bot.conversation.thread import Thread
from bot.conversation.usage import Account, Usage
from bot.conversation.verdict import Verdict
from bot.conversation.wish import Wish
from bot.reply.furniture import Furniture
from bot.reply.journal import Journal
from bot.reply.modals import View
from bot.reply.pace import Urgency
from bot.reply.rates import UPDATE
from bot.tongue import Remark

Put = Literal["new", "duplicate", "full"]
Stopping = Literal["stopped", "idle", "barred"]
Amended = Literal["unknown", "stale", "waiting", "running", "answered"]
Act = Literal["start", "append", "stop", "work", "rest"]
"""What a native stream does, and a status line: to begin work needs room for resting, later."""


class Model(Protocol):
    """Answers requests."""

    def stream(self, request: Request) -> AsyncGenerator[Delta, None]:
        """The answer, delta by delta; `ModelError` when it fails, `Interrupted` when it is cut."""


class Lease(Protocol):
    """A worker's hold on a thread, for one question. It runs out unless renewed."""

    @property
    def question(self) -> Question:
        """The one that stands for all that is asked."""

    @property
    def asking(self) -> Asking:
        """What the reply answers, in the words that were known when it was taken."""

    @property
    def wish(self) -> Wish | None:
        """What is known to be wished of the answer, now."""

    async def wished(self) -> Wish:
        """The same, as soon as there is something."""

    @property
    def token(self) -> int:
        """The fencing token: larger than that of every earlier holder."""

    @property
    def attempt(self) -> int:
        """1 for the first; handing back does not count."""

    @property
    def journal(self) -> Journal:
        """What of the reply is known to be visible, by this holder or an earlier one."""

    def check(self) -> None:
        """`LeaseLost` if the lease may have run out: to be asked before every visible act."""

    async def note(self, journal: Journal) -> None:
        """Write the journal, fenced: `LeaseLost` if somebody else holds the thread by now."""


class Mailbox(Protocol):
    """The questions of every thread, in order."""

    async def put(self, question: Question) -> Put:
        """Let `question` wait, durably; `StoreAway` if that can't be promised."""

    async def take(self, wait: float) -> Lease | None:
        """The oldest question of a thread that nobody holds; None after `wait` seconds.

        Plain ones that wait behind it are taken with it, to be answered by the same reply. Who they
        are is decided once: a later holder has the same ones.
        """

    async def renew(self, lease: Lease) -> None: ...
    async def commit(self, lease: Lease, *, heeded: bool = False) -> bool:
        """All that was asked is dealt with: what comes next in its thread may be taken.

        False if meanwhile its words were changed, or it was taken back (and that is not `heeded`):
        handed back, it is taken anew as it is now.
        """

    async def listen(self) -> None:
        """Let the leases of this process hear at once what is wished; `StoreAway` in the end."""

    async def release(self, lease: Lease, *, counted: bool = False) -> None:
        """Hand the question back at once, as if it had never been taken, or as one attempt."""


class Bell(Protocol):
    """What people want of questions that were put already, heard by whoever deals with them."""

    async def stop(self, thread: Thread, user: str, meant: str = "") -> Stopping:
        """End the answer that is being written in `thread`, if it is the one to question `meant`.

        "barred" to somebody who never asked there.
        """

    async def change(self, question: Question) -> tuple[Amended, str]:
        """It has other words since `edited`. What it was, and the id of the first of its reply.

        "waiting" and "running" are seen to; what was "answered" is the caller's to ask again.
        """

    async def withdraw(self, question: Question) -> tuple[Amended, str]:
        """It was taken back; the same."""

    async def first(self, question: Question) -> bool:
        """Whether this message, which does not wait in the mailbox, is told for the first time."""


class Store(Protocol):
    """Remembers conversations and preferences."""

    async def conversation(self, thread: Thread) -> Conversation: ...
    async def keep(self, lease: Lease, turns: Sequence[Turn], at: int) -> None:
        """Append what was said in answering one question: once, and only while it is leased.

        The first of `turns` is number `at` of all that are kept of the question.
        """

    async def forget(self, lease: Lease) -> None:
        """All that is kept of the thread of `lease` but what waits there; the order goes last.

        Until `lease` is committed its question is known; done twice it is done once. What Slack
        tells later of what was said before the order is not heard any more.
        """

    async def forget_person(self, team: str, user: str) -> None:
        """All that is theirs alone: what they set and changed, their threads' list, their feedback.

        What they changed for a channel or the workspace stays: a list that who is on it can clear
        would tell nobody anything.
        """

    async def usage(self, accounts: Sequence[Account]) -> list[Usage]:
        """What was used by threads, people, channels or workspaces."""

    async def since(self, thread: Thread) -> str | None:
        """The ts of the question that called the bot into `thread`; None if nobody did."""

    async def asked(self, thread: Thread) -> Mapping[str, str]:
        """Who asked in `thread`: ids of questions to ids of people."""

    async def threads(self, team: str, user: str, most: int) -> list[Thread]:
        """Where somebody asked, the newest first: as far back as conversations are kept."""

    async def waiting(self, team: str, user: str) -> int:
        """How many questions of somebody wait in their threads, those being answered included."""

    async def question(self, id: str) -> Question | None:  # noqa: A002  the design's word
        """A question that was put before, to ask it again; None too if it was taken back."""

    async def preferred(self, places: Sequence[Place]) -> list[Mapping[str, str]]:
        """What is set at each of `places`: dial name to value, in the words it was set with."""

    async def prefer(
        self, place: Place, dial: str, value: str | None, *, by: str = "", rival: str = ""
    ) -> None:
        """Set one dial at one place, or clear it; a value that is set clears `rival` there.

        In the same step it is kept that `by`, a user's id, did so, unless nothing is changed by it.
        """

    async def changes(self, place: Place, most: int = 100) -> list[Changed]:
        """What was changed at `place`, the newest first; of a workspace, in its channels, too.

        Kept are 400 days, or as long as a conversation for a thread; and at most the newest 500 of
        a workspace with its channels, and 100 of a person or a thread.
        """

    async def disown(self, team: str, user: str) -> None:
        """No change is kept that `user` made for themselves, the workspace or its channels.

        What was changed in threads goes with them.
        """

    async def judge(self, verdict: Verdict) -> None:
        """Keep what somebody thinks of an answer, in place of what they thought of it before.

        `Forgotten` if the answer was.
        """

    async def feedback(self, thread: Thread) -> list[Verdict]:
        """What people think of the answers in `thread`, oldest first; each person's newest word."""

    async def judged(self, team: str) -> list[Thread]:
        """The threads of a workspace with feedback that is still kept, the newest first."""


class Allowance(Protocol):
    """The calls of Slack that all replies of a workspace share, in all processes."""

    async def begin(self, team: str, reply: str) -> None:
        """Keep room for the final edit of this reply, until `end` or 60 s without a word."""

    async def interim(self, team: str, reply: str, urgency: Urgency = Urgency.MORE) -> float:
        """0.0: edit now, it is counted. Otherwise the seconds after which to ask again."""

    async def final(self, team: str, reply: str) -> float:
        """The same for a final edit, which may use what interim ones had to leave."""

    async def made(self, team: str, reply: str) -> None:
        """Slack has answered the edit that was granted last: it came in no later than this."""

    async def book(self, team: str, method: str, channel: str) -> float:
        """Seconds until this call of another method may be made; it is counted then."""

    async def pause(self, team: str, seconds: float, method: str = UPDATE) -> None:
        """Slack said Retry-After: no such call by anybody until then."""

    async def end(self, team: str, reply: str) -> None: ...


class Flow(Protocol):
    """What native streams and status lines may do, shared by all replies of a workspace."""

    async def ask(self, team: str, act: Act, reply: str) -> float:
        """0.0: do it now, it is counted. Otherwise the seconds after which to ask again.

        What is begun keeps room for its end: a stream that starts will be able to stop at once.
        """

    async def pause(self, team: str, act: Act, seconds: float) -> None:
        """Slack said Retry-After: nobody does it until then."""

    async def end(self, team: str, reply: str) -> None:
        """Nothing of this reply is begun any more, whoever ended it."""


class Conditions(Protocol):
    """What all processes know of the endpoint."""

    async def pause(self, seconds: float) -> None:
        """It asked for a rest: no new request by anybody until then; running ones go on."""

    async def paused(self) -> float:
        """The seconds of that rest that are left; 0.0 for none."""

    async def refuse(self, feature: str, seconds: float) -> None:
        """It does not take `feature`: not to be asked for again for so long."""

    async def refused(self) -> frozenset[str]:
        """The features that it does not take at the moment."""


class World(Protocol):
    """What client tools may ask about the people and the places around them."""

    async def zone(self, user: str) -> str:
        """The time zone that `user` lives by, as IANA names it; "" where nobody says."""

    async def read(self, permalink: str, question: Question) -> list[Said]:
        """The thread around the message at `permalink`, oldest first, the newest of it.

        `NotAllowed` unless it may be told to whoever sees the answer to `question`.
        """


class Told(Protocol):
    """What there is to show of an answer that is being said."""

    @property
    def text(self) -> str: ...
    @property
    def doing(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def steps(self) -> Sequence[Step]:
        """What was done for it so far, to be shown as lines or task cards."""


class Reply(Protocol):
    """One answer, as Slack shows it."""

    def show(self, told: Told) -> None:
        """There is more of the answer; it is drawn when its turn comes."""

    async def finish(self, text: str, furniture: Furniture) -> None:
        """The last of it, confirmed by Slack when this returns."""


class Screens(Protocol):
    """What one person is shown alone, beside what stands in the channel."""

    async def open(self, trigger: str, view: View) -> str:
        """Open a modal, and give its id; `SlackError` if the trigger is too old (3 s) or used."""

    async def update(self, id: str, view: View) -> None:  # noqa: A002  Slack's word
        """Show something else in that modal; one that was closed meanwhile is none any more."""

    async def publish(self, user: str, view: View, seen: str = "") -> str:
        """Let the app's Home tab show this to `user` from now on, whether they look or not.

        What Slack calls it, to be `seen` next time; "", and nothing was shown, if another view
        stands there than the one that was `seen`. `SlackError` if Slack won't: `not_enabled`
        without a Home tab, `invalid_arguments` for a view of more than 100 blocks or with blocks
        that are for messages only (Markdown).
        """

    async def tell(self, thread: Thread, user: str, text: str, furniture: Furniture) -> None:
        """Let one person read an answer's Markdown in the thread; `SlackError` if Slack refuses."""

    async def member(self, channel: str, user: str) -> bool:
        """Whether that person is in the channel now; `SlackError` if nobody can tell."""


class Standing(Protocol):
    """Who somebody is in the workspace, now; `SlackError` where nobody can tell."""

    async def manages(self, user: str) -> bool:
        """Whether they are an admin or an owner of it, and no guest."""

    async def maker(self, channel: str) -> str:
        """The id of who made a channel; "" where nobody did."""


class Surface(Protocol):
    """Where replies appear."""

    def reply(self, lease: Lease) -> AbstractAsyncContextManager[Reply]:
        """A reply to the leased question: a sign of life is visible once this is entered."""

    async def whisper(self, thread: Thread, user: str, text: str) -> None:
        """Tell one person something that nobody else sees and that nobody waits for.

        A `thread` without a ts is the channel itself.
        """

    async def withdraw(self, lease: Lease) -> None:
        """Take back every message of the reply; nothing of it stands once this returns."""

    async def call(self, lease: Lease, users: Sequence[str]) -> None:
        """Call people to the reply that stands: one short message with a link, once an asking.

        Where the bot and one person are alone it mentions nobody. `SlackError` only for `Barred`.
        """

    async def named(self, user: str) -> str:
        """What people call `user`."""

    async def locale(self, user: str) -> str:
        """The language that `user` reads Slack in, as in "pl-PL"; "" where nobody says."""

    def forget(self, user: str) -> None:
        """What is known here of `user` is so no more."""

    async def heard(self, question: Question) -> list[Said]:
        """What people said in the thread before `question`, oldest first, within a cap."""

    async def plain(self, question: Question) -> str:
        """The question's text with names in place of ids."""

    async def opened(self, question: Question) -> tuple[list[Block], list[Remark]]:
        """What the files of `question` hold, and a sentence for each that can't be read."""
