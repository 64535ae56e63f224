"""The plan of a research: asked for in one small request, and read from whatever comes back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.tongue import say

MOST = 6
"""Steps of a plan."""
LONGEST = 140
"""Characters of a step."""
ASK = """\
Do not answer yet. Plan how you will research this question on the web: 3 to 6 steps as a numbered \
list, each one line of at most 100 characters that says what is looked for and where it is likely \
to be found. Addresses that the question names are read first. Write in the language of the \
question, and nothing but the list."""
"""What the model is asked for a plan with."""
_ITEM = re.compile(r"[ \t]{0,3}(?:[-*+•]|\d{1,2}[.)、:])[ \t]*(\S.*)")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)")
_ODD = re.compile(r"[^\w\s.,:;?!%/+'’()&-]|(?<![^\W_])_+|_+(?![^\W_])")
"""What plain words do without; an underscore within a word marks nothing, and may be an address."""


def steps(text: str) -> tuple[str, ...]:
    """The steps that `text` lists, in plain words; its lines, where it has no list."""
    lines = [line for line in text.splitlines() if line.strip()]
    items = [found[1] for line in lines if (found := _ITEM.fullmatch(line))]
    plain = (_plain(line) for line in items or lines)
    return tuple(dict.fromkeys(step for step in plain if step))[:MOST]


def lead(plan: Sequence[str], bounds: str) -> str:
    """The Markdown that stands before the answer."""
    rows = "\n".join(f"{number}. {step}" for number, step in enumerate(plan, 1))
    head = say("Plan")
    return f"**{head}**\n\n{rows}\n\n_{bounds}_\n\n---"


def _plain(line: str) -> str:
    """Words that no Markdown and nothing of Slack's is left in."""
    bare = " ".join(_ODD.sub(" ", _LINK.sub(r"\1", line)).split()).strip(" #-")
    return bare if len(bare) <= LONGEST else bare[: LONGEST - 1].rstrip() + "…"
