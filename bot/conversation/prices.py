"""What models cost at list price: one table, a data file with its date and its source.

Not in it: batches, fast mode, priority, regional surcharges, code execution; and gateways bill
prices of their own. What is told from here is an estimate.
"""

from __future__ import annotations

import re
from decimal import Decimal
from importlib.resources import files

import msgspec

_ANOTHER_VERSION = re.compile(r"-?\d{1,3}(?!\d)")


class Price(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """USD for a million tokens of each kind, of some models; None is unknown.

    `models` are names without `claude-`, dated ids included by their beginning. `long` is the price
    of a whole request with a long prompt (`usage.LONG`); `before` is the day (ISO, UTC) from which
    on another row holds. Of the rows that fit, the first one holds.
    """

    models: tuple[str, ...]
    input: Decimal
    output: Decimal
    cache_write_5m: Decimal | None = None
    cache_write_1h: Decimal | None = None
    cache_read: Decimal | None = None
    long: bool = False
    before: str = ""
    certainty: str = ""

    def holds(self, name: str, day: str, *, long: bool) -> bool:
        """Whether it is the price of that model, on that day ("" is now), for such a prompt."""
        fits = not self.long or long
        return fits and name in self.models and (not self.before or "" < day < self.before)


class Prices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A price list: its `date`, where it is from, and USD for one web search beside its rows."""

    date: str
    source: str
    currency: str
    search: Decimal
    rows: tuple[Price, ...]

    @classmethod
    def read(cls, text: str | bytes) -> Prices:
        """The list that JSON says, such as an operator's own; `ValueError` says what is wrong."""
        try:
            return msgspec.json.decode(text, type=cls)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise ValueError(f"not a price list: {error}") from error

    def price(self, model_id: str, *, day: str = "", long: bool = False) -> Price | None:
        """The price that model had on `day` ("": has now); None for one that is not on the list.

        Whatever a gateway hung around the name; `claude-opus-5-7` is not Opus 5, and not known.
        """
        name = self._name(model_id)
        holding = (row for row in self.rows if name and row.holds(name, day, long=long))
        return next(holding, None)

    def _name(self, model_id: str) -> str:
        _, claude, name = model_id.lower().replace(".", "-").rpartition("claude-")
        fits = [known for row in self.rows for known in row.models if name.startswith(known)]
        found = max(fits, key=len, default="")
        other = not claude or _ANOTHER_VERSION.match(name[len(found) :])
        return "" if other else found


def listed() -> Prices:
    """The list that comes with the program."""
    return Prices.read(files(__package__).joinpath("prices.json").read_bytes())
