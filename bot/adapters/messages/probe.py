"""What an endpoint accepts, found out by asking it for one token at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import replace
from typing import Any, NamedTuple

import httpx

from bot.adapters.messages.endpoint import Endpoint
from bot.adapters.messages.model import MessagesModel
from bot.answer.answer import Answer
from bot.answer.request import Request
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Preferences
from bot.errors import ModelError, Unreachable

_UNSENT = "this model is not known to take it, so it is never sent"
_HELLO = Conversation((Turn("user", ({"type": "text", "text": "Hello"},)),))


class Probed(NamedTuple):
    """Whether a feature is accepted, and if not, why: in the endpoint's words or ours."""

    feature: str
    accepted: bool
    reason: str = ""


async def probe(client: httpx.AsyncClient, endpoint: Endpoint, model: str) -> list[Probed]:
    """What works with `model`: "messages", a plain request, and if that does, the features.

    These are "thinking", "effort", "caching", "web_search" and "web_fetch". An answer is hung up
    on as soon as it has begun, so that it costs next to nothing.
    """
    asker = MessagesModel(client, endpoint)
    plain = Preferences(model, max_tokens=1, instructions="")
    first = await _try(asker, "messages", _uncached(plain))
    if not first.accepted:
        return [first]
    bodies = {
        "thinking": _with(replace(plain, thinking="on"), "thinking"),
        "effort": _with(replace(plain, effort="low"), "output_config"),
        "caching": Request(_HELLO, replace(plain, instructions="Be brief.")).body(),
        "web_search": _with(replace(plain, web_search=True), "tools"),
        "web_fetch": _with(replace(plain, web_fetch=True), "tools"),
    }
    rest = (_try(asker, feature, body) for feature, body in bodies.items())
    return [first, *await asyncio.gather(*rest)]


async def _try(asker: MessagesModel, feature: str, body: Mapping[str, Any] | None) -> Probed:
    if body is None:
        return Probed(feature, accepted=False, reason=_UNSENT)
    try:
        await _begin(asker, body)
    except ModelError as error:
        return Probed(feature, accepted=False, reason=str(error))
    return Probed(feature, accepted=True)


async def _begin(asker: MessagesModel, body: Mapping[str, Any]) -> None:
    """Return once an answer has begun; the `ModelError` that keeps it from that."""
    answer = Answer()
    async with aclosing(asker.events(body)) as pieces:
        async for deltas in pieces:
            answer.hear(deltas)
            if any(delta["type"] == "message_start" for delta in deltas):
                return
    raise Unreachable("the stream ended without having begun")


def _uncached(asked: Preferences) -> dict[str, Any]:
    return {**Request(_HELLO, asked).body(), "messages": _HELLO.messages()}


def _with(asked: Preferences, part: str) -> dict[str, Any] | None:
    """The body that `asked` makes, if the feature has a `part` in it; not cached."""
    body = _uncached(asked)
    return body if part in body else None
