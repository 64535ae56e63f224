"""What is to be summarised, read from the words after the order and written as words again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.conversation.directives import behind, carried
from bot.conversation.orders import SUMMARIZED
from bot.conversation.question import Question
from bot.errors import WrongWords
from bot.tongue import say

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
STAMP = re.compile(r"\d{1,12}\.\d{6}")
HOURS = re.compile(r"(\d{1,4})h")
MOST_HOURS = 366 * 24
MOST_MESSAGES = 5_000
"""The most that one summary reads."""

_BREAK = re.compile(r"\s*(?::|,|--|–|—|(?:about|on|focus(?:ing)? on)\b)\s*", re.IGNORECASE)
_CHANNEL = re.compile(r"(?:in\s+)?<#([A-Z0-9]{2,32})(?:\|[^<>]*)?>", re.IGNORECASE)
_ADDRESS = re.compile(r"<(https?://[^<>|\s]+)(?:\|[^<>]*)?>|(https?://[^<>|\s]+)", re.IGNORECASE)
_MESSAGES = re.compile(
    r"(?:the\s+)?(?:last\s+)?(\d[\d,]{0,8})\s+(?:messages|msgs?)\b", re.IGNORECASE
)
_LAST = re.compile(
    r"(?:the\s+)?(?:last\s+|past\s+)?(\d{1,4})\s*(h|hours?|hrs?|d|days?|w|weeks?)\b", re.IGNORECASE
)
_DAY = re.compile(r"(today|yesterday)\b", re.IGNORECASE)
_SINCE = re.compile(r"(since|until|till)\s+(\S+)", re.IGNORECASE)
_SPOKE = re.compile(
    r"since\s+I(?:\s+\w+)*?\s+(?:spoke|wrote|said|was)\b(?:\s+here)?", re.IGNORECASE
)
_THREAD = re.compile(r"(?:this\s+)?thread\b(?:\s+(\d{1,12}\.\d{6}))?", re.IGNORECASE)
_QUOTES = str.maketrans("", "", "'\"“”‘’`")
_UNCLEAR = re.compile(r"#|\d|since\b|until\b|till\b|<[#@!]|last\s+\d", re.IGNORECASE)
_IN_SLACK = re.compile(r"https?://[^/]+/archives/", re.IGNORECASE)
_FILE = re.compile(r"https?://[^/]+\.slack\.com/files/|https?://files\.slack\.com/", re.IGNORECASE)
_FILE_OF = re.compile(
    r"https?://[^/]+\.slack\.com/files/[A-Z0-9]{2,32}/(F[A-Z0-9]{1,31})(?:[/?#]|$)"
)
_HOURS_IN = {"h": 1, "d": 24, "w": 168}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be summarised, and what of it matters.

    `channel` is Slack's id, "" for where it is said; `address` that of a message in Slack or of a
    page; `thread` the ts that a thread began with, or "here". `since` and `until` are a date, a
    Slack ts, "today", "yesterday" or hours before the order ("24h"); `since` "" means since the
    asker last spoke. `newest` messages at most; 0: as many as there are.
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
        "`today`, `since 2026-11-01`, `100 messages` (at most 5,000); `#channel` before any of "
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
    elif _UNCLEAR.match(rest):
        raise WrongWords(usage())
    if _FILE.match(scope.address) and not scope.file:
        raise WrongWords(usage())
    return replace(scope, focus=rest.strip())


def _next(scope: Scope, rest: str) -> tuple[Scope, str, bool]:
    """Take one piece off the front of `rest`, if it is one."""
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
    hours = int(found[1]) * _HOURS_IN[found[2][0].lower()]
    if not 0 < hours <= MOST_HOURS:
        raise WrongWords(usage())
    return replace(scope, since=f"{hours}h")


def _day(scope: Scope, found: re.Match[str]) -> Scope:
    day = found[1].lower()
    return replace(scope, since=day, until="today" if day == "yesterday" else scope.until)


def _since(scope: Scope, found: re.Match[str]) -> Scope:
    when = _ascii(found[2].translate(_QUOTES).strip(",;:").lower())
    day = DATE.fullmatch(when) and _is_day(when)
    if not (day or STAMP.fullmatch(when) or when in ("today", "yesterday")):
        hours = HOURS.fullmatch(when)
        if not hours or not 0 < int(hours[1]) <= MOST_HOURS:
            raise WrongWords(usage())
    if found[1].lower() == "since":
        return replace(scope, since=when)
    return replace(scope, until=when)


def _spoke(scope: Scope, _: re.Match[str]) -> Scope:
    return replace(scope, since="")


def _thread(scope: Scope, found: re.Match[str]) -> Scope:
    return replace(scope, thread=_ascii(found[1] or "here"))


def _ascii(word: str) -> str:
    """`word` with digits of every script and width as those that dates and ts are written in."""
    return "".join(str(int(char)) if char.isdecimal() else char for char in word)


def _is_day(text: str) -> bool:
    year, month, day = map(int, text.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 2000 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= days[month - 1]


_PIECES = (
    (_CHANNEL, _channel),
    (_ADDRESS, _address),
    (_SPOKE, _spoke),
    (_SINCE, _since),
    (_DAY, _day),
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
