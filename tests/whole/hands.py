"""What people do in Slack, and what a forger would send in their place."""

import json

from bot.playground.slack import asks
from bot.playground.slack.asks import Keys
from bot.playground.slack.elements import interactive
from bot.playground.slack.viewing import enter
from bot.playground.slack.workspace import Place
from tests.rig import TEAM
from tests.whole.stage import EVE

OTHER = "T0OTHER01"
_OPENED = {"ask_about": "Your question", "comment": "What was wrong?"}
"""Words of the form that stands there once it is filled; others say what is in force."""


class Hands:
    """Do what a row says, each act by its own word; `wrong` is what a form complains of."""

    def __init__(self, place, stage):
        self.slack, self.stage = place.slack, stage
        self.wrong = {}

    async def types(self, row, piece):
        what = await self.stage.filled(row.what)
        channel, root = (piece.channel, piece.root) if piece else (row.where, None)
        if row.who == "eve":
            place = self.slack.workspace.channel(channel)
            keys = self._keys(EVE, place)
            theirs = {"team_id": OTHER, "context_team_id": TEAM}
            await self._deliver(asks.command(EVE, place, what, keys) | theirs)
        else:
            await self.slack.type(row.who, channel, what, root)

    async def presses(self, row, piece):
        value = None if row.value is None else await self.stage.filled(row.value)
        if row.on == "home" or row.on.endswith(" thinking"):
            payload = self._in_view(row, self._view(row), value)
        else:
            payload = self._press(row.who, piece, row.what, value)
        await self._deliver(_theirs(row, payload | dict(row.forged)))

    async def points(self, row, piece):
        await self._deliver(_theirs(row, self._menu(row.who, piece, row.what) | dict(row.forged)))

    async def sends(self, row, piece):
        view = await self.opened(row, piece)
        if row.what in ("settings_place", "settings_channel"):
            return await self._deliver(self._in_view(row, view, str(row.value)))
        for block, told in row.fields.items():
            enter(view, {block: told})
        person = self.slack.workspace.user(row.who)
        payload = asks.view_submission(person, view, self._trigger(person))
        payload["view"]["private_metadata"] = await self._carried(row, view)
        self._follow(view, await self._deliver(_theirs(row, payload)))
        return None

    async def looks(self, row, _):
        self.slack.look(row.who, row.what)

    async def edits(self, row, piece):
        await self.slack.edit(row.who, piece.channel, piece.root, row.what)

    async def deletes(self, row, piece):
        await self.slack.delete(row.who, piece.channel, piece.root)

    async def stops(self, row, piece):
        await self.slack.stop(row.who, piece.channel, piece.root)

    async def speaks(self, row, _):
        self.slack.speak(row.who, row.what)

    async def opened(self, row, piece):
        """The form of a row, opened by its person; for eve, who can't, by ann."""
        who = "ann" if row.who == "eve" else row.who
        opener = {"settings_place": "settings", "settings_channel": "my_settings"}.get(
            row.what, row.what
        )
        if opener == "comment":
            await self._deliver(self._press(who, piece, "rate", "down"))
        else:
            await self._deliver(self._menu(who, piece, opener))
        await self.shows(lambda: self.slack.screen(who), _OPENED.get(opener, "In force"))
        return self.slack.office.screens.top(self.slack.workspace.user(who).id)

    async def reads(self, who, piece):
        """Somebody has the thinking behind an answer before them."""
        await self._deliver(self._press(who, piece, "thinking", None))
        await self.shows(lambda: self.slack.screen(who), "Let me see")

    async def shows(self, look, words):
        """Until these words stand in what somebody looks at."""
        await self.slack.until(lambda: (view := look()) and words in json.dumps(view["blocks"]), 20)

    def close(self):
        """Nobody has a modal open any more."""
        for stack in self.slack.office.screens.stacks.values():
            stack.clear()

    async def _deliver(self, payload):
        delivery = await self.slack.deliver(payload)
        assert not delivery.failure, f"not taken: {delivery.attempts[0].status}"
        return delivery.attempts[0].answer

    def _follow(self, view, answer):
        """Do what Slack does with the acknowledgement of a form."""
        told = answer if isinstance(answer, dict) else {}
        self.wrong = told.get("errors", {})
        if told.get("response_action") == "update":
            self.slack.office.screens.update(view, told["view"])
        elif not self.wrong:
            self.slack.office.screens.close(view)

    def _view(self, row):
        """Eve, who has none of her own, uses ben's."""
        screens = self.slack.office.screens
        person = self.slack.workspace.user("ben" if row.who == "eve" else row.who).id
        return screens.homes.get(person) if row.on == "home" else screens.top(person)

    def _in_view(self, row, view, value):
        person = self.slack.workspace.user(row.who)
        action = self._action(view.parts(), row.what, value)
        return asks.view_actions(person, view, action, self._trigger(person))

    def _press(self, who, piece, name, value):
        person, place = self.slack.workspace.user(who), self.slack.workspace.channel(piece.channel)
        message = self._message(place, piece.ts)
        parts = [(block, part) for block in message.said.blocks for part in interactive(block)]
        keys = self._keys(person, place, message)
        return asks.block_actions(person, place, message, self._action(parts, name, value), keys)

    def _menu(self, who, piece, name):
        person, workspace = self.slack.workspace.user(who), self.slack.workspace
        if piece is None:
            return asks.shortcut(person, name, self._trigger(person), workspace.ts())
        place = workspace.channel(piece.channel)
        message = self._message(place, piece.ts)
        keys = self._keys(person, place, message)
        return asks.message_action(person, place, message, name, keys)

    def _message(self, place, ts):
        workspace = self.slack.workspace
        return workspace.whisper(place, ts) or workspace.find(place, ts)

    def _action(self, parts, name, value):
        """What Slack says of the use of an element, with a value that it may not have."""
        found = ((block, part) for block, part in parts if part["action_id"] == name)
        block, part = next(found, ({}, {}))
        about = {"action_id": name, "block_id": block.get("block_id", "b")}
        about |= {"type": part.get("type", "button"), "action_ts": self.slack.workspace.ts()}
        if part.get("type") == "conversations_select":
            return about | {"selected_conversation": value}
        offered = [each["value"] for each in part.get("options", ())]
        offered += [each["value"] for key, each in part.items() if key.endswith("tive_button")]
        offered += [part["value"]] if "value" in part else []
        meant = [each for each in offered if value is None or (value and each.startswith(value))]
        told = next(iter(meant), value or "")
        if "options" in part:
            text = {"type": "plain_text", "text": "?"}
            return about | {"selected_option": {"value": told, "text": text}}
        return about | {"value": told}

    def _keys(self, person, place, message=None):
        doors, parent = self.slack.office.doors, message.parent if message else None
        path = doors.hook(person.id, Place(place, parent), message)
        return Keys(f"{self.slack.office.root}{path}", self._trigger(person))

    def _trigger(self, person):
        return self.slack.office.doors.trigger(person.id)

    async def _carried(self, row, view):
        about = view.wire()["private_metadata"]
        if "" in row.forged:
            return row.forged[""]
        for name, words in row.forged.items():
            about = json.dumps(json.loads(about) | {name: await self.stage.filled(words)})
        return about


def _theirs(row, payload):
    """Eve is of another workspace, and her payloads say so."""
    if row.who == "eve":
        payload["user"] = payload["user"] | {"id": EVE.id, "team_id": OTHER}
    return payload
