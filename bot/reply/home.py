"""The Home tab of one person: their settings, their usage of a month, and where they asked lately.

Limits: 100 blocks and 250,000 bytes a view, 10 fields of 2,000 characters a section
(facts/slack.md §1.7, docs.slack.dev/reference/views).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.month import Month, months
from bot.conversation.spending import Spending
from bot.reply import spending as usage
from bot.reply.characters import blank, plain, still
from bot.reply.modals import Block, View, mrkdwn, section, words
from bot.tongue import month, say

CHANGE = "home_change"
"""The action of the button that opens one's own settings; its value is the month that is shown."""
MONTH = "home_month"
"""The action of the menu with the months; its values are months."""
MOST = 10
"""Threads that are shown."""
_FIELDS = 10
_VALUE = 200
_TITLE = 80


@dataclass(frozen=True, slots=True)
class Recent:
    """A thread in which somebody asked: in their words, with its address, channel, ts and day."""

    asked: str
    url: str
    channel: str
    ts: str
    day: str


@dataclass(frozen=True, slots=True)
class Home:
    """What stands there: `settings` are what is set and where from, `now` is this month.

    `command` is what one types to have something forgotten or exported.
    """

    settings: Sequence[tuple[str, str]]
    spending: Spending
    now: Month
    threads: Sequence[Recent] = ()
    command: str = "/threadloom"

    def view(self) -> View:
        """As Slack takes it; `private_metadata` is the month that is shown."""
        blocks = [*_greeting(), *self._settings(), *self._usage(), *self._threads()]
        return _view(blocks, str(self.spending.month))

    def _settings(self) -> Iterator[Block]:
        yield _header(say("Your settings"))
        fields = [mrkdwn(f"*{still(name)}*\n{_value(told)}") for name, told in self.settings]
        for at in range(0, len(fields), _FIELDS):
            yield {"type": "section", "fields": fields[at : at + _FIELDS]}
        shown = str(self.spending.month)
        yield {"type": "actions", "elements": [_button(CHANGE, say("Change"), shown)]}

    def _usage(self) -> Iterator[Block]:
        yield _header(say("Your usage"))
        yield from usage.blocks(self.spending)
        options = [_option(each) for each in months(self.now)]
        shown = next((o for o in options if o["value"] == str(self.spending.month)), options[0])
        menu = {
            "type": "static_select",
            "action_id": MONTH,
            "options": options,
            "initial_option": shown,
        }
        yield {"type": "actions", "elements": [menu]}

    def _threads(self) -> Iterator[Block]:
        yield _header(say("Recent threads"))
        if not self.threads:
            yield section(say("None yet. Mention me in a channel, or write to me in Messages."))
            return
        for thread in self.threads[:MOST]:
            yield {"type": "section", "text": mrkdwn(_line(thread))}
        more = say(
            "`{command} export` copies a thread for you, `{command} forget` has me forget it.",
            command=self.command,
        )
        yield {"type": "context", "elements": [mrkdwn(more)]}


def first() -> View:
    """What stands there until the rest is known."""
    return _view([*_greeting(), section(say("One moment…"))], "")


def _view(blocks: Sequence[Block], about: str) -> View:
    return {"type": "home", "private_metadata": about, "blocks": list(blocks)}


def _greeting() -> Iterator[Block]:
    yield _header("Threadloom")
    yield section(
        say("I give your team Claude in its threads: mention me, and everybody can ask on.")
    )


def _line(thread: Recent) -> str:
    """The words that were asked, linked; nothing in them is markup."""
    direct = thread.channel.startswith("D")  # https://docs.slack.dev/apis/web-api: D is an im
    where = say("direct message") if direct else f"<#{thread.channel}>"
    seconds = thread.ts.partition(".")[0]
    when = f"<!date^{seconds}^{{date_short_pretty}}|{thread.day}>"
    return f"<{thread.url}|{_title(thread.asked)}> · {where} · {when}"


def _title(asked: str) -> str:
    """The first words, without what Slack would read as markup or as the end of a link."""
    bare = " ".join(plain(asked).translate(_MARKS).split())
    cut = bare if len(bare) <= _TITLE else f"{bare[: _TITLE - 1].rstrip()}…"
    return say("(no words)") if blank(cut) else cut


_MARKS = {ord(mark): " " for mark in "<>&|*_~`\u2028\u2029"}


def _value(told: str) -> str:
    one = " ".join(plain(told).split())
    return still(one if len(one) <= _VALUE else f"{one[: _VALUE - 1]}…")


def _option(each: Month) -> Block:
    return {"text": words(month(each.year, each.number)), "value": str(each)}


def _header(text: str) -> Block:
    return {"type": "header", "text": words(text)}


def _button(action: str, label: str, value: str) -> Block:
    return {"type": "button", "action_id": action, "text": words(label), "value": value}
