"""What stands in Slack, read for a summary: as much as the asker may read, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.history import Home
from bot.adapters.slack.people import People
from bot.adapters.slack.permalink import Permalink
from bot.adapters.slack.rights import Rights
from bot.adapters.slack.shared import Shared
from bot.adapters.slack.walk import PATIENCE, Goal, Message, Walk
from bot.conversation.attachment import Attachment
from bot.conversation.directives import asking
from bot.conversation.orders import SUMMARIZE
from bot.conversation.question import Question
from bot.conversation.spoken import mentioned, plain, without
from bot.conversation.wording import called, wording
from bot.errors import Gone, NotAllowed
from bot.ports import Allowance
from bot.summary.record import Entry, Record
from bot.summary.scope import Scope
from bot.tongue import say, say_many

_SPOKEN = (None, "file_share", "thread_broadcast", "me_message", "bot_message")
"""The subtypes in which somebody says something: neither joins nor what was deleted."""


@dataclass(frozen=True, slots=True)
class _Reach:
    oldest: str
    latest: str

    def holds(self, ts: str) -> bool:
        lower = not self.oldest or Decimal(ts) > Decimal(self.oldest)
        return lower and Decimal(ts) < Decimal(self.latest)


class SlackArchive:
    """An `Archive` made of Slack's channels and threads."""

    def __init__(
        self, slack: SlackClient, allowance: Allowance, home: Home, patience: float = PATIENCE
    ) -> None:
        self._slack = slack
        self._allowance = allowance
        self._home = home
        self._patience = patience
        self._people = People(slack)
        self._rights = Rights(slack, home)
        self._shared = Shared(slack, self._rights, home)

    @property
    def site(self) -> str:
        return self._home.url

    async def require(self, question: Question, channel: str) -> None:
        await self._rights.require(question, channel)

    async def file(self, address: str, question: Question) -> Attachment:
        return await self._shared.file(address, question)

    async def gather(
        self, scope: Scope, question: Question, reach: tuple[str, str], told: Callable[[int], None]
    ) -> Record:
        scope = self._placed(scope, question)
        await self._rights.require(question, scope.channel)
        walk = Walk(
            *(self._slack, self._allowance, self._home.team, scope.channel, told), self._patience
        )
        oldest, latest = reach
        try:
            if scope.thread:
                await walk.thread(scope.thread, oldest, latest)
            else:
                oldest = await self._walked(walk, scope, question, reach)
        except Gone as error:  # nobody may learn what exists by asking for it
            raise NotAllowed("not_allowed") from error
        record = await self._recorded(walk, _Reach(oldest, latest), scope)
        return record.newest(scope.newest)

    def _placed(self, scope: Scope, question: Question) -> Scope:
        """The same, with the channel and the thread that are meant."""
        if scope.address:
            if (place := Permalink.parse(scope.address, self._home.url)) is None:
                raise NotAllowed("no_permalink_of_ours")
            return replace(scope, channel=place.channel, thread=place.root)
        thread = question.thread.ts if scope.thread == "here" else scope.thread
        return replace(scope, channel=scope.channel or question.thread.channel, thread=thread)

    async def _walked(
        self, walk: Walk, scope: Scope, question: Question, reach: tuple[str, str]
    ) -> str:
        """Walk the channel and its threads; the ts before which nothing counts."""

        def mine(message: Message) -> bool:
            return message.get("user") == question.user and self._counts(message)

        oldest, latest = reach
        seeks = not oldest and not scope.newest
        goal = Goal(oldest, latest, scope.newest)
        if seeks:
            goal.stops = mine
        oldest = await walk.back(goal)
        await walk.threads(oldest, latest)
        if seeks:  # they may have spoken in a thread, later than in the channel
            spoken = [str(m["ts"]) for m in walk.met.values() if mine(m)]
            reached = [ts for ts in spoken if Decimal(ts) < Decimal(latest)]
            oldest = max([oldest, *reached] if oldest else reached, key=Decimal, default="")
        return oldest

    def _counts(self, message: Message) -> bool:
        """Whether somebody says something in it, and not only orders a summary."""
        if message.get("subtype") not in _SPOKEN or message.get("hidden"):
            return False
        text = without(self._wording(message), self._home.user)
        return asking(text) != SUMMARIZE and bool(text or message.get("files"))

    def _wording(self, message: Message) -> str:
        return wording(message, ours=self._home.wrote(message))

    async def _recorded(self, walk: Walk, reach: _Reach, scope: Scope) -> Record:
        said = [m for m in walk.met.values() if self._counts(m)]
        inside = [m for m in said if reach.holds(m["ts"])]
        entries = sorted(await self._entries(inside), key=lambda entry: entry.place)
        replied = {entry.root for entry in entries} - {entry.ts for entry in entries}
        return Record(
            channel=scope.channel,
            name=await self._rights.name(scope.channel),
            entries=tuple(entries),
            thread=scope.thread,
            unread=walk.unread,
            more=(walk.cut and not walk.threads_unread) or walk.full,
            lacks=tuple(_lacks(walk)),
            context=tuple(await self._entries(m for m in said if m["ts"] in replied)),
        )

    async def _entries(self, messages: Iterable[Message]) -> list[Entry]:
        messages = list(messages)
        users = [str(m.get("user") or "") for m in messages]
        texts = [self._wording(message) for message in messages]
        ids = [*filter(None, users), *(id_ for text in texts for id_ in mentioned(text))]
        names = await self._people.names(ids) | {self._home.user: "Threadloom"}
        return [
            Entry(
                ts=str(message["ts"]),
                who=names.get(user) or _bot_name(message),
                text=plain(text, names),
                root=str(message.get("thread_ts") or ""),
                files=tuple(_file(each) for each in message.get("files") or ()),
            )
            for user, text, message in zip(users, texts, messages, strict=True)
        ]


def _lacks(walk: Walk) -> list[str]:
    lacks = []
    if walk.full:
        lacks.append(say("That is the most I read at once: what is older is left out."))
    if walk.threads_unread:
        count = walk.threads_unread
        lacks.append(
            say_many("{count} thread was not read.", "{count} threads were not read.", count)
        )
    if walk.cut:
        lacks.append(say("Slack did not let me read the rest: the summary knows nothing of it."))
    return lacks


def _bot_name(message: Message) -> str:
    profile = message.get("bot_profile") or {}
    return called(message.get("username") or profile.get("name"), "somebody")


def _file(file: Message) -> str:
    return called(file.get("title") or file.get("name"), "file")
