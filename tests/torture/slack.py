"""The local Slack as a process of its own: people act in it when told to, and it tells all."""

from __future__ import annotations

import argparse
import asyncio
import math
import time
from collections.abc import Mapping
from typing import Any

from bot import manifest
from bot.playground.slack.message import Message
from bot.playground.slack.server import LocalSlack
from bot.playground.slack.team import BOT_USER, SLACKBOT
from tests.rig import ENGLISH
from tests.torture import calls
from tests.torture.control import obey

ROOMS = {
    "C0GENERAL": ("ann", "ben", "chi"),
    "C0RESEARC": ("ann", "ben", "chi"),
    "C0FOUNDER": ("ann", "ben"),
}
"""Channels, and who is in them."""
DIRECT = {"D0ANN0001": ("ann",), "D0BEN0001": ("ben",), "D0CHI0001": ("chi",)}
"""Where one person and the bot talk."""
ALL = (*ROOMS, *DIRECT)


class Office:
    """The commands of the control line, each a method."""

    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack
        self._taken: dict[str, float] = {}
        self._ahead: list[str] = []

    def port(self) -> int:
        return self.slack.port

    def deliver_to(self, url: str) -> None:
        self.slack.request_url = url

    async def type(self, user: str, channel: str, text: str, thread: str | None = None) -> str:
        return await self.slack.type(user, channel, text, thread)

    async def press(self, user: str, channel: str, ts: str) -> None:
        await self.slack.press(user, channel, ts, "again")

    def fault(self, method: str, **trouble: Any) -> None:
        self.slack.fault(method, **trouble)

    def heal(self) -> None:
        self.slack.heal()

    def expire(self) -> None:
        """Every stream is over, as after its five minutes: whoever writes on finds it dead."""
        for place in ALL:
            for message in self._messages(place):
                if message.stream:
                    message.stream.lifetime = 0.0

    def taken(self) -> dict[str, float]:
        """When each message was acknowledged first, in seconds since 1970."""
        return self._taken

    def look(self) -> dict[str, Any]:
        """How many replies are finished, and failed ones after which nobody has asked."""
        roots = [m for place in ALL for m in self._messages(place) if not m.parent]
        threads = [[m for m in (root, *root.replies) if not _calls(m)] for root in roots]
        ended = [thread[-1] for thread in threads if _ended(thread)]
        failed = [message for message in ended if _has(message, "actions", "again")]
        return {
            "finished": sum(len(_dealt(thread)) for thread in threads),
            "failed": [[m.channel, m.parent and m.parent.ts, m.ts] for m in failed],
        }

    def dump(self) -> dict[str, Any]:
        """Everything that stands in the workspace, and what of it was acknowledged when.

        `open`: how many events are still to be delivered once more. `ahead`: the messages that
        called people to a reply before it was finished.
        """
        self._look()
        said = [
            message.wire(metadata=True) | {"channel": place}
            for place in ALL
            for message in self._messages(place)
        ]
        open_ = len(self.slack.deliveries)
        return {"messages": said, "taken": self._taken, "open": open_, "ahead": self._ahead}

    def _messages(self, place: str) -> list[Message]:
        workspace = self.slack.workspace
        return workspace.timeline(workspace.channels[place])

    async def watch(self) -> None:
        """Write down when messages are acknowledged, for ever."""
        await self.slack.until(self._look, math.inf)

    def _look(self) -> None:
        for delivery in self.slack.deliveries:
            event = delivery.payload.get("event", {})
            key = f"{event.get('channel')}:{event.get('ts')}"
            if event and key not in self._taken and _acknowledged(delivery):
                self._taken[key] = time.time()
        for call in self.slack.calls:
            if call.method == "chat.postMessage" and calls.calls(call.arguments):
                self._look_at(call.arguments)
        self._forget()

    def _look_at(self, call: Mapping[str, Any]) -> None:
        """Is the reply finished to which people are called just now?"""
        there = self._messages(call["channel"])
        marks = {_mark(m).get("reply") for m in there if m.ts == calls.target(call)} - {None}
        if not any(_mark(m).get("reply") in marks and _has(m, "context") for m in there):
            said = (m for m in there if _calls(m) and m.said.text == call["text"])
            self._ahead += (f"{m.channel}:{m.ts}" for m in said)

    def _forget(self) -> None:
        """What is over need not be looked at again, and in hours it would fill the memory."""
        self.slack.deliveries[:] = [d for d in self.slack.deliveries if d.state == "under way"]
        self.slack.calls.clear()


def _has(message: Message, kind: str, action: str = "") -> bool:
    """Whether it has such a block; with `action`, one in which that can be pressed."""
    blocks = [block for block in message.said.blocks if block["type"] == kind]
    pressed = (part.get("action_id") for block in blocks for part in block.get("elements", ()))
    return action in pressed if action else bool(blocks)


def _dealt(thread: list[Message]) -> set[str]:
    """The ts of what finished replies answer; one for each reply that does not say what."""
    finished = [message for message in thread if _has(message, "context")]
    return {ts for message in finished for ts in _to(message) or (message.ts,)}


def _to(message: Message) -> list[str]:
    return str(_mark(message).get("to", "")).split()


def _mark(message: Message) -> Mapping[str, Any]:
    """What it carries that nobody sees."""
    return (message.said.metadata or {}).get("event_payload", {})


def _calls(message: Message) -> bool:
    return calls.calls({"metadata": message.said.metadata})


def _ended(thread: list[Message]) -> bool:
    """Whether everything that was asked in it has a finished reply."""
    people = {message.ts for message in thread if message.user not in (BOT_USER, SLACKBOT)}
    return people <= _dealt(thread)


def _acknowledged(delivery: Any) -> bool:
    return any(not attempt.reason for attempt in delivery.attempts)


async def main(secret: str, token: str, retries: list[float], *, unlimited: bool) -> None:
    """Until standard input ends."""
    rules: dict[str, Any] = {"scopes": manifest.SCOPES, "events": tuple(manifest.EVENTS)}
    rules["locales"] = ENGLISH
    if unlimited:  # as many workspaces as it takes, each with its own limits, in place of one
        rules |= {"rates": {}, "per_channel": {}, "events": ()}
    async with LocalSlack(
        signing_secret=secret, bot_token=token, retries=retries, **rules
    ) as slack:
        office = Office(slack)
        watching = asyncio.create_task(office.watch())
        acts = (office.port, office.deliver_to, office.type, office.press, office.taken)
        acts += (office.fault, office.heal, office.expire, office.look, office.dump)
        await obey({act.__name__: act for act in acts})
        watching.cancel()


if __name__ == "__main__":
    parser = argparse.ArgumentParser("python -m tests.torture.slack", description=__doc__)
    parser.add_argument("secret")
    parser.add_argument("token")
    parser.add_argument("retries", type=float, nargs="+")
    parser.add_argument("--unlimited", action="store_true", help="no rates, and no events either")
    told = parser.parse_args()
    asyncio.run(main(told.secret, told.token, told.retries, unlimited=told.unlimited))
