"""A copy of a thread holds all that is kept of it, less what its reader could not read in Slack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.conversation.conversation import Conversation
from bot.conversation.exchange import Exchange, Log
from bot.conversation.thread import Thread
from bot.conversation.turn import Turn
from bot.conversation.usage import Usage
from bot.conversation.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Copy:
    """A thread for `reader`, as it was kept at `when` (seconds since 1970).

    `asked` are ids of questions to ids of people, `names` what these are called, `settings` what is
    set for the thread. `feedback` is the reader's own: nobody is told what others think.
    """

    thread: Thread
    link: str
    reader: str
    when: float
    conversation: Conversation
    asked: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    usage: Usage = field(default_factory=Usage)
    feedback: tuple[Verdict, ...] = ()

    @property
    def withheld(self) -> frozenset[int]:
        """The indices of turns that were taken back, or said otherwise since, by somebody else.

        In Slack nobody can read those any more; who said them knows them.
        """
        exchanges = Log.read(self.conversation.turns).exchanges.values()
        return frozenset(
            index
            for exchange in exchanges
            for index, turn in _gone(exchange).items()
            if not self.owns(turn)
        )

    def owns(self, turn: Turn) -> bool:
        """Whether it is about what the reader asked."""
        return self.asked.get(turn.asked if turn.asks else turn.question) == self.reader

    def who(self, question: str) -> str:
        """What people call who asked that question; "" where nobody knows."""
        user = self.asked.get(question, "")
        return self.names.get(user, user)


def shown(copy: Copy) -> Conversation:
    """The conversation with nothing said in the turns that are withheld."""
    gone = copy.withheld
    turns = copy.conversation.turns
    left = (replace(t, content=()) if at in gone else t for at, t in enumerate(turns))
    return replace(copy.conversation, turns=tuple(left))


def moment(ts: str) -> datetime:
    """When a Slack ts was, to the second, in UTC."""
    return datetime.fromtimestamp(int(float(ts)), UTC)


def _gone(exchange: Exchange) -> dict[int, Turn]:
    wordings = [version for version in exchange.versions if version.asking]
    found: dict[int, Turn] = {}
    for version in exchange.versions:
        old = bool(wordings) and version.of != wordings[-1].of
        for index, turn in version.turns:
            dropped = turn.asks and (old or turn.asked in exchange.dropped)
            if version.withdrawn or dropped:
                found[index] = turn
    return found
