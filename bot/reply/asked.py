"""The form in which one asks about a message: the question, where it is answered, the message.

What the message says travels in the form itself, as its person sees it: nothing is kept meanwhile.
Limits: facts/slack.md §1.7, docs.slack.dev/reference/views.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from bot.conversation.attachment import Attachment
from bot.conversation.pointed import Pointed, named, stamped
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.reply import modals
from bot.reply.characters import still
from bot.reply.modals import Block, View, words
from bot.tongue import say, say_many

ASK = "ask_about"
"""The form, the shortcut that opens it, and the field for the question."""
WHERE = "where"
"""The field that says where the answer goes; it is there only where one can choose."""
ASIDE, THERE = "aside", "there"
_SAID = "said_"
_FILES, _NAME = 20, 40
"""Files that go along, and characters of their names: both must fit into 3,000 characters."""


def form(message: Question, said: tuple[str, str], *, public: bool) -> View:
    """Ask about the message that `message` points at; `said` is by whom, and its plain words.

    `public`: whether the answer may stand in the thread of the message.
    """
    blocks = [_question(), *([_where()] if public else []), *_message(said, len(message.files))]
    labels = (say("Ask about this"), say("Ask"))
    return modals.form(ASK, labels, blocks, _carried(message))


def asked(
    about: str, values: Mapping[str, Any], blocks: Sequence[Block], user: str
) -> Question | None:
    """The question of `user`, as the submitted form asks it; its `text` is "" if nothing is asked.

    `about` is what the form was opened with, `values` what stands in its fields. None where no form
    of ours was opened with that, in this version or another.
    """
    told = _Carried.read(about)
    if told is None:
        return None
    here = _entry(values, WHERE).get("selected_option")
    there = isinstance(here, Mapping) and here.get("value") == THERE
    pieces = [_text(b) for b in blocks if str(b.get("block_id")).startswith(_SAID)]
    text = "".join(piece if piece.endswith((" ", "\n")) else f"{piece}\n" for piece in pieces)
    return Question(
        thread=Thread(told.team, told.channel, told.at),
        ts=told.at,
        user=user,
        text=still(str(_entry(values, ASK).get("value") or "").strip()),
        files=tuple(Attachment(id_, name, access="check_file_info") for id_, name in told.files),
        how="there" if there else "aside",
        about=Pointed(told.channel, told.ts, told.root, told.user, told.name, still(text)),
    )


@dataclass(frozen=True, slots=True)
class _Carried:
    """What travels in the form: the message by its ids, who wrote it, and its files by id."""

    team: str
    at: str
    channel: str
    ts: str
    root: str
    user: str = ""
    name: str = ""
    files: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, about: str) -> _Carried | None:
        try:
            told = msgspec.json.decode(about, type=cls)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None
        sound = all(map(stamped, (told.at, told.ts, told.root)))
        return told if sound and named(told.team) and named(told.channel) else None


def _carried(message: Question) -> str:
    about = message.about or Pointed(message.thread.channel, message.ts, message.ts)
    files = tuple((_bare(file.id), _bare(file.name)[:_NAME]) for file in message.files[:_FILES])
    return msgspec.json.encode(
        _Carried(
            team=message.thread.team,
            at=message.ts,
            channel=about.channel,
            ts=about.ts,
            root=about.root,
            user=about.user,
            name=_bare(about.name),
            files=files,
        )
    ).decode()


def _question() -> Block:
    field = {
        "type": "plain_text_input",
        "action_id": ASK,
        "multiline": True,
        "max_length": modals.LONGEST,
        "placeholder": words(say("What do you want to know? Or: translate it into Spanish")),
    }
    return {
        "type": "input",
        "block_id": ASK,
        "label": words(say("Your question")),
        "element": field,
    }


def _where() -> Block:
    aside = {"text": words(say("To me alone, in a direct message")), "value": ASIDE}
    there = {"text": words(say("In the thread of the message, for all to see")), "value": THERE}
    field = {
        "type": "radio_buttons",
        "action_id": WHERE,
        "options": [aside, there],
        "initial_option": aside,
    }
    return {"type": "input", "block_id": WHERE, "label": words(say("The answer")), "element": field}


def _message(said: tuple[str, str], files: int) -> list[Block]:
    """The message as it goes along: nothing in it is read as markup."""
    who, plain = said
    leaf = next(iter(modals.leaves(plain)), [])
    head = say("What {who} wrote:", who=who) if who else say("The message:")
    told = [head] if leaf else []
    if files:
        told.append(say_many("{count} file goes along.", "{count} files go along.", files))
    heads = [{"type": "context", "elements": [words(each) for each in told]}] if told else []
    return [*heads, *(_piece(at, piece) for at, piece in enumerate(leaf))]


def _piece(at: int, piece: str) -> Block:
    return modals.section(piece) | {"block_id": f"{_SAID}{at}"}


def _bare(name: str) -> str:
    """A name in characters that JSON writes as they are."""
    return "".join(char for char in name if char.isprintable() and char not in '"\\')


def _entry(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What stands in a field whose block has the same name; {} where there is none."""
    block = values.get(name)
    entry = block.get(name) if isinstance(block, Mapping) else None
    return entry if isinstance(entry, Mapping) else {}


def _text(block: Block) -> str:
    text = block.get("text")
    return str(text.get("text") or "") if isinstance(text, Mapping) else ""
