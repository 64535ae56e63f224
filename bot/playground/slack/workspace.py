"""The workspace: people, channels and what was said. Synchronous; the clock is handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from bot.playground.slack.message import Message, Said
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.stream import Stream
from bot.playground.slack.team import BOT_USER, SLACKBOT, Channel, Json, User, channels, users


@dataclass(frozen=True, slots=True)
class Change:
    """Something that just became different; `before` is the message as it was."""

    kind: Literal["posted", "edited", "deleted"]
    message: Message
    ts: str
    before: Json | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a channel, perhaps a thread in it, perhaps to one person only."""

    channel: Channel
    parent: Message | None = None
    broadcast: bool = False
    ephemeral_to: str | None = None


class Workspace:
    """One team. `clock` gives seconds; `watchers` are called after every change."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last = 0
        self.users: dict[str, User] = {user.id: user for user in users()}
        self.channels: dict[str, Channel] = {channel.id: channel for channel in channels()}
        self.watchers: list[Callable[[Change], None]] = []
        self.registrars: list[Callable[[User], None]] = []
        self._said: dict[str, dict[str, Message]] = {id_: {} for id_ in self.channels}
        self._whispers: dict[tuple[str, str], Message] = {}

    def ts(self) -> str:
        """A timestamp that nothing in the workspace has yet: seconds, a dot, microseconds."""
        self._last = max(int(self._clock() * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def user(self, name: str) -> User:
        """The member with this id or name; `user_not_found`."""
        for user in self.users.values():
            if name in (user.id, user.name, f"@{user.name}"):
                return user
        raise Refusal("user_not_found")

    def register(self, user: User) -> None:
        """A member is somewhat different from now on; `registrars` are told."""
        self.users[user.id] = user
        for registrar in self.registrars:
            registrar(user)

    def channel(self, name: str) -> Channel:
        """The channel with this id or name (`general`, `#general`); `channel_not_found`."""
        for channel in self.channels.values():
            if name in (channel.id, channel.name, f"#{channel.name}"):
                return channel
        raise Refusal("channel_not_found")

    def im(self, user: str) -> Channel:
        """Where the bot and this person talk."""
        person = self.user(user).id
        ims = (c for c in self.channels.values() if c.kind == "im" and person in c.members)
        if (found := next(ims, None)) is None:
            raise Refusal(
                "user_not_visible"
            )  # of another workspace: they and the bot are not alone
        return found

    def share(self, channel: str, *people: User) -> None:
        """Let `people` of another workspace into a channel, over Slack Connect."""
        place = self.channel(channel)
        place.ext_shared = True
        for person in people:
            self.register(person)
            place.members.add(person.id)

    def names(self) -> dict[str, str]:
        """What people call the ids of users and channels."""
        called = {user.id: user.real_name for user in self.users.values()}
        return called | {c.id: c.name for c in self.channels.values() if c.kind != "im"}

    def find(self, channel: Channel, ts: str) -> Message:
        """A message that everybody sees; `message_not_found`."""
        message = self._said[channel.id].get(ts)
        if message is None or message.deleted:
            raise Refusal("message_not_found")
        return message

    def whisper(self, channel: Channel, ts: str) -> Message | None:
        """A message that only one person sees."""
        return self._whispers.get((channel.id, ts))

    def root(self, channel: Channel, ts: str) -> Message | None:
        """The message at `ts`, also when it was deleted and replies still hang on it."""
        return self._said[channel.id].get(ts)

    def timeline(self, channel: Channel) -> list[Message]:
        """What everybody sees in a channel, oldest first, replies included."""
        return list(self._said[channel.id].values())

    def seen_by(self, user: str) -> Iterator[Message]:
        """All that one person can read, whispers to them included, oldest first."""
        places = [c for c in self.channels.values() if user in c.members]
        said = [m for c in places for m in self._said[c.id].values()]
        said += [m for m in self._whispers.values() if m.ephemeral_to == user]
        yield from sorted(said, key=lambda message: message.ts)

    def post(self, place: Place, user: str, said: Said, stream: Stream | None = None) -> Message:
        """Say something at a place, perhaps the beginning of a `stream`."""
        message = Message(
            place.channel.id,
            self.ts(),
            user,
            said,
            parent=place.parent,
            ephemeral_to=place.ephemeral_to,
            broadcast=place.broadcast,
            team=self.users[user].team,
            shared=place.channel.ext_shared,
            stream=stream,
        )
        if place.ephemeral_to:
            self._whispers[message.channel, message.ts] = message
        else:
            self._said[message.channel][message.ts] = message
            if place.parent:
                place.parent.replies.append(message)
        self._tell(Change("posted", message, message.ts))
        return message

    def edit(self, message: Message, said: Said, *, marked: bool) -> None:
        """Let a message say something else; `marked` as edited for everybody to see."""
        before, ts = message.wire(), self.ts()
        message.said = said
        if marked:
            message.edited = {"user": message.user, "ts": f"{ts.split('.')[0]}.000000"}
        self._tell(Change("edited", message, ts, before))

    def delete(self, message: Message) -> None:
        """Take a message away; a root with replies leaves a tombstone, as in Slack."""
        before = message.wire()
        self._whispers.pop((message.channel, message.ts), None)
        if message.replies:
            message.deleted, message.said = True, Said()
        elif not message.ephemeral_to:
            self._drop(message)
        self._tell(Change("deleted", message, self.ts(), before))

    def note(
        self, channel: Channel, user: str, text: str, parent: Message | None = None
    ) -> Message:
        """Slackbot tells one person something."""
        return self.post(Place(channel, parent, ephemeral_to=user), SLACKBOT, Said(text))

    def readable(self, name: str) -> Channel:
        """The channel with this id as the bot may know it; a private one is not even there."""
        channel = self.channels.get(name)
        if channel is None or (channel.kind != "channel" and BOT_USER not in channel.members):
            raise Refusal("channel_not_found")
        return channel

    def _drop(self, message: Message) -> None:
        del self._said[message.channel][message.ts]
        parent = message.parent
        if parent:
            parent.replies.remove(message)
            if parent.deleted and not parent.replies:
                del self._said[parent.channel][parent.ts]

    def _tell(self, change: Change) -> None:
        for watcher in self.watchers:
            watcher(change)
