"""Tokens by kind and what they cost: of one answer, or of all that a place has seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from bot.conversation.prices import Price, Prices
from bot.conversation.question import Question

LONG = 100_000
"""Tokens of a prompt above which some models cost more for the whole request."""
_MILLION = Decimal(1_000_000)
_MOST = 10**12  # of anything in one answer: what an endpoint says must not overflow a counter


class Bill(NamedTuple):
    """What decides a price: the model that answered, and whether the prompt was longer than LONG.

    `long` is told for every model, so that another price list can still be laid beside it.
    """

    model: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens by kind, and how often the web was asked.

    `input` came neither from the cache nor went there. `output` includes `thinking`.
    """

    input: int = 0
    output: int = 0
    thinking: int = 0
    cache_read: int = 0
    cache_write_5m: int = 0
    cache_write_1h: int = 0
    searches: int = 0
    fetches: int = 0

    def __add__(self, other: Tokens) -> Tokens:
        mine, theirs = asdict(self), asdict(other)
        return Tokens(**{kind: count + theirs[kind] for kind, count in mine.items()})

    @property
    def prompt(self) -> int:
        """All that the model was given to read: how much of its window that took."""
        return self.input + self.cache_read + self.cache_write_5m + self.cache_write_1h

    def cost(self, price: Price, search: Decimal) -> Decimal | None:
        """USD, `search` being that of one web search; None if a kind has no known price."""
        counted = [
            (self.input, price.input),
            (self.output, price.output),
            (self.cache_read, price.cache_read),
            (self.cache_write_5m, price.cache_write_5m),
            (self.cache_write_1h, price.cache_write_1h),
        ]
        cost = self.searches * search
        for tokens, rate in counted:
            if tokens and rate is None:
                return None
            cost += tokens * (rate or 0) / _MILLION
        return cost


@dataclass(frozen=True, slots=True)
class Usage:
    """What was used, by what decides its price; false where nothing was counted."""

    by: Mapping[Bill, Tokens] = field(default_factory=dict)

    @classmethod
    def of(cls, about: Mapping[str, Any]) -> Usage:
        """That of one turn, from what is known about it (`model`, `usage` as on the wire).

        The wire's fields: https://platform.claude.com/docs/en/api/messages. Anything there that is
        not a count says 0. A server's own compaction is told only in `iterations`.
        """
        told, model = _object(about.get("usage")), _name(about.get("model"))
        used = cls._bill(model, told)
        steps = told.get("iterations")
        for step in steps if isinstance(steps, list) else ():
            if _object(step).get("type") == "compaction":
                used += cls._bill(model, _object(step))
        return used

    @classmethod
    def _bill(cls, model: str, told: Mapping[str, Any]) -> Usage:
        tokens = _tokens(told)
        return cls({Bill(model, tokens.prompt > LONG): tokens} if tokens != Tokens() else {})

    @classmethod
    def counted(cls, counts: Iterable[tuple[str, int]]) -> Usage:
        """What `counts` wrote; kinds that this version does not know are left out."""
        known = {kind.name for kind in fields(Tokens)}
        by: dict[Bill, dict[str, int]] = {}
        for name, count in counts:
            kind, length, model = [*name.split(" ", 2), "", ""][:3]
            if kind in known:
                by.setdefault(Bill(model, length == "long"), {})[kind] = count
        return cls({bill: Tokens(**kinds) for bill, kinds in by.items()})

    def counts(self) -> Iterator[tuple[str, int]]:
        """As counters: `kind length model` and how many, those of none left out."""
        for bill, tokens in self.by.items():
            for kind, count in asdict(tokens).items():
                if count:
                    yield f"{kind} {'long' if bill.long else 'short'} {bill.model}", count

    def __add__(self, other: Usage) -> Usage:
        both = dict(self.by)
        for bill, tokens in other.by.items():
            both[bill] = both.get(bill, Tokens()) + tokens
        return Usage(both)

    def __bool__(self) -> bool:
        return self.total != Tokens()

    @property
    def total(self) -> Tokens:
        """All tokens, whatever they cost."""
        return sum(self.by.values(), Tokens())

    @property
    def models(self) -> dict[str, Usage]:
        """The same, apart for each model."""
        apart: dict[str, Usage] = {}
        for bill, tokens in self.by.items():
            apart[bill.model] = apart.get(bill.model, Usage()) + Usage({bill: tokens})
        return apart

    def cost(self, prices: Prices, day: str = "") -> Decimal | None:
        """USD at the list prices of `day` (ISO, "" is now); None if any of them is not known."""
        cost = Decimal(0)
        for bill, tokens in self.by.items():
            price = prices.price(bill.model, day=day, long=bill.long)
            part = None if price is None else tokens.cost(price, prices.search)
            if part is None:
                return None
            cost += part
        return cost


@dataclass(frozen=True, slots=True)
class Account:
    """For whom usage is counted; on one `day` (ISO, UTC), or, where that is "", ever.

    A thread has no days.
    """

    kind: Literal["thread", "person", "channel", "team"]
    key: str
    day: str = ""


def accounts(question: Question) -> tuple[Account, ...]:
    """All for whom an answer to `question` counts: its thread, who asked, where, the workspace."""
    thread = question.thread
    return (
        Account("thread", str(thread)),
        Account("person", f"{thread.team}:{question.user}"),
        Account("channel", f"{thread.team}:{thread.channel}"),
        Account("team", thread.team),
    )


def _tokens(told: Mapping[str, Any]) -> Tokens:
    written = _object(told.get("cache_creation"))
    tools = _object(told.get("server_tool_use"))
    hour = _count(written, "ephemeral_1h_input_tokens")
    # What ends a stream tells only how much was written, not for how long.
    rest = _count(told, "cache_creation_input_tokens") - hour
    return Tokens(
        input=_count(told, "input_tokens"),
        output=_count(told, "output_tokens"),
        thinking=_count(_object(told.get("output_tokens_details")), "thinking_tokens"),
        cache_read=_count(told, "cache_read_input_tokens"),
        cache_write_5m=max(rest, _count(written, "ephemeral_5m_input_tokens")),
        cache_write_1h=hour,
        searches=_count(tools, "web_search_requests"),
        fetches=_count(tools, "web_fetch_requests"),
    )


def _name(value: object) -> str:
    """A counter's name is written in UTF-8, which an endpoint's word may not fit."""
    name = value if isinstance(value, str) else ""
    return name[:200].encode("utf-8", "replace").decode()


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _count(told: Mapping[str, Any], name: str) -> int:
    value = told.get(name)
    return int(value) if isinstance(value, int | float) and 0 < value <= _MOST else 0
