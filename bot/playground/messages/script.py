"""What the server does with one request: say something, or misbehave in a named way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Block = dict[str, Any]
Breach = Literal["error", "cut", "end", "stall", "pings", "garbled"]


@dataclass(frozen=True, slots=True)
class Say:
    """An answer: thinking first, then text, then `blocks` as they are.

    A stop reason of None means what follows from the content: end_turn, tool_use, or max_tokens
    and stop_sequence as the request has it.
    """

    text: str = ""
    thinking: str = ""
    blocks: tuple[Block, ...] = ()
    stop_reason: str | None = None
    stop_details: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """`say`, broken off after so many deltas.

    error: an `error` event (overloaded_error), then the end. cut: the connection drops. end: a
    clean end without message_stop. stall: `seconds` of silence, then the connection drops.
    pings: the same, with a ping now and then in the silence. garbled: an event whose JSON is cut
    short, then the end.
    """

    after: int
    kind: Breach
    say: Say = Say("This is an answer that does not get to its end, whatever it had to say.")
    seconds: float = 600.0


@dataclass(frozen=True, slots=True)
class Stream:
    """These bytes as the body of a 200 event stream, recorded ones for instance.

    chunk: bytes in one piece; 0 sends each event by itself, at the server's speed.
    cut: drop the connection after so many bytes.
    """

    raw: bytes
    chunk: int = 0
    cut: int | None = None


@dataclass(frozen=True, slots=True)
class Fail:
    """An answer that is not one: a status with a body.

    Without a body it is the one the API has for this status.
    """

    status: int
    body: Mapping[str, Any] | str | bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hang:
    """Silence, not even a status, for `seconds`; then `then`, or a dropped connection."""

    seconds: float
    then: Say | None = None


Step = Say | Break | Stream | Fail | Hang
