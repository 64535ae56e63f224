"""The marks of an answer become links to the very messages they name, and other marks go."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.conversation.conversation import Conversation
from bot.reply.claims import unmarked
from bot.tongue import say_many

_MARK = re.compile(r"[ \t]*\[(m\d{1,7}(?:\s*[,;–-]\s*m?\d{1,7}){0,12})\](?!\()", re.IGNORECASE)
_URL = r"https?://[^\s()<>\[\]]*/archives/[^\s()<>\[\]]*"
_LINK = re.compile(rf"\[([^\[\]\n]{{0,80}})\]\(({_URL})\)|({_URL})", re.IGNORECASE)
_NUMBER = re.compile(r"m\d{1,7}", re.IGNORECASE)
_ENDS = re.compile(
    r"[ \t]*(?:\[[^\[\]\n]{0,90}(?:\](?:\([^\s)]*)?)?|https?:?/?|https?://[^\s()<>\[\]]*|htt?|h)?$",
    re.IGNORECASE,
)
"""What may become one of these, at the end of a text that grows."""
_DOUBTS, _BRIEF = 3, 90
"""Claims without a message that are quoted, and characters of each."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The messages that a conversation rests on: mark (`m12`) to permalink, and a number for it.

    `claims` are statements that had no mark where they stand, and the marks that were named for
    them later ("" for none).
    """

    links: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, conversation: Conversation) -> Sources:
        """Those that were given to the model in it, and named by it, whenever that was."""
        links: dict[str, str] = {}
        claims: dict[str, str] = {}
        for turn in conversation.turns:
            links |= _linked(turn.about.get("cites"))
            claims |= turn.about.get("claims") or {}
        return cls(links, claims)

    def __bool__(self) -> bool:
        return bool(self.links)

    def shown(self, text: str, *, grows: bool = False) -> str:
        """`text` as people read it; while it `grows`, what may become a mark is held back."""
        if grows and (end := _ENDS.search(text)):
            text = text[: end.start()]
        return _MARK.sub(self._told, _LINK.sub(self._checked, self._proven(text)))

    def naming(self, words: str) -> str:
        """The marks in `words` that name a message that was read, as one mark; "" for none."""
        names = [name for found in _MARK.finditer(words) for name in _names(found)]
        known = dict.fromkeys(name for name in names if name in self.links)
        return f"[{', '.join(known)}]" if known else ""

    def unproven(self, text: str) -> list[str]:
        """The claims in `text` for which no message is named, in order, each once."""
        found = dict.fromkeys(unmarked(text))
        return [claim for claim in found if not self.claims.get(claim)]

    def _proven(self, text: str) -> str:
        """`text` with the marks that were named for its claims later."""
        for claim, mark in self.claims.items():
            if mark:
                text = text.replace(claim, f"{claim} {mark}", 1)
        return text

    def unknown(self, text: str) -> int:
        """How many of the marks of `text` name no message that was read."""
        return sum(
            name not in self.links for found in _MARK.finditer(text) for name in _names(found)
        )

    def _checked(self, found: re.Match[str]) -> str:
        """A link into Slack that the model wrote itself: only to what was read."""
        label, target = found[1] or "", (found[2] or found[3])
        bare = target.rstrip(".,;:!?*_")
        if bare in self.links.values():
            return found[0]
        return f"[{label}]" if _NUMBER.fullmatch(label) else label + target[len(bare) :]

    def _told(self, found: re.Match[str]) -> str:
        links = [(name[1:], self.links[name]) for name in _names(found) if name in self.links]
        return "".join(f" [{number}]({link})" for number, link in dict(links).items())


def noted(notes: Sequence[str], unknown: int) -> tuple[str, ...]:
    """`notes`, and a word on marks that were left out."""
    if not unknown:
        return tuple(notes)
    told = say_many(
        "{count} reference named no message that was read and was left out.",
        "{count} references named no message that was read and were left out.",
        unknown,
    )
    return (*notes, told)


def doubted(claims: Sequence[str]) -> str:
    """A word on claims for which no message is named; "" for none."""
    if not claims:
        return ""
    some = " · ".join(f"“{_brief(claim)}”" for claim in claims[:_DOUBTS])
    return say_many(
        "⚠️ {count} statement names no message that it rests on: {claims}",
        "⚠️ {count} statements name no message that they rest on: {claims}",
        len(claims),
        claims=some if len(claims) <= _DOUBTS else f"{some} …",
    )


def _brief(claim: str) -> str:
    line = " ".join(claim.replace("*", "").replace("`", "").split())
    return line if len(line) <= _BRIEF else f"{line[:_BRIEF]}…"


def cites(site: str, channel: str, first: int, places: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What a turn keeps of the messages that it gives: number `first` and on, (ts, root) each."""
    return {"site": site, "channel": channel, "first": first, "places": [list(p) for p in places]}


def _linked(told: Any) -> dict[str, str]:
    if not isinstance(told, Mapping):
        return {}
    site, channel = told["site"], told["channel"]
    links = {}
    for number, (ts, root) in enumerate(told["places"], told["first"]):
        link = f"{site}archives/{channel}/p{ts.replace('.', '')}"
        thread = "" if root in ("", ts) else f"?thread_ts={root}&cid={channel}"
        links[f"m{number}"] = link + thread
    return links


def _names(found: re.Match[str]) -> list[str]:
    each = re.split(r"\s*[,;–-]\s*", found[1].lower())
    return [f"m{int(name.removeprefix('m'))}" for name in each]
