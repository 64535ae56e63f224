"""What is to be summarised, read from the words after the order and written as words again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.conversation.directives import behind, carried
from bot.conversation.orders import SUMMARIZED
from bot.conversation.question import Question
from bot.errors import WrongWords
from bot.summary import times
from bot.tongue import say

MOST_MESSAGES = 5_000
"""The most that one summary reads."""

_BREAK = re.compile(r"\s*(?::|,|--|–|—|(?:about|on|focus(?:ing)? on)\b)\s*", re.IGNORECASE)
_CHANNEL = re.compile(r"(?:in\s+)?<#([A-Z0-9]{2,32})(?:\|[^<>]*)?>", re.IGNORECASE)
_ADDRESS = re.compile(r"<(https?://[^<>|\s]+)(?:\|[^<>]*)?>|(https?://[^<>|\s]+)", re.IGNORECASE)
_MESSAGES = re.compile(
    r"(?:the\s+)?(?:last\s+|newest\s+|ostatnie\s+|ostatnich\s+|最[近後后]\s*)?(\d[\d,]{0,8})\s*"
    r"(?:(?:messages?|msgs?|posts|wiadomości)\b|[則则條条](?:訊息|消息|信息|留言)?)",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?:the\s+)?(?:last\s+|past\s+|previous\s+|ostatni(?:e|ch|a)?\s+|(?:最近|[過过]去)\s*)?"
    r"(?:(\d{1,4})\s*|(?<=past )|(?<=last )(?=day|hour))(h|hours?|hrs?|d|days?|w|weeks?|months?|"
    r"godzin[ay]?|dni|dzień|tygodni[ea]?|miesi[aą]c[ea]?|miesięcy|小[時时]|天|日|[週周]|個月|个月)"
    r"(?:內|内)?(?:(?<=[\u3040-\u9fff])|(?!\w))",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(since\b|until\b|till\b|od\b|自從?|自从)\s*", re.IGNORECASE)
_FROM = re.compile(r"(from\b|between\b|od\b|[從从])\s*", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to\b|till\b|until\b|and\b|through\b|do\b|[到至]|[-–—])\s*", re.IGNORECASE)
_SPOKE = re.compile(
    r"since\s+I(?:\s+\w+)*?\s+(?:spoke|wrote|said|was)\b(?:\s+here)?", re.IGNORECASE
)
_THREAD = re.compile(r"(?:this\s+)?thread\b(?:\s+(\d{1,12}\.\d{6}))?", re.IGNORECASE)
_UNCLEAR = re.compile(
    r"#|\d|since\b|until\b|till\b|<[#@!]|(?:last|past|from|between|ostatnie)\s+\d|"
    r"(?:last|past|this)\s+(?:year|quarter|night|weekend)\b|"
    r"(?:the\s+)?(?:last|past)\s+\w+\s+(?:hours|days|weeks|months)\b",
    re.IGNORECASE,
)
_IN_SLACK = re.compile(r"https?://[^/]+/archives/", re.IGNORECASE)
_FILE = re.compile(r"https?://[^/]+\.slack\.com/files/|https?://files\.slack\.com/", re.IGNORECASE)
_FILE_OF = re.compile(
    r"https?://[^/]+\.slack\.com/files/[A-Z0-9]{2,32}/(F[A-Z0-9]{1,31})(?:[/?#]|$)"
)
_HOURS_IN = {"h": 1, "g": 1, "小": 1, "d": 24, "天": 24, "日": 24, "w": 168, "t": 168, "週": 168}
_HOURS_IN |= {"周": 168, "m": 720, "個": 720, "个": 720}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be summarised, and what of it matters.

    `channel` is Slack's id, "" for where it is said; `address` that of a message in Slack or of a
    page; `thread` the ts that a thread began with, or "here". `since` and `until` are moments as
    `bot.summary.times` keeps them; `since` "" means since the asker last spoke. `newest` messages
    at most; 0: as many as there are.
    """

    channel: str = ""
    address: str = ""
    thread: str = ""
    since: str = ""
    until: str = ""
    newest: int = 0
    focus: str = ""

    @property
    def page(self) -> bool:
        """Whether it is something on the web, and not in Slack."""
        in_slack = _IN_SLACK.match(self.address) or self.file
        return bool(self.address) and not in_slack

    @property
    def file(self) -> str:
        """Slack's id of the file that `address` is the permalink of; "" for anything else.

        https://docs.slack.dev/reference/objects/file-object: `permalink`.
        """
        found = _FILE_OF.match(self.address)
        return found[1] if found else ""

    @property
    def words(self) -> str:
        """The order that reads as this scope."""
        thread = self.thread if self.thread != "here" else ""
        parts = [
            "!summarize",
            f"<#{self.channel}>" if self.channel else "",
            f"<{self.address}>" if self.address else "",
            f"thread {thread}".strip() if self.thread else "",
            f"since {self.since}" if self.since else "",
            f"until {self.until}" if self.until else "",
            f"{self.newest} messages" if self.newest else "",
            f": {self.focus}" if self.focus else "",
        ]
        return " ".join(filter(None, parts))


def usage() -> str:
    """The line that names what is understood."""
    return say(
        "I can summarise: nothing more said, what came since you last spoke here; `24h`, `7d`, "
        "`today`, `last week`, `since monday`, `since 9am`, `since 2026-11-01`, `from monday to "
        "friday`, `100 messages` (at most 5,000); `#channel` before any of "
        "these; the link of a message, a thread, a file or a web page. A question may follow: "
        "`7d decisions only`. A file: attach it to a message to me that says `!summarize`."
    )


def summons(text: str) -> Scope:
    """Read a whole order, with its `!summarize`; `WrongWords` says what would be understood."""
    rest = SUMMARIZED.sub("", text, count=1).strip()
    scope, found = Scope(), True
    while found and rest:
        scope, rest, found = _next(scope, rest)
    if broken := _BREAK.match(rest):
        rest = rest[broken.end() :]
    elif _UNCLEAR.match(rest) or _half(rest):
        raise WrongWords(usage())
    if _FILE.match(scope.address) and not scope.file:
        raise WrongWords(usage())
    return replace(scope, focus=rest.strip())


def _half(rest: str) -> bool:
    """Whether `rest` begins with one end of a span, and says no other, or is but a day."""
    led = _FROM.match(rest)
    found = times.moment(rest[led.end() if led else 0 :])
    return found is not None and (led is not None or found[1] == len(rest))


def _next(scope: Scope, rest: str) -> tuple[Scope, str, bool]:
    """Take one piece off the front of `rest`, if it is one."""
    if spanned := _spanned(scope, rest):
        return spanned[0], spanned[1].lstrip(), True
    for pattern, read in _PIECES:
        if found := pattern.match(rest):
            return read(scope, found), rest[found.end() :].lstrip(), True
    return scope, rest, False


def _channel(scope: Scope, found: re.Match[str]) -> Scope:
    return replace(scope, channel=found[1].upper())


def _address(scope: Scope, found: re.Match[str]) -> Scope:
    return replace(scope, address=(found[1] or found[2]).replace("&amp;", "&"))


def _messages(scope: Scope, found: re.Match[str]) -> Scope:
    count = int(found[1].replace(",", ""))
    if not 0 < count <= MOST_MESSAGES:
        raise WrongWords(usage())
    return replace(scope, newest=count)


def _last(scope: Scope, found: re.Match[str]) -> Scope:
    hours = int(found[1] or 1) * _HOURS_IN[found[2][0].lower()]
    if not 0 < hours <= times.MOST_HOURS:
        raise WrongWords(usage())
    return replace(scope, since=f"{hours}h")


def _spanned(scope: Scope, rest: str) -> tuple[Scope, str] | None:
    """Take a span of time off the front of `rest`: a day, a week, or from when to when."""
    if found := times.span(rest):
        since, until, end = found
        return replace(scope, since=since, until=until or scope.until), rest[end:]
    if (led := _FROM.match(rest)) and (both := _between(rest[led.end() :])):
        since, until, end = both
        return replace(scope, since=since, until=until), rest[led.end() + end :]
    if (led := _SINCE.match(rest)) is None or _SPOKE.match(rest):
        return None
    if (told := times.moment(rest[led.end() :])) is None:
        raise WrongWords(usage())
    when, end = told
    late = led[1].lower().startswith(("until", "till"))
    dated = replace(scope, until=when) if late else replace(scope, since=when)
    return dated, rest[led.end() + end :]


def _between(rest: str) -> tuple[str, str, int] | None:
    """From when to when, where `rest` says both; a day that it ends with counts as a whole."""
    if (first := times.moment(rest)) is None:
        return None
    since, end = first
    led = _TO.match(rest, end)
    last = times.moment(rest[led.end() :]) if led else None
    if led is None or last is None:
        return None
    until, more = last
    return since, _ending(since, until), led.end() + more


def _ending(since: str, until: str) -> str:
    """When what began at `since` ends: a day as a whole, an hour on the day that was named."""
    day, _, clock = since.partition("@")
    if clock < until and clock and times.CLOCK.fullmatch(until):
        return f"{day}@{until}"
    return f"{until}@24:00" if times.daily(until) else until


def _spoke(scope: Scope, _: re.Match[str]) -> Scope:
    return replace(scope, since="")


def _thread(scope: Scope, found: re.Match[str]) -> Scope:
    return replace(scope, thread=times.ascii_(found[1] or "here"))


_PIECES = (
    (_CHANNEL, _channel),
    (_ADDRESS, _address),
    (_SPOKE, _spoke),
    (_MESSAGES, _messages),
    (_LAST, _last),
    (_THREAD, _thread),
)


def apart(question: Question) -> Question:
    """The order as it waits: outside the thread, into which it does not call the bot.

    In direct messages it stays where it was given. `WrongWords` if it makes no sense.
    """
    scope = summons(behind(question.text))
    if question.direct:
        return question
    if not (question.opens or scope.channel or (scope.address and not scope.page)):
        thread = question.thread.ts if scope.thread in ("", "here") else scope.thread
        scope = replace(scope, thread=thread)
    text = f"{carried(question)} {scope.words}".strip()
    return replace(question, thread=replace(question.thread, ts=question.ts), text=text)
