"""For which place a form sets something: what it was opened for, and the menus of other places."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec

from bot.conversation.preferences import Kind
from bot.reply import modals
from bot.reply.forms import WHERE
from bot.reply.modals import Block, words
from bot.tongue import say

PLACE = "settings_place"
"""The action of the menu that chooses where a form sets its dials; its values are kinds."""
PICKED = "settings_channel"
"""The action of the menu that chooses a channel, where the form was opened in none."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a form is for: the place `at` that it sets, and what was set there `before`.

    `thread` is the key of the thread that it was opened in, "" outside of all; `month` is the one
    that their Home tab shows, "" if it was not opened from there. `turn`: how often it was drawn.
    """

    at: str
    before: Mapping[str, str] = field(default_factory=dict)
    thread: str = ""
    month: str = ""
    turn: int = 0

    @property
    def picked(self) -> str:
        """Slack's id of the channel that was chosen, in a form opened in none; "" for none."""
        kind, _, key = self.at.partition(":")
        return key.partition(":")[2] if kind == "channel" and not self.thread else ""

    @property
    def metadata(self) -> str:
        """As a modal's `private_metadata`, at most 3,000 characters."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, metadata: str) -> Opened | None:
        """What `metadata` wrote, in this version or another; None for anything else."""
        try:
            told = msgspec.json.decode(metadata, type=cls)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            return None
        return told if told.thread.count(":") in (0, 2) else None


def elsewhere(kinds: Sequence[Kind], now: Kind) -> Block:
    """The menu with the places that one may set, in the form of `now`."""
    options = [{"text": words(say(WHERE[kind])), "value": kind} for kind in kinds]
    menu = {
        "type": "static_select",
        "action_id": PLACE,
        "options": options,
        "initial_option": options[kinds.index(now)],
    }
    return modals.section(say("Set it …")) | {"accessory": menu}


def picker(opened: Opened, refused: str) -> list[Block]:
    """The menu with channels, in a form opened outside of all; `refused` is why not the chosen one.

    It has another name each time, so that it shows the channel that the form is for.
    """
    chosen_ = {"initial_conversation": opened.picked} if opened.picked else {}
    menu = {
        "type": "conversations_select",
        "action_id": PICKED,
        "placeholder": words(say("Choose a channel")),
        # Whether we are in it, and what they may set there, no filter knows.
        "filter": {"include": ["public", "private"]},
    }
    asked: Block = {
        "type": "input",
        "block_id": f"{PICKED} {opened.turn}",
        "optional": True,
        "dispatch_action": True,
        "label": words(say("Or set it in a channel, for all who ask there")),
        "hint": words(say("One that you and I are both in. The form then shows what holds there.")),
        "element": menu | chosen_,
    }
    return [asked, *([modals.section(refused)] if refused else [])]


def picked(values: Mapping[str, Any]) -> tuple[str, str]:
    """The channel that the menu stands at, and the name of its field; "" for none."""
    for name, told in values.items():
        if name.startswith(f"{PICKED} "):
            return str((told.get(PICKED) or {}).get("selected_conversation") or ""), name
    return "", ""
