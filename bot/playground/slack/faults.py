"""What a test lets go wrong with a Web API call, so many times."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypedDict


class Trouble(TypedDict, total=False):
    """The words a test describes a fault with; `Fault` says what they mean."""

    status: int
    error: str
    times: int
    after_accepting: bool
    delay: float
    retry_after: int
    html: bool
    drop: bool
    having: str


@dataclass(slots=True, eq=False)
class Fault:
    """One kind of trouble.

    `error`: `ok: false` with this code. `status`: 429 comes with `Retry-After`, others with a page
    of HTML. `html`: a page of HTML with that status, else 200. `drop`: the connection breaks.
    `delay`: seconds before the answer; without any other word the answer is a good one, and with
    infinity it never comes. `after_accepting`: all the same, Slack does what it was asked.
    `having`: only calls with this argument meet it.
    """

    status: int = 0
    error: str = ""
    times: int = 1
    after_accepting: bool = False
    delay: float = 0.0
    retry_after: int = 1
    html: bool = False
    drop: bool = False
    having: str = ""

    @property
    def spoils(self) -> bool:
        """Whether the answer is another one than the true one."""
        return bool(self.status or self.error or self.html or self.drop)


class Faults:
    """The troubles that are still to come, by method; `*` is every method."""

    def __init__(self) -> None:
        self._coming: dict[str, list[Fault]] = {}

    def add(self, method: str, fault: Fault) -> None:
        """After those that are there already."""
        self._coming.setdefault(method, []).append(fault)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._coming.clear()

    def take(self, method: str, arguments: Collection[str] = ()) -> Fault | None:
        """The fault that this call meets, which comes with these arguments."""
        for coming in (self._coming.get(method, []), self._coming.get("*", [])):
            fault = next((f for f in coming if not f.having or f.having in arguments), None)
            if fault:
                fault.times -= 1
                if fault.times <= 0:
                    coming.remove(fault)
                return fault
        return None
