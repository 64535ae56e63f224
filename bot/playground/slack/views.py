"""views.*: the app opens a modal, puts another one on it, changes it, and publishes Home tabs."""

from __future__ import annotations

from bot.playground.slack.arguments import Arguments
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json
from bot.playground.slack.view import View, checked


def open_(office: Office, args: Arguments) -> Json:
    """Opens a modal for the person whose act made the trigger."""
    told = checked(args.json("view", "invalid_arguments"), "modal")
    trigger = office.doors.exchange(args.need("trigger_id"))
    return _answer(office.screens.open(trigger.user, told))


def push(office: Office, args: Arguments) -> Json:
    """Puts a modal on the one whose press made the trigger.

    Which error a trigger from anywhere else gives is not documented: here it is not valid.
    """
    told = checked(args.json("view", "invalid_arguments"), "modal")
    trigger = office.doors.exchange(args.need("trigger_id"))
    if trigger.view not in [view.id for view in office.screens.stack(trigger.user)]:
        raise Refusal("invalid_trigger_id")
    return _answer(office.screens.push(trigger.user, told))


def update(office: Office, args: Arguments) -> Json:
    """Changes a view that is open; `hash_conflict` if another change came in between."""
    id_, external_id = args.text("view_id"), args.text("external_id")
    if bool(id_) == bool(external_id):
        raise Refusal("invalid_arguments", ["[ERROR] either view_id or external_id is required"])
    view = office.screens.find(id_, external_id)
    told = checked(args.json("view", "invalid_arguments"), view.kind)
    _unchanged(view, args.text("hash"))
    return _answer(office.screens.update(view, told))


def publish(office: Office, args: Arguments) -> Json:
    """Shows one person a Home tab, whether they look at it or not."""
    person = office.workspace.users.get(args.need("user_id"))
    if person is None or person.is_bot:
        raise Refusal("invalid_arguments", ["[ERROR] invalid `user_id`"])
    told = checked(args.json("view", "invalid_arguments"), "home")
    if not office.installation.home_tab:
        raise Refusal("not_enabled")
    if old := office.screens.homes.get(person.id):
        _unchanged(old, args.text("hash"))
    return _answer(office.screens.publish(person.id, told))


def _unchanged(view: View, seen: str) -> None:
    if seen and seen != view.hash:
        raise Refusal("hash_conflict")


def _answer(view: View) -> Json:
    return {"view": view.wire(state=False)}
