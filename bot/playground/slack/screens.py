"""Which modals every person has open, one on another, and the Home tab each of them sees."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex

from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json
from bot.playground.slack.view import View

MOST = 3
"""Modals on one another."""


class Screens:
    """All views of one workspace; `watchers` are called with the person whose screen changed."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.all: list[View] = []
        self.homes: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = {}
        self.watchers: list[Callable[[str], None]] = []

    def open(self, user: str, told: Json) -> View:
        """The first modal of a person; those that were open are gone."""
        view = self._new(user, told, None)
        self.stacks[user] = [view]
        return self._changed(view)

    def push(self, user: str, told: Json) -> View:
        """One more on top; `push_limit_reached`."""
        stack = self.stack(user)
        if len(stack) >= MOST:
            raise Refusal("push_limit_reached")
        view = self._new(user, told, stack[-1])
        stack.append(view)
        return self._changed(view)

    def publish(self, user: str, told: Json) -> View:
        """What the person's Home tab shows from now on."""
        if old := self.homes.get(user):
            return self.update(old, told)
        view = self.homes[user] = self._new(user, told, None)
        return self._changed(view)

    def update(self, view: View, told: Json) -> View:
        """Another content for the same view; fields keep what was entered, by block and action."""
        self._claim(told, view)
        view.told, view.hash, view.errors, view.trouble = told, self._hash(), {}, ""
        return self._changed(view)

    def close(self, view: View, *, all_: bool = False) -> list[View]:
        """Take one modal away, or `all_` of its person's; those that went, the uppermost first."""
        stack = self.stack(view.user)
        gone = list(stack) if all_ else [view]
        self.stacks[view.user] = [kept for kept in stack if kept not in gone]
        self._changed(view)
        return gone[::-1]

    def told_off(self, view: View, errors: dict[str, str], trouble: str = "") -> None:
        """Sentences under its fields, or one for all of it; empty ones take them away."""
        view.errors, view.trouble = errors, trouble
        self._changed(view)

    def stack(self, user: str) -> list[View]:
        """The modals a person has open, the uppermost last."""
        return self.stacks.get(user, [])

    def top(self, user: str) -> View | None:
        """The one the person sees."""
        return next(iter(self.stack(user)[::-1]), None)

    def find(self, id_: str = "", external_id: str = "") -> View:
        """A modal that is open, or a Home tab, by either of its ids; `not_found`."""
        for view in self._live():
            if view.id == id_ or (external_id and view.told.get("external_id") == external_id):
                return view
        raise Refusal("not_found")

    def _live(self) -> list[View]:
        return [*self.homes.values(), *(view for stack in self.stacks.values() for view in stack)]

    def _new(self, user: str, told: Json, below: View | None) -> View:
        self._claim(told, None)
        id_ = f"V0LOOM{len(self.all):04d}"
        root, previous = (below.root, below.id) if below else (id_, None)
        view = View(id_, user, told, self._hash(), root, previous)
        self.all.append(view)
        return view

    def _claim(self, told: Json, mine: View | None) -> None:
        """An `external_id` belongs to one view of the team."""
        name = told.get("external_id")
        if name and any(v.told.get("external_id") == name for v in self._live() if v is not mine):
            raise Refusal("duplicate_external_id")

    def _hash(self) -> str:
        return f"{int(self._clock())}.{token_hex(4)}"

    def _changed(self, view: View) -> View:
        for watcher in self.watchers:
            watcher(view.user)
        return view
