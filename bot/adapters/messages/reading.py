"""A stream of the Messages API as it is read: bytes in, deltas out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import msgspec

from bot.adapters.messages.failure import FOREIGN, MISPLACED, NO_ENDPOINT
from bot.answer.answer import Delta
from bot.answer.sse import Decoder, Event
from bot.errors import Interrupted, Misplaced, ModelError, Unreachable

_decode = msgspec.json.Decoder().decode
_OPENAI = b"[DONE]"  # how OpenAI's streams end; some gateways add it to ours


class Reading:
    """`ended` once the stream has said so; whatever follows is of no interest.

    `conceal` hides the key, so that nothing that goes wrong repeats it if the endpoint does.
    """

    def __init__(self, conceal: Callable[[bytes], bytes]) -> None:
        self.ended = False
        self._conceal = conceal
        self._heard = False
        self._decoder = Decoder()

    def deltas(self, piece: bytes) -> tuple[list[Delta], ModelError | None]:
        """The deltas that `piece` completes, and what is wrong with what follows them."""
        self._heard = self._heard or bool(piece)
        told: list[Delta] = []
        try:
            self._read(self._decoder.decode(piece), told)
        except ModelError as error:
            return told, error
        except FOREIGN as error:
            return told, self.broken(error)
        return told, None

    def rest(self) -> tuple[list[Delta], ModelError | None]:
        """What the last bytes say when no more come, and what is wrong unless that is the end."""
        told: list[Delta] = []
        # Half of an event can't be decoded; what is missing is told below.
        with suppress(ValueError, RecursionError):
            self._read(self._decoder.end(), told)
        lost = None if self.ended else self.cut("the connection was closed before message_stop")
        return told, lost

    def cut(self, why: str) -> ModelError:
        """What it is when the stream breaks here."""
        why = self._conceal(why.encode(errors="replace")).decode(errors="replace")
        return Interrupted(why) if self._heard else Unreachable(why)

    def broken(self, error: Exception) -> ModelError:
        """What it is when a library below us raises here."""
        why = f"{type(error).__name__}: {error}".removesuffix(": ")
        if isinstance(error, MISPLACED):
            return Misplaced(f"{NO_ENDPOINT}: {type(error).__name__}")
        return self.cut(why)

    def _read(self, events: list[Event], told: list[Delta]) -> None:
        for event in events:
            if self.ended or not event.data or event.data == _OPENAI:
                continue
            delta = self._delta(event)
            self.ended = delta["type"] == "message_stop"
            told.append(delta)

    def _delta(self, event: Event) -> Delta:
        delta = _decode(event.data)
        if not isinstance(delta, dict):
            raise Interrupted("an event of the stream is no object")
        if "type" not in delta:
            _named(delta, event.name)
        if delta["type"] == "error":
            return {**_decode(self._conceal(event.data)), "type": "error"}
        return delta


def _named(delta: Delta, name: str) -> None:
    """Give an event without a type the name that the stream gave it."""
    if "choices" in delta:
        raise Misplaced(f"{NO_ENDPOINT}: it streams as OpenAI's chat completions do", 200)
    delta["type"] = name
