"""What people wish of an answer, in the words that the model knows, and what of it can't be.

What each model takes: facts/messages.md §5, kept in `capabilities`.
"""

from __future__ import annotations

from typing import Any

from bot.answer.capabilities import calmer, capabilities
from bot.answer.setup import Setup
from bot.conversation.preferences import Preferences
from bot.tongue import say

ROOM = 8_000
"""Tokens left for the answer beside a budget for thinking."""
BUDGET = 8_000
"""Tokens of thinking where it is on and the model wants to be told a number."""
_DEEP = 64_000  # the documentation's advice for what effort xhigh and max write
_LEAST = 1024  # the smallest budget that the API takes


class Wishes:
    """The parameters `thinking`, `effort`, `max_tokens`, `sampling` and `stop` for one request.

    What is left out is None or empty. `notices` has a sentence for each wish that can't be.
    """

    def __init__(self, asked: Preferences, setup: Setup) -> None:
        self.notices: list[str] = []
        self.takes = capabilities(asked.model, setup.capabilities)
        self._asked = asked
        self._refused = setup.refused
        self._calm = False
        self.thinking = self._thinking()
        self.effort = self._effort()
        self.max_tokens = self._max_tokens()
        self.sampling = self._sampling()
        self.stop = self._stop()

    @property
    def forces(self) -> bool:
        """Whether the model may be told to use a tool."""
        return self.takes.forced and self._kind != "enabled"

    def say(self, sentence: str, /, **facts: object) -> None:
        """Notice that something was asked for and is done otherwise."""
        self.notices.append(say(sentence, **facts))

    @property
    def _kind(self) -> str | None:
        return self.thinking["type"] if self.thinking else None

    def _thinking(self) -> dict[str, Any] | None:
        model, wanted, takes = self._asked.model, self._asked.thinking, self.takes
        if not wanted:
            return None
        if "thinking" in self._refused:
            self.say("This endpoint takes no setting for thinking at the moment; it was left out.")
            return None
        if wanted == "off":
            return self._silence()
        budget = int(wanted.removeprefix("budget ")) if wanted.startswith("budget ") else 0
        if "enabled" in takes.thinking and (budget or "adaptive" not in takes.thinking):
            return self._budgeted(budget)
        if "adaptive" not in takes.thinking:
            self.say(
                "{model} is not known to think when asked to; it answered without.", model=model
            )
            return None
        if budget:
            self.say(
                "{model} decides itself how much to think; the budget of {budget} tokens was "
                "left out. Effort steers it instead.",
                model=model,
                budget=budget,
            )
        return {"type": "adaptive"} | ({} if takes.summarizes else {"display": "summarized"})

    def _silence(self) -> dict[str, Any] | None:
        """As little thinking as there can be."""
        model, takes = self._asked.model, self.takes
        if "disabled" in takes.thinking:
            return {"type": "disabled"} if takes.thinks else None
        if not takes.thinks:
            return None
        if "between_tools" in takes.thinking:
            self.say(
                "{model} can't be stopped from thinking; it thinks only between tools.", model=model
            )
            return {"type": "between_tools"}
        self._calm = not self._asked.effort and "low" in takes.efforts
        if self._calm:
            self.say("{model} always thinks; low effort was set instead.", model=model)
        else:
            self.say("{model} always thinks; a low effort keeps it short.", model=model)
        return None

    def _budgeted(self, budget: int) -> dict[str, Any]:
        wanted = budget or BUDGET
        most = max(_LEAST, (self.takes.max_output or wanted + ROOM) - ROOM)
        if budget > most:
            self.say(
                "{model} has room for {most} tokens of thinking; the budget was cut to that.",
                model=self._asked.model,
                most=most,
            )
        return {"type": "enabled", "budget_tokens": max(_LEAST, min(wanted, most))}

    def _effort(self) -> str | None:
        model, takes = self._asked.model, self.takes
        wanted = self._asked.effort or ("low" if self._calm else None)
        if not wanted:
            return None
        if "effort" in self._refused:
            self.say("This endpoint takes no effort at the moment; it was left out.")
            return None
        effort = takes.nearest(wanted)
        if effort is None:
            self.say("{model} has no effort to set; it was left out.", model=model)
            return None
        if self._kind in ("disabled", "between_tools"):
            most = takes.calm if self._kind == "disabled" else "high"
            effort = calmer(effort, most)
        if effort != wanted:
            self._say_effort(wanted, effort, calm=takes.nearest(wanted) == wanted)
        return effort

    def _say_effort(self, wanted: str, effort: str, *, calm: bool) -> None:
        """That another was set, because the model has no such, or none while it does not think."""
        facts = {"model": self._asked.model, "wanted": wanted, "effort": effort}
        if calm:
            self.say(
                "{model} does not take effort {wanted} while it does not think; {effort} was set "
                "instead.",
                **facts,
            )
        else:
            self.say("{model} does not take effort {wanted}; {effort} was set instead.", **facts)

    def _max_tokens(self) -> int:
        """As wished, raised for what thinks within it, lowered to what the model can write."""
        wanted, budget = self._asked.max_tokens, (self.thinking or {}).get("budget_tokens", 0)
        deep = _DEEP if self.effort in ("xhigh", "max") else 0
        raised = max(wanted, budget + ROOM if budget else 0, deep)
        most = min(raised, self.takes.max_output or raised)
        if most < wanted:
            self.say(
                "{model} writes at most {most} tokens; max_tokens was cut.",
                model=self._asked.model,
                most=most,
            )
        if most > wanted:
            self._say_raised(wanted, most, budget)
        return most

    def _say_raised(self, wanted: int, most: int, budget: int) -> None:
        if budget:
            self.say(
                "max_tokens was raised from {wanted} to {most} to hold {budget} tokens of "
                "thinking.",
                wanted=wanted,
                most=most,
                budget=budget,
            )
        else:
            self.say(
                "max_tokens was raised from {wanted} to {most} to hold effort {effort}.",
                wanted=wanted,
                most=most,
                effort=self.effort,
            )

    def _sampling(self) -> dict[str, float]:
        named = {n: getattr(self._asked, n) for n in ("temperature", "top_p", "top_k")}
        asked = {name: value for name, value in named.items() if value is not None}
        if "temperature" in asked and asked.pop("top_p", None) is not None:
            self.say("temperature and top_p don't go together; top_p was left out.")
        if not self.takes.sampling or "sampling" in self._refused:
            whose, kept = self._asked.model, dict[str, float]()
        elif self._kind in ("enabled", "adaptive"):
            whose = say("A model that thinks")
            kept = {n: v for n, v in asked.items() if n == "top_p" and v >= 0.95}
        else:
            return asked
        # 1 is what temperature and top_p are anyway.
        lost = [n for n in asked if n not in kept and (n == "top_k" or asked[n] != 1)]
        if lost:
            self.say(
                "{whose} does not take {what} as set; it was left out.",
                whose=whose,
                what=" / ".join(lost),
            )
        return kept

    def _stop(self) -> list[str]:
        told = [sequence for sequence in self._asked.stop if sequence.strip()]
        if len(told) < len(self._asked.stop):
            self.say("A stop sequence of nothing but blanks can't be sent; it was left out.")
        return told
