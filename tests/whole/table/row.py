"""One row of the table: who does what where, and what must come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

STRANGE = "Only people of this workspace can do that."
BARRED = "Only people who are in this channel can do that, and I have to be in it myself."
LOST = "I no longer remember that"


@dataclass(frozen=True, kw_only=True)
class Row:
    """An act, and all that it may come to: what is not said here must not happen.

    `who` is a name; eve is of another workspace, with which #general is shared. `on` is a piece of
    the stage (`tests/whole/stage.py`), `where` a channel, `given` are pieces that are there before.
    In words and values `[[answer]]` is the link of a piece, `[[answer:thread]]` its thread and
    `[[answer:first]]` its question.
    """

    act: str
    who: str
    what: str
    where: str = ""
    on: str = ""
    value: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    forged: Mapping[str, Any] = field(default_factory=dict)
    times: int = 1
    given: tuple[str, ...] = ()

    told: str = ""
    """What they read, and nobody else; it begins so."""
    perhaps: str = ""
    """What they may read beside, depending on what is faster."""
    shows: str = ""
    """What stands in the modal or the Home tab that they see then."""
    wrong: str = ""
    """What stands under a field of the form."""
    says: str = ""
    """What everybody in the place reads of the bot, other than an answer."""
    asks: str = ""
    """What the model is asked, and answers for all who are in the place."""
    aside: str = ""
    """What the model is asked, and answers to them alone, in their direct messages."""
    direct: str = ""
    """What they read in their direct messages, other than an answer."""
    effort: str = ""
    """The effort with which it is asked."""
    sets: Mapping[str, str] = field(default_factory=dict)
    """What is set afterwards: values by a kind of place, a blank, and a dial."""
    files: int = 0
    """How many files they are given."""

    @property
    def private(self) -> bool:
        """Whether nobody else may see that anything happened."""
        return not (self.says or self.asks)

    @property
    def label(self) -> str:
        """For whoever reads that it failed."""
        return (
            f"{self.who} {self.act} {self.what[:60]!r} {self.on or self.where} {self.value or ''}"
        )


def typed(who: str, where: str, what: str, told: str = "", **comes: Any) -> Row:
    """Somebody types in a channel; `on` a piece: in its thread."""
    return Row(act="types", who=who, where=where, what=what, told=told, **comes)


def under(who: str, on: str, what: str, told: str = "", **comes: Any) -> Row:
    """Somebody types in the thread of a piece."""
    return Row(act="types", who=who, on=on, what=what, told=told, **comes)


def pressed(who: str, on: str, what: str, told: str = "", **comes: Any) -> Row:
    """Somebody presses, or chooses from a menu, what stands under a piece.

    `value` is the beginning of one that is offered there, or else it is forged.
    """
    return Row(act="presses", who=who, on=on, what=what, told=told, **comes)


def pointed(who: str, on: str, what: str, told: str = "", **comes: Any) -> Row:
    """Somebody uses a shortcut of a message; of none if `on` is ""."""
    return Row(act="points", who=who, on=on, what=what, told=told, **comes)


def sent(who: str, on: str, what: str, fields: Mapping[str, Any], **comes: Any) -> Row:
    """Somebody fills in and sends the form that a shortcut of a message opens.

    `forged` replaces what the form carries, by name; `{"": words}` all of it.
    """
    return Row(act="sends", who=who, on=on, what=what, fields=fields, **comes)
