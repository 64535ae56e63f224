"""What became of one question, for whoever watches: counted, timed, and told in one log line.

The names of the facts are those that Slack suggests for the governance of agents
(facts/slack.md §7): https://docs.slack.dev/ai/agent-governance
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from bot.conversation.conversation import Turn
from bot.conversation.question import Asking, Question
from bot.conversation.usage import Usage
from bot.ports import Lease, Put
from bot.watching.logbook import follow
from bot.watching.meter import UNMETERED, Meter

log = logging.getLogger(__name__)
GIVEN_UP: Final = "GivenUp"
"""The `error_type` of a question that was taken up too often."""
_TOOL: Final = re.compile(r"[\w-]{1,64}")
"""The name of a tool; a model that invents one must not write anything else into our log."""


@dataclass(frozen=True, slots=True)
class Records:
    """Makes a record of each question that is taken; `agent` is the bot's user id."""

    meter: Meter = UNMETERED
    agent: str = ""

    def asked(self, put: Put) -> None:
        """A question was acknowledged: `put` says what the mailbox made of it."""
        log.info("asked: %s", put)
        if put == "new":
            self.meter.count("asked")

    @contextmanager
    def of(self, lease: Lease) -> Iterator[None]:
        """Follow the leased question; it is over if this is left without an exception."""
        question = lease.question
        with follow(question.id, texts(lease)) as learnt:
            if lease.attempt == 1:
                self.meter.time("waited", since(question))
            yield
            self._over(lease, {"outcome": "success", **learnt})

    def _over(self, lease: Lease, learnt: Mapping[str, Any]) -> None:
        took = since(lease.question)
        self.meter.time("answered", took)
        self.meter.attempts(lease.attempt)
        if lease.attempt > 1:
            self.meter.count("recovered")
        if learnt.get("error_type") == GIVEN_UP:
            self.meter.count("given_up")
        else:
            self.meter.count("answered" if learnt["outcome"] == "success" else "failed")
        facts = {
            "user_id": lease.question.user,
            "agent_id": self.agent,
            "total_latency_ms": round(took * 1000),
            "retry_attempts": lease.attempt - 1,
            "total_tokens": 0,
            "tools_called": "",
        }
        log.info("replied", extra={**facts, **learnt})


UNRECORDED: Final = Records()


def texts(lease: Lease) -> list[str]:
    """What was said in all that is asked, which no line of the log repeats."""
    asked = (lease.question, *lease.asking.parts)
    return [text for q in asked for text in (q.text, q.about.text if q.about else "") if text]


def since(question: Question, clock: Callable[[], float] = time.time) -> float:
    """Seconds from its asking, in the newest words, by Slack's clock, until now, by ours."""
    try:
        asked = max(float(ts or 0) for ts in (question.ts, question.again, question.edited))
        return max(0.0, clock() - asked)
    except ValueError:  # nobody knows when
        return 0.0


def newest(asking: Asking, clock: Callable[[], float]) -> float:
    """The same of what was asked last: all that is asked together is answered for its sake."""
    return min(since(each, clock) for each in (asking.question, *asking.parts))


def outcome(text: str, apology: str) -> str:
    """Slack's word for a reply that says `text`, with an `apology` under it if it failed."""
    if not apology:
        return "success"
    return "partial" if text else "failure"


def facts(said: Sequence[Turn]) -> dict[str, str | float]:
    """What the turns of one answer took.

    `token_efficiency` is the part of all its tokens that was written, not read; where nothing was
    counted there is none.
    """
    used = sum((Usage.of(turn.about) for turn in said), Usage())
    total = used.total.prompt + used.total.output
    told: dict[str, str | float] = {"total_tokens": total, "tools_called": ",".join(_tools(said))}
    if models := used.models:
        told["model"] = ",".join(models)
    if total:
        told["token_efficiency"] = round(used.total.output / total, 3)
    return told


def _tools(said: Iterable[Turn]) -> list[str]:
    """The names of the tools that were called, each once, in the order of their first call."""
    blocks = (block for turn in said for block in turn.content)
    names = (str(block.get("name")) for block in blocks if "tool_use" in str(block.get("type")))
    return list(dict.fromkeys(name for name in names if _TOOL.fullmatch(name)))
