"""What Slack received, with one thing wrong in it: the checker has to find exactly that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.torture import calls, spoken
from tests.torture.checker import BOT
from tests.whole.world import body, buttons, footers

Dump = Mapping[str, Any]
Doctor = Callable[[Dump], Dump]
_LATER = "9999999999.000001"


def lost(dump: Dump) -> Dump:
    """A reply never came."""
    gone = next(_answers(dump))
    return _with(dump, lambda message: [] if message is gone else [message])


def doubled(dump: Dump) -> Dump:
    """A reply came twice."""
    twice = next(_answers(dump))
    return _with(dump, lambda m: [m, m | {"ts": _LATER}] if m is twice else [m])


def broken_off(dump: Dump) -> Dump:
    """A reply was never finished."""
    half = next(_answers(dump))
    words = [block for block in half["blocks"] if block["type"] == "markdown"]
    return _with(dump, lambda m: [m | {"blocks": words} if m is half else m])


def reworded(dump: Dump) -> Dump:
    """A reply says something else than the model did."""
    other = next(_answers(dump))
    text = body(other)
    word = text.split()[-3]
    said = [{"type": "markdown", "text": text.replace(word, "eggs", 1)}]
    rest = [block for block in other["blocks"] if block["type"] != "markdown"]
    return _with(dump, lambda m: [m | {"blocks": said + rest} if m is other else m])


def turned_round(dump: Dump) -> Dump:
    """Two questions of a thread were answered the wrong way round."""
    first, second = next(_pairs(dump))
    swap = {first["ts"]: second["ts"], second["ts"]: first["ts"]}
    ours = (first["ts"], second["ts"])
    return _with(dump, lambda m: [m | {"ts": swap[m["ts"]]} if m["ts"] in ours else m])


WRONGS: Mapping[str, Doctor] = {
    "missing": lost,
    "duplicate": doubled,
    "unfinished": broken_off,
    "altered": reworded,
    "disorder": turned_round,
}
"""By the name of what the checker is to find."""


def _with(dump: Dump, change: Callable[[Mapping[str, Any]], list[Any]]) -> Dump:
    changed = [other for message in dump["messages"] for other in change(message)]
    return {**dump, "messages": changed}


def _answers(dump: Dump) -> Iterator[Any]:
    """Whole answers of one page to one acknowledged question, nobody called to them."""
    pointed = {calls.target(m) for m in dump["messages"] if calls.calls(m)}
    for message in dump["messages"]:
        ids = spoken.ids(body(message))
        whole = spoken.bare(body(message)) == spoken.bare(spoken.answer(ids))
        if (
            message["user"] == BOT
            and len(ids) == 1
            and whole
            and footers(message)
            and "again" not in buttons(message)
            and message["ts"] not in pointed
            and _known(dump, message, ids[0])
        ):
            yield message


def _known(dump: Dump, answer: Any, id_: str) -> float:
    """When the question of this id was acknowledged, in its thread; 0 for never."""
    for message in _asking(dump, id_):
        if _place(message) == _place(answer):
            taken: float = dump["taken"].get(f"{message['channel']}:{message['ts']}", 0.0)
            return taken
    return 0.0


def _asking(dump: Dump, id_: str) -> Iterator[Any]:
    """What people said that names a question."""
    for message in dump["messages"]:
        if message["user"] != BOT and id_ in spoken.ids(message.get("text", "")):
            yield message


def _pairs(dump: Dump) -> Iterator[tuple[Any, Any]]:
    """Answers of one thread, the later one to what was asked when the first was acknowledged."""
    answers = sorted(_answers(dump), key=lambda message: message["ts"])
    for number, first in enumerate(answers):
        for second in answers[number + 1 :]:
            if _place(first) == _place(second) and _in_order(dump, first, second):
                yield first, second


def _place(message: Any) -> tuple[str, str]:
    return message["channel"], message.get("thread_ts") or message["ts"]


def _in_order(dump: Dump, first: Any, second: Any) -> bool:
    known, (id_,) = _known(dump, first, spoken.ids(body(first))[0]), spoken.ids(body(second))
    return any(known <= float(message["ts"]) for message in _asking(dump, id_))
