"""A month's usage as people read it: a table by model, a plot by day, and both as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from typing import Any

from bot.conversation.spending import Money, Spending, Spent
from bot.reply.characters import plain, still
from bot.reply.modals import Block, section, words
from bot.reply.plot import bars
from bot.tongue import month, number, say, say_many

MODELS = 20
"""Models with a row of their own; the others share one. A table has 100 rows at most."""
_NAME = 60
"""Characters of a model's name that are shown."""
_WIDE = Context(prec=60)


def blocks(spending: Spending) -> list[Block]:
    """The usage in a Home tab or a message: what it comes to, table, plot, and what that means.

    Tables: https://docs.slack.dev/reference/block-kit/blocks/table-block; that they may stand in
    Home tabs, too: https://docs.slack.dev/blocks.json (November 2026).
    """
    if not spending.total:
        return [section(summary(spending))]
    return [
        section(summary(spending)),
        _table(list(_rows(spending))),
        _preformatted(f"{_heading(spending)}\n{plot(spending)}"),
        {"type": "context", "elements": [words(remarks(spending))]},
    ]


def told(spending: Spending) -> str:
    """The same in Slack's mrkdwn, where there is no table: for who hears it, or for a command."""
    if not spending.total:
        return summary(spending)
    lines = ("• " + still(_line(spent)).replace("`", "'") for spent in _shown(spending))
    drawn = f"{_heading(spending)}\n```\n{plot(spending)}\n```"
    return "\n".join((summary(spending), *lines, drawn, f"_{remarks(spending)}_"))


def summary(spending: Spending) -> str:
    """One line: what the month comes to, and the day of several on which most was used."""
    when = month(spending.month.year, spending.month.number)
    total = spending.total
    if not total:
        return say("Nothing was used in {month}.", month=when)
    come_to = say(
        "{month}: {prompt} tokens in, {output} out; {money}.",
        month=when,
        prompt=total.tokens.prompt,
        output=total.tokens.output,
        money=_estimate(total.money),
    )
    if sum(map(bool, spending.days)) == 1:
        return come_to
    most = max(spending.days, key=lambda day: _height(spending, day))
    peak = say("Most on {day}: {figure}.", day=most.name, figure=_figure(spending, most))
    return f"{come_to} {peak}"


def plot(spending: Spending) -> str:
    """A bar for each day from the first to the last on which something was used."""
    days = spending.days
    used = [at for at, day in enumerate(days) if day]
    shown = days[used[0] : used[-1] + 1] if used else []
    return bars(
        [(str(int(day.name[-2:])), _figure(spending, day), _height(spending, day)) for day in shown]
    )


def remarks(spending: Spending) -> str:
    """What one has to know to read it."""
    tokens, prices = spending.total.tokens, spending.prices
    parts = [
        say("Days are those of UTC."),
        say("{tokens} of the tokens out were thinking.", tokens=tokens.thinking)
        if tokens.thinking
        else "",
        say_many("{count} page was read.", "{count} pages were read.", tokens.fetches)
        if tokens.fetches
        else "",
        say(
            "Money is estimated at the list prices of {date}; your bill may differ.",
            date=prices.date,
        )
        if prices
        else "",
    ]
    return " ".join(part for part in parts if part)


def _rows(spending: Spending) -> Iterator[list[str]]:
    """The table: its header, a row for each model, and one for all of them.

    On a telephone one sees its first columns, and pushes it aside for the others.
    """
    yield [
        say("Model"),
        say("Estimated at list price"),
        say("New tokens in"),
        say("From the cache"),
        say("To the cache"),
        say("Tokens out"),
        say("Searches"),
    ]
    shown = _shown(spending)
    yield from (_row(spent) for spent in shown)
    if len(shown) > 1:
        yield _row(spending.total, say("All"))


def _row(spent: Spent, name: str = "") -> list[str]:
    tokens = spent.tokens
    written = tokens.cache_write_5m + tokens.cache_write_1h
    counts = (tokens.input, tokens.cache_read, written, tokens.output, tokens.searches)
    return [name or _named(spent), _price(spent.money), *map(number, counts)]


def _line(spent: Spent) -> str:
    """One model, as a sentence."""
    tokens = spent.tokens
    written = tokens.cache_write_5m + tokens.cache_write_1h
    parts = [
        say("{tokens} new tokens in", tokens=tokens.input),
        say("{tokens} from the cache", tokens=tokens.cache_read) if tokens.cache_read else "",
        say("{tokens} to the cache", tokens=written) if written else "",
        say("{tokens} out", tokens=tokens.output),
        say_many("{count} search", "{count} searches", tokens.searches) if tokens.searches else "",
        _estimate(spent.money),
    ]
    return f"{_named(spent)}: {', '.join(part for part in parts if part)}"


def _shown(spending: Spending) -> list[Spent]:
    models = spending.models
    if len(models) <= MODELS:
        return models
    rest = sum(models[MODELS - 1 :], Spent(say("other models")))
    return [*models[: MODELS - 1], rest]


def _named(spent: Spent) -> str:
    name = plain(spent.name).strip()
    return name[:_NAME] or say("unknown model")


def _estimate(money: Money) -> str:
    if money.whole:
        return say("${usd}, estimated at list price", usd=_usd(money.usd))
    if not money.usd:
        return say("no price known")
    return say("${usd} estimated at list price, and models without a price", usd=_usd(money.usd))


def _price(money: Money) -> str:
    if not money.whole and not money.usd:
        return say("no price known")
    told = say("${usd}", usd=_usd(money.usd))
    return told if money.whole else say("{money}, in part", money=told)


def _usd(usd: Decimal) -> Decimal:
    return Decimal(f"{usd:.2f}" if usd >= 1 or not usd else f"{usd:.4f}")


def _in_money(spending: Spending) -> bool:
    money = spending.total.money
    return money.whole and money.usd > 0


def _heading(spending: Spending) -> str:
    return say("Estimated money by day") if _in_money(spending) else say("Tokens by day")


def _height(spending: Spending, day: Spent) -> int | Decimal:
    return day.money.usd if _in_money(spending) else day.tokens.prompt + day.tokens.output


def _figure(spending: Spending, day: Spent) -> str:
    if not day:
        return ""
    if _in_money(spending):
        # As many places as the whole month has, so that the points stand below one another.
        whole = _usd(spending.total.money.usd)
        return say("${usd}", usd=day.money.usd.quantize(whole, context=_WIDE))
    return number(day.tokens.prompt + day.tokens.output)


def _table(rows: Sequence[Sequence[str]]) -> Block:
    cells: list[list[dict[str, Any]]] = [
        [{"type": "raw_text", "text": cell} for cell in row] for row in rows
    ]
    settings = [{"is_wrapped": True}, *[{"align": "right"}] * (len(rows[0]) - 1)]
    return {"type": "table", "rows": cells, "column_settings": settings}


def _preformatted(text: str) -> Block:
    """A rich text block, in which everything is literal."""
    drawn = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [drawn]}
