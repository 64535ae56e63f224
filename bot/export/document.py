"""A thread as JSON: every turn as it is kept, and what is known beside them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bot.conversation.turn import Turn
from bot.conversation.usage import Usage
from bot.export.copy import Copy, moment

SCHEMA = 1
"""The version of this shape; it grows where fields are added, and they only are."""


def document(copy: Copy) -> bytes:
    """The copy as UTF-8: `turns` hold content blocks of the Messages API, verbatim.

    A turn that is withheld from its reader has no content, and says `"withheld": true`.
    """
    gone, thread = copy.withheld, copy.thread
    told = {
        "threadloom": SCHEMA,
        "exported": datetime.fromtimestamp(int(copy.when), UTC).isoformat(),
        "for": copy.reader,
        "thread": asdict(thread) | {"link": copy.link},
        "questions": [_question(copy, id_) for id_ in copy.asked],
        "turns": [_turn(each, at in gone) for at, each in enumerate(copy.conversation.turns)],
        "settings": dict(copy.settings),
        "usage": _usage(copy.usage),
        "feedback": [_without_thread(asdict(verdict)) for verdict in copy.feedback],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _question(copy: Copy, id_: str) -> dict[str, Any]:
    user, ts = copy.asked[id_], id_.split(":")[2]
    name = copy.names.get(user, user)
    return {"id": id_, "user": user, "name": name, "ts": ts, "asked": moment(ts).isoformat()}


def _turn(turn: Turn, withheld: bool) -> dict[str, Any]:  # noqa: FBT001  it is the fact told
    told = {"role": turn.role, "question": turn.question, "about": dict(turn.about)}
    if withheld:
        return told | {"content": [], "withheld": True}
    return told | {"content": [dict(block) for block in turn.content]}


def _usage(usage: Usage) -> dict[str, Any]:
    return {model: asdict(used.total) for model, used in usage.models.items()}


def _without_thread(verdict: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in verdict.items() if name != "thread"}
