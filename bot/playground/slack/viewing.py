"""What people do with the views an app shows them: fill in, submit, press, close, look at Home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.playground.slack import asks, picking
from bot.playground.slack.delivery import Deliveries, Delivery
from bot.playground.slack.elements import STATEFUL
from bot.playground.slack.entries import Given, complaint, given
from bot.playground.slack.office import Office
from bot.playground.slack.pressing import pressed
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json, User
from bot.playground.slack.view import View, checked

Filled = Mapping[str, Mapping[str, Given]]
"""What a person puts into fields, by block and action; those left out stay as they are."""

_SORRY = "We had some trouble connecting. Try again?"


@dataclass(eq=False)
class Viewing:
    """The hands of everybody in views. A view is its owner's alone: for others it is not there."""

    office: Office
    deliveries: Deliveries

    async def submit(self, user: str, view_id: str, values: Filled | None = None) -> dict[str, str]:
        """Fill in the uppermost modal and submit it; the sentences under its fields, by block.

        No sentence: it was taken, and what the app wanted was done. Raises `operation_timeout`,
        `dispatch_failed` and, if the app's answer makes no sense, `invalid_response`.
        """
        person, view = self._modal(user, view_id)
        if view.told.get("submit") is None:
            raise Refusal("nothing_to_submit")
        self._enter(person, view, values or {})
        if errors := complaints(view):
            self.office.screens.told_off(view, errors)
            return errors
        self.office.screens.told_off(view, {})
        trigger = self.office.doors.trigger(person.id, view.id)
        delivery = await self.deliveries.first(asks.view_submission(person, view, trigger))
        try:
            self._check(delivery)
            self._follow(view, delivery.attempts[0].answer)
        except Refusal:
            self.office.screens.told_off(view, {}, _SORRY)
            raise
        return view.errors

    async def dismiss(self, user: str, view_id: str, *, all_: bool = False) -> None:
        """Close the uppermost modal, or `all_` that lie below as well."""
        person, view = self._modal(user, view_id)
        cleared = all_ or bool(view.told.get("clear_on_close"))
        for gone in self.office.screens.close(view, all_=cleared):
            if gone.told.get("notify_on_close"):
                await self.deliveries.first(asks.view_closed(person, gone, cleared=cleared))

    async def press(
        self,
        user: str,
        view_id: str,
        action_id: str,
        value: Given = None,
        values: Filled | None = None,
    ) -> Delivery:
        """Use an element of a modal or of one's Home tab, with what else is filled in by then."""
        person = self._person(user)
        home = self.office.screens.homes.get(person.id)
        view = home if home and home.id == view_id else self._modal(user, view_id)[1]
        self._enter(person, view, values or {})
        ts = self.office.workspace.ts()
        action = pressed(_dispatching(view), action_id, value, ts, person.id)
        if action["type"] in STATEFUL:
            self._enter(person, view, {action["block_id"]: {action_id: value}})
        trigger = self.office.doors.trigger(person.id, view.id)
        delivery = await self.deliveries.first(asks.view_actions(person, view, action, trigger))
        self._check(delivery)
        return delivery

    def look(self, user: str, tab: Literal["home", "messages"]) -> None:
        """Open one of the two tabs of the app, and let it know."""
        if tab == "home" and not self.office.installation.home_tab:
            raise Refusal("not_enabled")
        person, workspace = self._person(user), self.office.workspace
        event: Json = {"type": "app_home_opened", "user": person.id, "tab": tab}
        event |= {"channel": workspace.im(person.id).id, "event_ts": workspace.ts()}
        if tab == "home" and (home := self.office.screens.homes.get(person.id)):
            event["view"] = home.wire()
        self.deliveries.tell("app_home_opened", event)

    def _enter(self, person: User, view: View, values: Filled) -> None:
        """The same as `enter`, where they may choose among what they can see only."""
        channels = self.office.workspace.channels.values()
        for block, part in view.parts():
            if part["type"] == picking.KIND:
                value = values.get(block["block_id"], {}).get(part["action_id"])
                picking.require(part, value, channels, person.id)
        enter(view, values)

    def _follow(self, view: View, answer: Any) -> None:
        """Do what the acknowledgement wants: close this one if it says nothing."""
        screens = self.office.screens
        if not answer:
            screens.close(view)
            return
        told = answer if isinstance(answer, dict) else {}
        match told.get("response_action"):
            case "clear":
                screens.close(view, all_=True)
            case "update":
                screens.update(view, checked(told.get("view"), "modal"))
            case "push":
                screens.push(view.user, checked(told.get("view"), "modal"))
            case "errors":
                screens.told_off(view, _errors(view, told.get("errors")))
            case _:
                raise Refusal("invalid_response")

    def _check(self, delivery: Delivery) -> None:
        if delivery.failure:
            raise Refusal(delivery.failure)

    def _modal(self, user: str, view_id: str) -> tuple[User, View]:
        person = self._person(user)
        view = self.office.screens.top(person.id)
        if view is None or view.id != view_id:
            raise Refusal("not_found")
        return person, view

    def _person(self, user: str) -> User:
        person = self.office.workspace.user(user)
        if person.is_bot:
            raise Refusal("not_a_person")
        return person


def enter(view: View, values: Filled) -> None:
    """Put `values` into the fields of `view`; `unknown_field`, `unknown_option`."""
    fields = {(b["block_id"], e["action_id"]): e for b, e in view.parts() if e["type"] in STATEFUL}
    for block_id, told in values.items():
        for action_id, value in told.items():
            if (block_id, action_id) not in fields:
                raise Refusal("unknown_field")
            entry = given(fields[block_id, action_id], value)
            view.entered.setdefault(block_id, {})[action_id] = entry


def complaints(view: View) -> dict[str, str]:
    """What the client holds against the fields, by block; before the app hears of anything."""
    state = view.state()
    found = {
        block["block_id"]: complaint(
            element,
            state[block["block_id"]][element["action_id"]],
            optional=bool(block.get("optional")),
        )
        for block, element in view.parts()
        if block["type"] == "input"
    }
    return {block_id: words for block_id, words in found.items() if words}


def _dispatching(view: View) -> list[tuple[Json, Json]]:
    """The elements whose use the app hears of at once: those of inputs only if it asked for it."""
    return [(b, e) for b, e in view.parts() if b["type"] != "input" or b.get("dispatch_action")]


def _errors(view: View, told: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block, _element in view.parts() if block["type"] == "input"}
    if not isinstance(told, dict) or not told or not set(told) <= inputs:
        raise Refusal("invalid_response")
    return {block_id: str(words) for block_id, words in told.items()}
