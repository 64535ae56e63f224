"""What was changed in the settings, for one person to read, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.changed import Changed
from bot.conversation.dials import DIALS
from bot.conversation.pointed import named
from bot.reply import words
from bot.reply.characters import still
from bot.tongue import say

ROWS = 15
"""Rows of one page."""
_LONGEST = 80
"""Characters of a value: the whole of long instructions stands where they are set."""


def page(rows: Sequence[Changed], number: int, next_: str) -> str:
    """Page `number`, from 1, in mrkdwn; `next_` is what shows the one behind it."""
    if not rows:
        return say("Nothing was changed that you may see.")
    pages = -(-len(rows) // ROWS)
    at = min(max(number, 1), pages)
    lines = [_row(row) for row in rows[(at - 1) * ROWS : at * ROWS]]
    told = say("Page {page} of {pages}.", page=at, pages=pages) if pages > 1 else ""
    more = say("`{command}` shows the next.", command=next_.format(page=at + 1))
    foot = f"{told} {more}" if at < pages else told
    return "\n".join(filter(None, [*lines, foot]))


def lately(rows: Sequence[Changed]) -> str:
    """What was changed in the place that somebody looks at, in mrkdwn; "" for nothing."""
    told = [say("- {when} {who}: {change}", **_facts(row)) for row in rows]
    return "\n".join([say("Changed here before:"), *told]) if told else ""


def _row(row: Changed) -> str:
    return say("- {when} {who}: {change} {where}", **_facts(row), where=_where(row))


def _facts(row: Changed) -> dict[str, str]:
    """When who changed what, from what to what."""
    dial = DIALS.get(row.dial)
    title = say(dial.title) if dial else still(row.dial)
    old, new = (_value(row.dial, value) for value in (row.old, row.new))
    when = f"<!date^{int(row.when)}^{{date_short}} {{time}}|{int(row.when)}>"
    who = f"<@{row.who}>" if named(row.who) else say("somebody")
    change = say("{dial} from {old} to {new}", dial=title, old=old, new=new)
    return {"when": when, "who": who, "change": change}


def _where(row: Changed) -> str:
    if row.place.kind == "channel":
        return say("in {channel}", channel=f"<#{row.place.key.partition(':')[2]}>")
    if row.place.kind == "person":
        return say("for themselves")
    return say("in a thread") if row.place.kind == "thread" else say("for the workspace")


def _value(name: str, value: str | None) -> str:
    if value is None:
        return say("unset")  # what held then may have come from another place
    told = words.shown(DIALS[name], value) if name in DIALS else value
    bare = " ".join(still(told).replace("*", "").split())
    return f"*{bare[:_LONGEST]}…*" if len(bare) > _LONGEST else f"*{bare}*"
