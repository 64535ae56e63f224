"""What we ask the Messages API: a conversation with preferences, as it is sent.

The body: https://platform.claude.com/docs/en/api/messages. What is stored is never changed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.answer import compaction
from bot.answer.blocks import THOUGHTS
from bot.answer.epoch import epoch, foreign, sent
from bot.answer.offered import Tool, choice, offered
from bot.answer.repair import Message, loops, paused, repaired
from bot.answer.setup import Setup
from bot.answer.size import fitting, weight
from bot.answer.wishes import Wishes
from bot.conversation.conversation import Block, Conversation, Turn, merged
from bot.conversation.preferences import Preferences
from bot.errors import Refused
from bot.tongue import sentence

MOST = 100_000
"""Messages in one request."""
WINDOW = 200_000
"""Tokens that a model takes of which nothing is known."""
_PLAIN = Setup()
_TOKEN = 3  # characters, the fewest that one is worth in ordinary prose
_LEFT_OUT = sentence("The oldest part of this thread no longer fits; the model did not see it.")
_UNTHINKING = sentence("Thinking begins with the next question: this answer was begun without it.")
_OLD_CODE = ("code_execution_20250522", "code-execution-2025-05-22")
"""The one version of a tool that is still a beta, and the beta's name."""


@dataclass(frozen=True)
class Request:
    """One question to the model: all that was said, and how to answer it."""

    conversation: Conversation
    preferences: Preferences
    setup: Setup = _PLAIN

    def body(self) -> dict[str, Any]:
        """The JSON body of `POST /v1/messages`; `Refused` if nothing is left to be answered."""
        return self._built[0]

    @property
    def notices(self) -> tuple[str, ...]:
        """A sentence for each thing that was asked for and is done otherwise, or not at all."""
        return tuple(self._built[1])

    @property
    def betas(self) -> tuple[str, ...]:
        """What the body needs in `anthropic-beta`, beside what the operator put there."""
        return () if "betas" in self.setup.refused else tuple(self._betas())

    def _betas(self) -> Iterator[str]:
        body = self.body()
        held = (block for message in body["messages"] for block in message["content"])
        if "context_management" in body or any(b["type"] == "compaction" for b in held):
            yield compaction.BETA
        if any(tool.get("type") == _OLD_CODE[0] for tool in body.get("tools", ())):
            yield _OLD_CODE[1]

    @property
    def epoch(self) -> str:
        """The epoch of the answer, to be kept in `Turn.about`."""
        return self._epoch(offered(self.preferences, self.setup, _nobody))

    def _epoch(self, tools: Sequence[Tool]) -> str:
        words = self.preferences.system
        system = [_text(words)] if words.strip() else []
        return epoch(self.setup.provider, self.preferences.model, system, tools)

    @cached_property
    def _built(self) -> tuple[dict[str, Any], list[str]]:
        """The body, and what there is to say of it."""
        asked, wishes = self.preferences, Wishes(self.preferences, self.setup)
        tools = offered(asked, self.setup, wishes.say)
        whole = self._whole(wishes, tools)
        messages = self._messages(whole, wishes, tools)
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
            "metadata": self.setup.user and {"user_id": self.setup.user},
            "service_tier": asked.tier or self.setup.service_tier,
            "cache_control": self._mark() if self._automatic else None,
            "context_management": self._management(whole, wishes),
            "stream": True,
        }
        self._say_cached(wishes)
        body = {name: part for name, part in parts.items() if part} | wishes.sampling
        return self._taken(body, wishes), wishes.notices

    def _taken(self, body: dict[str, Any], wishes: Wishes) -> dict[str, Any]:
        """The body without what the endpoint does not take at the moment."""
        for name in ("metadata", "service_tier", "tool_choice"):
            if name in self.setup.refused and body.pop(name, None):
                wishes.say(
                    "This endpoint takes no {name} at the moment; it was left out.", name=name
                )
        return body

    def _say_cached(self, wishes: Wishes) -> None:
        refused = self.setup.refused if self.setup.cache != "off" else frozenset[str]()
        if "cache" in refused:
            wishes.say("This endpoint caches no prompts at the moment; nothing was cached.")
        elif "cache_ttl" in refused and self.setup.cache == "1h":
            wishes.say("This endpoint caches for five minutes at the moment, not an hour.")
        elif "automatic_cache" in refused and self.setup.automatic_cache:
            wishes.say(
                "This endpoint can't choose what to cache at the moment; it was told instead."
            )

    def _system(self) -> str | list[Block]:
        """A plain string, unless something hangs on its being a block."""
        words = self.preferences.system
        if not words.strip():
            return ""
        return [_text(words) | cached] if (cached := self._cached()) else words

    def _management(self, whole: Sequence[Message], wishes: Wishes) -> dict[str, Any] | None:
        """That the endpoint is to fold, once half of the window may be used, and from then on.

        Where it is not needed it is not asked for: not every endpoint lets it pass.
        """
        room = (wishes.takes.window or WINDOW) * _TOKEN
        if not compaction.compacts(wishes.takes, self.setup.refused):
            return None
        near = _read_from(whole) or sum(weight(message, room) for message in whole) > room // 2
        return compaction.management(wishes.takes) if near else None

    def _choice(
        self, tools: Sequence[Tool], wishes: Wishes, messages: Sequence[Message]
    ) -> dict[str, Any] | None:
        found = choice(self.preferences.tool_choice, tools, forces=wishes.forces, say=wishes.say)
        # Forced again after each result, an answer would never get to its end.
        return {"type": "auto"} if found and loops(messages) and found["type"] != "none" else found

    def _whole(self, wishes: Wishes, tools: Sequence[Tool]) -> list[Message]:
        """All that was said, as this epoch may send it."""
        names, now = [tool["name"] for tool in tools], self._epoch(tools)
        takes = compaction.compacts(wishes.takes, self.setup.refused)
        said = compaction.readable(
            self.conversation.current(), lambda turn: takes and not foreign(turn, now)
        )
        turns = sent(said, now, names)
        unmarked = [{**m, "content": list(map(_unmarked, m["content"]))} for m in merged(turns)]
        return repaired([*unmarked, *_gone_on(turns)], strange=True)

    def _messages(
        self, whole: list[Message], wishes: Wishes, tools: Sequence[Tool]
    ) -> list[Message]:
        """What of it fits into one request."""
        if len(whole) > MOST:
            whole = repaired(whole[2 - MOST :], strange=True)
            wishes.say(_LEFT_OUT)
        room = (wishes.takes.window or WINDOW) * _TOKEN
        room -= len(str(tools)) + len(self.preferences.system)
        fit = fitting(whole, room, _read_from(whole))
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


def _read_from(messages: Sequence[Message]) -> int:
    """The index of the message that the model begins to read at: 0 unless some were folded."""
    held = (at for at, m in enumerate(messages) if compaction.compaction(m["content"]))
    return max(held, default=0)


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


def _nobody(_: str, /, **_facts: object) -> None:
    """The sentence is said elsewhere."""
