"""What people do in the workspace: type, edit, delete, press."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from bot.playground.slack import asks, sessions
from bot.playground.slack.answers import acknowledged
from bot.playground.slack.delivery import Deliveries, Delivery
from bot.playground.slack.entries import Given
from bot.playground.slack.events import envelope
from bot.playground.slack.file import Upload
from bot.playground.slack.files import upload
from bot.playground.slack.forwarded import share
from bot.playground.slack.members import member
from bot.playground.slack.message import Message, Said
from bot.playground.slack.office import Office
from bot.playground.slack.pressing import parts, pressed
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import BOT_NAME, BOT_USER, TEAM, Channel, Json, User
from bot.playground.slack.typed import Typed
from bot.playground.slack.workspace import Place

_COMMAND = re.compile(r"/[^\s/]\S*")
_SORRY = "{command} failed with the error “{error}”"
_NO_SUCH = (
    "`{command}` is not a valid command. In Slack, all messages that start with the “/” character "
    "are interpreted as commands."
)
_NOT_HERE = f"You mentioned @{BOT_NAME}, but they’re not in this channel."


@dataclass(eq=False)
class People:
    """The hands of everybody; users and channels by id or by name. `Refusal` if Slack says no."""

    office: Office
    deliveries: Deliveries

    async def type(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        files: Sequence[Upload] = (),
    ) -> str:
        """Send what was typed. Its ts; empty for a command, which is over when this returns."""
        person, place = self._there(user, channel)
        parent = self._parent(place, thread_ts)
        if (found := _COMMAND.match(text)) and not files:
            await self._command(person, Place(place, parent), text, found[0])
            return ""
        if not text.strip() and not files:
            raise Refusal("no_text")
        typed = Typed(text.strip(), self.office.workspace)
        kept = upload(self.office, person.id, files)
        said = Said(typed.text, typed.blocks, client_msg_id=str(uuid4()), files=kept)
        message = self.office.workspace.post(Place(place, parent), person.id, said)
        if f"<@{BOT_USER}>" in typed.text and BOT_USER not in place.members:
            self.office.workspace.note(place, person.id, _NOT_HERE, parent)
        return message.ts

    async def forward(
        self, user: str, source: tuple[str, str], channel: str, text: str = ""
    ) -> str:
        """Share the message at `source`, a channel and a ts, in another place; the new one's ts."""
        (person, place), (_, there) = self._there(user, channel), self._there(user, source[0])
        workspace = self.office.workspace
        message, typed = workspace.find(there, source[1]), Typed(text.strip(), workspace)
        told = share(self.office.site, message, workspace.users[message.user])
        said = Said(typed.text, typed.blocks, client_msg_id=str(uuid4()), attachments=[told])
        return workspace.post(Place(place), person.id, said).ts

    async def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Change what one said oneself; `cant_update_message`."""
        message = self._own(user, channel, ts, "cant_update_message")
        typed = Typed(text.strip(), self.office.workspace)
        said = replace(message.said, text=typed.text, blocks=typed.blocks)
        self.office.workspace.edit(message, said, marked=True)

    async def delete(self, user: str, channel: str, ts: str) -> None:
        """Take back what one said oneself; `cant_delete_message`."""
        message = self._own(user, channel, ts, "cant_delete_message")
        self.office.workspace.delete(message)

    async def press(
        self, user: str, channel: str, ts: str, action_id: str, value: Given = None
    ) -> Delivery:
        """Use an element of a message, and wait for its acknowledgement.

        `value` tells buttons with one id apart, and chooses: an option of a menu (several of
        checkboxes), one of two feedback buttons. `operation_timeout`, `dispatch_failed`,
        `unknown_action`.
        """
        person, place = self._there(user, channel)
        message = self._visible(person, place, ts)
        ts = self.office.workspace.ts()
        action = pressed(parts(message), action_id, value, ts, person.id)
        keys, _path = self._keys(person, Place(place, message.parent), message)
        payload = asks.block_actions(person, place, message, action, keys)
        delivery = await self.deliveries.first(payload)
        if delivery.failure:
            raise Refusal(delivery.failure)
        return delivery

    async def shortcut(
        self, user: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Delivery:
        """Use a shortcut: of the message at `ts` in `channel`, or a global one.

        `unknown_shortcut`, and to people of another workspace all are; the same words as `press`
        when the app does not take it.
        """
        kind = "message" if channel and ts else "global"
        ours = self._person(user).team == TEAM
        known = [s for s in self.office.installation.within_reach if s.type == kind and ours]
        if callback_id not in [shortcut.callback_id for shortcut in known]:
            raise Refusal("unknown_shortcut")
        if channel and ts:
            payload = self._of_message(user, callback_id, channel, ts)
        else:
            person = self._person(user)
            trigger = self.office.doors.trigger(person.id)
            payload = asks.shortcut(person, callback_id, trigger, self.office.workspace.ts())
        delivery = await self.deliveries.first(payload)
        if delivery.failure:
            raise Refusal(delivery.failure)
        return delivery

    def speak(self, user: str, locale: str) -> None:
        """Choose another language; an app that subscribes to `user_change` hears of it."""
        workspace = self.office.workspace
        person = replace(workspace.user(user), locale=locale)
        workspace.register(person)
        ts = workspace.ts()
        told = {"type": "user_change", "user": member(person) | {"locale": locale}}
        self.deliveries.tell("user_change", told | {"cache_ts": int(float(ts)), "event_ts": ts})

    def _of_message(self, user: str, callback_id: str, channel: str, ts: str) -> Json:
        person, place = self._there(user, channel)
        message = self.office.workspace.find(place, ts)
        keys, _path = self._keys(person, Place(place, message.parent))
        return asks.message_action(person, place, message, callback_id, keys)

    async def stop(self, user: str, channel: str, thread_ts: str) -> list[str]:
        """Press Slack's own Stop in a thread; the streams that it ended. `not_processing`."""
        person, place = self._there(user, channel)
        event = sessions.stop(self.office, person, place, thread_ts)
        self.deliveries.send(envelope(event, self.office.installation.clock()))
        return list(event["streaming_message_ts"])

    async def _command(self, person: User, place: Place, text: str, name: str) -> None:
        commands = self.office.installation.offered if person.team == TEAM else ()
        known = {command.command: command for command in commands}
        if name not in known:
            self._note(person, place, _NO_SUCH.format(command=name))
            return
        if place.parent:
            # Slack's own words: apps' commands do not work in threads (facts/slack.md 4).
            self._note(person, place, f"{name} is not supported in threads. Sorry!")
            return
        if known[name].should_escape:
            text = name + Typed(text.removeprefix(name), self.office.workspace).text
        keys, path = self._keys(person, place)
        payload = asks.command(person, place.channel, text, keys)
        delivery = await self.deliveries.first(payload)
        if error := delivery.failure:
            self._note(person, place, _SORRY.format(command=name, error=error))
            return
        hook = self.office.doors.hooks[path]
        acknowledged(self.office, hook, delivery.attempts[0].answer)

    def _keys(
        self, person: User, place: Place, original: Message | None = None
    ) -> tuple[asks.Keys, str]:
        doors = self.office.doors
        path = doors.hook(person.id, place, original)
        return asks.Keys(f"{self.office.root}{path}", doors.trigger(person.id)), path

    def _note(self, person: User, place: Place, text: str) -> None:
        self.office.workspace.note(place.channel, person.id, text, place.parent)

    def _person(self, user: str) -> User:
        person = self.office.workspace.user(user)
        if person.is_bot:
            raise Refusal("not_a_person")
        return person

    def _there(self, user: str, channel: str) -> tuple[User, Channel]:
        person, place = self._person(user), self.office.workspace.channel(channel)
        if person.id not in place.members:
            raise Refusal("not_in_channel")
        if place.archived:
            raise Refusal("is_archived")
        return person, place

    def _parent(self, channel: Channel, ts: str | None) -> Message | None:
        """Under a reply means under its root, as the client does it."""
        if not ts:
            return None
        root = self.office.workspace.root(channel, ts)
        if root is None:
            raise Refusal("thread_not_found")
        return root.parent or root

    def _visible(self, person: User, channel: Channel, ts: str) -> Message:
        whisper = self.office.workspace.whisper(channel, ts)
        if whisper and whisper.ephemeral_to == person.id:
            return whisper
        return self.office.workspace.find(channel, ts)

    def _own(self, user: str, channel: str, ts: str, error: str) -> Message:
        person, place = self._there(user, channel)
        message = self.office.workspace.find(place, ts)
        if message.user != person.id:
            raise Refusal(error)
        return message
