"""What we ask the Messages API: a conversation with preferences, as it is sent.

The body: https://platform.claude.com/docs/en/api/messages. What is stored is never changed here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer.blocks import THOUGHTS
from bot.answer.epoch import epoch, sent
from bot.answer.offered import Tool, choice, offered
from bot.answer.repair import Message, loops, paused, repaired
from bot.answer.setup import Setup
from bot.answer.size import fitting
from bot.answer.wishes import Wishes
from bot.conversation.conversation import Block, Conversation, Turn, merged
from bot.conversation.preferences import Preferences
from bot.errors import Refused

MOST = 100_000
"""Messages in one request."""
WINDOW = 200_000
"""Tokens that a model takes of which nothing is known."""
_PLAIN = Setup()
_TOKEN = 3  # characters, the fewest that one is worth in ordinary prose
_LEFT_OUT = "The oldest part of this thread no longer fits; the model did not see it."
_UNTHINKING = "Thinking begins with the next question: this answer was begun without it."


@dataclass(frozen=True, slots=True)
class Request:
    """One question to the model: all that was said, and how to answer it."""

    conversation: Conversation
    preferences: Preferences
    setup: Setup = _PLAIN

    def body(self) -> dict[str, Any]:
        """The JSON body of `POST /v1/messages`; `Refused` if nothing is left to be answered."""
        return self._built()[0]

    @property
    def notices(self) -> tuple[str, ...]:
        """A sentence for each thing that was asked for and is done otherwise, or not at all."""
        return tuple(self._built()[1])

    @property
    def epoch(self) -> str:
        """The epoch of the answer, to be kept in `Turn.about`."""
        return self._epoch(offered(self.preferences, self.setup, _nobody))

    def _epoch(self, tools: Sequence[Tool]) -> str:
        return epoch(self.setup.provider, self.preferences.model, self._system(), tools)

    def _built(self) -> tuple[dict[str, Any], list[str]]:
        """The body, and what there is to say of it."""
        asked, wishes = self.preferences, Wishes(self.preferences, self.setup)
        tools = offered(asked, self.setup, wishes.say)
        messages = self._messages(wishes, tools)
        parts = {
            "model": asked.model,
            "max_tokens": wishes.max_tokens,
            "system": self._system(),
            "messages": self._marked_last(messages),
            "thinking": _begun(messages, wishes),
            "output_config": wishes.effort and {"effort": wishes.effort},
            "tools": tools,
            "tool_choice": self._choice(tools, wishes, messages),
            "stop_sequences": wishes.stop,
            "metadata": self._unless("metadata", self.setup.user and {"user_id": self.setup.user}),
            "service_tier": self._unless("service_tier", asked.tier or self.setup.service_tier),
            "cache_control": self._mark() if self._automatic else None,
            "stream": True,
        }
        body = {name: part for name, part in parts.items() if part} | wishes.sampling
        return body, wishes.notices

    def _unless(self, feature: str, part: Any) -> Any:
        return None if feature in self.setup.refused else part

    def _system(self) -> list[Block]:
        words = self.preferences.instructions
        return [_text(words) | self._cached()] if words.strip() else []

    def _choice(
        self, tools: Sequence[Tool], wishes: Wishes, messages: Sequence[Message]
    ) -> dict[str, Any] | None:
        if "tool_choice" in self.setup.refused:
            return None
        found = choice(self.preferences.tool_choice, tools, forces=wishes.forces, say=wishes.say)
        # Forced again after each result, an answer would never get to its end.
        return {"type": "auto"} if found and loops(messages) and found["type"] != "none" else found

    def _messages(self, wishes: Wishes, tools: Sequence[Tool]) -> list[Message]:
        names = [tool["name"] for tool in tools]
        turns = sent(self.conversation.current(), self._epoch(tools), names)
        unmarked = [{**m, "content": list(map(_unmarked, m["content"]))} for m in merged(turns)]
        whole = repaired([*unmarked, *_gone_on(turns)], strange=True)
        if len(whole) > MOST:
            whole = repaired(whole[2 - MOST :], strange=True)
            wishes.say(_LEFT_OUT)
        room = (wishes.takes.window or WINDOW) * _TOKEN
        fit = fitting(whole, room - len(str(tools)) - len(self.preferences.instructions))
        if fit is not whole:
            wishes.say(_LEFT_OUT)
        if not fit:
            raise Refused("there is nothing to answer")
        return list(fit)

    def _marked_last(self, messages: list[Message]) -> list[Message]:
        """`messages` with the end of the last question marked as the end of what is cached."""
        at = max(at for at, message in enumerate(messages) if message["role"] == "user")
        *before, last = messages[at]["content"]
        mark = {} if self._automatic or last["type"] in THOUGHTS else self._cached()
        marked = {"role": "user", "content": [*before, {**last, **mark}]}
        return [*messages[:at], marked, *messages[at + 1 :]]

    @property
    def _automatic(self) -> bool:
        return self.setup.automatic_cache and "automatic_cache" not in self.setup.refused

    def _cached(self) -> dict[str, Any]:
        """What a block says that is the end of something to be cached."""
        return {"cache_control": mark} if (mark := self._mark()) else {}

    def _mark(self) -> dict[str, Any] | None:
        if self.setup.cache == "off" or "cache" in self.setup.refused:
            return None
        long = self.setup.cache == "1h" and "cache_ttl" not in self.setup.refused
        return {"type": "ephemeral", **({"ttl": "1h"} if long else {})}


def _begun(messages: Sequence[Message], wishes: Wishes) -> dict[str, Any] | None:
    """Thinking, unless its budget can't be given to an answer that was begun without thinking."""
    manual = wishes.thinking and wishes.thinking["type"] == "enabled"
    if manual and loops(messages) and messages[-2]["content"][0]["type"] not in THOUGHTS:
        wishes.say(_UNTHINKING)
        return None
    return wishes.thinking


def _gone_on(turns: Sequence[Turn]) -> list[Message]:
    """The words to go on with, where an answer paused at a point that it can't be resumed from."""
    last = turns[-1] if turns else Turn("user", ())
    if last.about.get("stop_reason") != "pause_turn" or paused(last.content):
        return []
    return [{"role": "user", "content": [_text("Go on.")]}]


def _unmarked(block: Block) -> dict[str, Any]:
    bare = {name: value for name, value in block.items() if name != "cache_control"}
    if isinstance(inner := bare.get("content"), list):
        bare["content"] = [_unmarked(b) if isinstance(b, Mapping) else b for b in inner]
    return bare


def _text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def _nobody(_: str) -> None:
    """The sentence is said elsewhere."""
