"""What is logged: a line for each record, as text or JSON, with no secret and no words of people.

Modules log with `logging` and short facts; whoever answers a question `follows` it, and its id is
in every line from there on, in whichever process. Of further facts only `FACTS` are written.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, Literal

from structlog import contextvars
from structlog.processors import JSONRenderer, TimeStamper
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name

from bot.watching.discretion import SAID, arguments, trace

Form = Literal["text", "json"]
FACTS: Final = frozenset({
    "question", "user_id", "agent_id", "outcome", "error_type", "model", "tools_called",
    "total_latency_ms", "total_tokens", "token_efficiency", "retry_attempts",
})  # fmt: skip
"""What a record may carry beside its text; the names are Slack's (facts/slack.md §7)."""

_USUAL: Final = ("timestamp", "level", "logger", "event", "exception")
# What tokens look like: Slack's, keys of the Messages API, passwords in URLs.
_SECRETS: Final = re.compile(
    r"xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+|\bsk-[\w-]{8,}|(?<=://)[^\s/@]*:[^\s/@]*(?=@)"
)
# What ends a line somewhere, moves a terminal's cursor, or reorders what is read.
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Below WARNING, these write what people said and what it was signed with; the last one, a line for
# each rule that it tries on each line of an answer.
_TALKATIVE: Final = (
    *("slack_bolt", "slack_sdk", "aiohttp.access", "httpx", "httpcore", "asyncio"),
    "markdown_it",
)
_Event = MutableMapping[str, Any]
_learnt: ContextVar[dict[str, Any]] = ContextVar("learnt")


def begin(level: str, form: Form = "text") -> None:
    """Write log lines of `level` and above to standard error."""
    render = JSONRenderer(ensure_ascii=False) if form == "json" else _text
    before = (contextvars.merge_contextvars, add_log_level, add_logger_name, ExtraAdder())
    formatter = _Formatter(
        foreign_pre_chain=[*before, TimeStamper(fmt="iso", utc=True)],
        processors=[ProcessorFormatter.remove_processors_meta, _traced, _allowed, render],
    )
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[lines], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.root.level))
    # It warns that it will not use the token that it finds in the environment by itself.
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)


@contextmanager
def follow(question: str, said: Sequence[str] = ()) -> Iterator[Mapping[str, Any]]:
    """Whatever is logged within says that it was done for this question, by its id.

    What is learnt within, also by tasks begun there, is in what the context gives. `said` are the
    words of people that it is about: whatever error repeats them, they are left out.
    """
    learnt: dict[str, Any] = {}
    before, unsaid = _learnt.set(learnt), SAID.set((*SAID.get(), *said))
    try:
        with contextvars.bound_contextvars(question=question):
            yield learnt
    finally:
        _learnt.reset(before)
        SAID.reset(unsaid)


def learn(**facts: str | float) -> None:
    """These are facts of the question that is followed, for the line at its end; newer ones count.

    Where no question is followed nobody wants to know.
    """
    _learnt.get({}).update(facts)


class _Formatter(ProcessorFormatter):
    """Errors among the arguments are told discreetly, and of asyncio's lines the first alone.

    Those that follow it quote the error, and what the task is doing.
    """

    def format(self, record: logging.LogRecord) -> str:
        copy = logging.makeLogRecord(record.__dict__)
        copy.args = arguments(record.args)
        if record.name == "asyncio":
            copy.msg, copy.args = record.getMessage().partition("\n")[0], ()
        return super().format(copy)


def _traced(_logger: object, _method: str, event: _Event) -> _Event:
    told = event.pop("exc_info", None)
    error = told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        event["exception"] = trace(error)
    return event


def _allowed(_logger: object, _method: str, event: _Event) -> Mapping[str, Any]:
    """Only what may be written, with secrets blotted out."""
    kept = {name: event[name] for name in (*_USUAL, *sorted(FACTS)) if name in event}
    return {name: _blotted(value) for name, value in kept.items()}


def _blotted(value: Any) -> Any:
    return _SECRETS.sub("…", value) if isinstance(value, str) else value


def _text(_logger: object, _method: str, event: _Event) -> str:
    """One line, whatever is in it: nobody forges a second one. A traceback follows, indented."""
    when, level, who, what, trace = (str(event.pop(name, "")) for name in _USUAL)
    facts = "".join(f" {name}={value}" for name, value in event.items())
    line = _told(f"{when} {level.upper()} {who}: {what}{facts}")
    lines = trace.split("\n") if trace else []
    return "\n  ".join([line, *map(_told, lines)])


def _told(text: str) -> str:
    """`text` with what nobody sees written out, as Python writes it."""
    return _UNSEEN.sub(lambda odd: odd[0].encode("unicode_escape").decode(), text)
