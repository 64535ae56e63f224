"""A thread as Markdown, to be read: who asked what and when, and what was answered to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.answer.speech import Speech
from bot.conversation.conversation import Conversation
from bot.conversation.exchange import Exchange, Log
from bot.conversation.quoted import is_quoted
from bot.conversation.turn import Turn
from bot.export.copy import Copy, moment, shown
from bot.reply.characters import plain
from bot.reply.cited import Sources
from bot.reply.inert import inert
from bot.tongue import say

_MARKUP = re.compile(r"[\\`*_\[\]()!|<>~&]")


def transcript(copy: Copy) -> str:
    """What counts, in the order of the thread; blocks that nobody can read are left out."""
    conversation = shown(copy)
    sources = Sources.of(conversation)
    parts = [*_head(copy)]
    for first, exchange in Log.read(conversation.turns).exchanges.items():
        parts += _asked(copy, exchange)
        answer = inert(sources.shown(Speech(conversation.stands(first)).whole))
        parts += _answered(answer, conversation, first)
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(copy: Copy) -> Iterator[str]:
    yield "# " + say("A thread with Claude")
    when = datetime.fromtimestamp(int(copy.when), UTC)
    link, told = f"<{copy.link}>", _when(when)
    yield say("It stands in Slack: {link}. This copy was made on {when}.", link=link, when=told)
    if copy.settings:
        lines = (f"- {dial}: {value}" for dial, value in sorted(copy.settings.items()))
        yield "\n".join([say("Set for this thread:"), "", *lines])


def _asked(copy: Copy, exchange: Exchange) -> Iterator[str]:
    """Each question of an exchange, in the words that it has now."""
    worded = [version for version in exchange.versions if version.asking]
    for _, turn in worded[-1].asking if worded else ():
        who = copy.who(turn.asked) or say("Somebody")
        yield f"## {_literal(who)}, {_when(moment(_ts(turn.asked)))}"
        taken = exchange.counts is None or turn.asked in exchange.dropped
        yield (
            _words(turn, copy.who(turn.asked)) if not taken else _note(say("This was taken back."))
        )
    if not worded and exchange.counts is None:
        yield _note(say("This was taken back."))


def _answered(answer: str, conversation: Conversation, first: str) -> Iterator[str]:
    said = conversation.stands(first)
    if not answer:
        return
    yield "### Claude"
    yield answer
    yield _note(_told(said))


def _told(said: Sequence[Turn]) -> str:
    about = said[-1].about
    stopped = about.get("stopped_by")
    by = say("stopped by {who}", who=_literal(str(stopped))) if stopped else ""
    return " · ".join(filter(None, [str(about.get("model") or ""), by]))


def _words(turn: Turn, who: str) -> str:
    """What was asked, the last of its words: before it stands what was read for it."""
    texts = [str(b.get("text") or "") for b in turn.content if b.get("type") == "text"]
    files = [str(b.get("title") or b["type"]) for b in turn.content if b.get("type") != "text"]
    listed = [
        _note(say("With a file: {name}", name=_literal(" ".join(name.split())))) for name in files
    ]
    wordless = not texts or is_quoted(texts[-1])
    asked = "" if wordless else texts[-1].removeprefix(f"{who}: ")
    return "\n\n".join(filter(None, [inert(asked), *listed]))


def _literal(name: str) -> str:
    """A name in Markdown, with nothing in it that Markdown would read."""
    return _MARKUP.sub(r"\\\g<0>", plain(name))


def _note(words: str) -> str:
    return f"*{words}*" if words else ""


def _when(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M} UTC"


def _ts(question: str) -> str:
    """Of an id `team:channel:ts`; a turn of a question without one was kept by an older bot."""
    parts = question.split(":")
    return parts[2] if len(parts) > 2 else "0"
