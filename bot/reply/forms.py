"""Dials as fields of a form, and what a submitted form orders: the same wherever they are set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bot.conversation.dials import DIALS, Dial, chosen, preferences
from bot.conversation.orders import Order, order
from bot.conversation.preferences import Kind, Place, Preferences
from bot.conversation.values import LONGEST
from bot.errors import WrongWords
from bot.reply.characters import size, within
from bot.reply.modals import Block, words
from bot.reply.words import stands
from bot.tongue import say, sentence

SHOWN = (
    *("effort", "thinking", "websearch", "webfetch", "code", "model", "language", "instructions"),
    *("speak", "callback"),
)
"""The dials that a form offers, in this order; the others are for those who know them."""
_NONE = "-"
"""The value of the choice to set nothing at this place."""
WHERE: Mapping[Kind, str] = {
    "thread": sentence("in this thread, for all who ask there"),
    "person": sentence("for me, wherever I ask"),
    "channel": sentence("in this channel, for all who ask there"),
    "workspace": sentence("in the whole workspace"),
}
_LABEL = 75
"""Characters of a choice's text: docs.slack.dev/reference/block-kit/composition-objects."""

Said = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Form:
    """Dials as they can be set at the first of the places `here`, which is the nearest.

    `said` is what is set at each of them, `default` what the operator chose. A field is named by
    its dial and by the kind of its place: drawn anew for another place, it must not keep what was
    entered, as Slack has it with fields of the same name. `mark` tells such places apart.
    """

    here: Sequence[Place]
    said: Said
    default: Preferences
    mark: str = ""

    @property
    def before(self) -> dict[str, str]:
        """What is set at the place, of the dials that are shown; of any text, its mark."""
        shown = (DIALS[name] for name in self._shown() if name in self.said[0])
        return {dial.name: _mark(dial, self.said[0][dial.name]) for dial in shown}

    def blocks(self) -> list[Block]:
        """A field for each dial."""
        return [self._field(DIALS[name]) for name in self._shown()]

    def told(self) -> list[tuple[str, str]]:
        """What each dial is called, and what it stands at there and who says so."""
        return [(say(DIALS[name].title), self._stands(DIALS[name])) for name in self._shown()]

    @property
    def _action(self) -> str:
        return f"{self.here[0].kind} {self.mark}".rstrip()

    def _stands(self, dial: Dial) -> str:
        now = preferences(self.default, self.here, self.said)
        return stands(dial, now, chosen(dial, self.here, self.said))

    def _shown(self) -> list[str]:
        person = self.here[0].kind == "person"
        return [name for name in SHOWN if not (person and DIALS[name].ours)]

    def _field(self, dial: Dial) -> Block:
        return {
            "type": "input",
            "block_id": dial.name,
            "optional": not dial.offers,
            "label": words(say(dial.title)),
            "hint": words(say("In force: {told}", told=self._stands(dial))),
            "element": self._choice(dial) if dial.offers else self._words(dial),
        }

    def _choice(self, dial: Dial) -> Block:
        set_ = self.said[0].get(dial.name)
        offered = dict.fromkeys((*dial.offers, *([set_] if set_ else [])))
        options = [
            self._elsewhere(dial),
            *(_option(dial, value, self.default) for value in offered),
        ]
        initial = next((o for o in options if o["value"] == set_), options[0])
        return {
            "type": "static_select",
            "action_id": self._action,
            "options": options,
            "initial_option": initial,
        }

    def _elsewhere(self, dial: Dial) -> Block:
        label = say("As it is elsewhere: {told}", told=self._beyond(dial))
        return {"text": words(_short(label)), "value": _NONE}

    def _beyond(self, dial: Dial) -> str:
        """What would hold if nothing were set at this place."""
        beyond, said = self.here[1:], self.said[1:]
        now = preferences(self.default, beyond, said)
        return stands(dial, now, chosen(dial, beyond, said))

    def _words(self, dial: Dial) -> Block:
        set_ = self.said[0].get(dial.name)
        return {
            "type": "plain_text_input",
            "action_id": self._action,
            "max_length": LONGEST if dial.free else 200,
            **({"multiline": True} if dial.free else {}),
            "placeholder": words(within(self._beyond(dial), 150)),
        } | ({"initial_value": set_} if set_ else {})


def read(
    values: Mapping[str, Any], before: Mapping[str, str]
) -> tuple[list[Order], dict[str, str]]:
    """What a submission orders, and a sentence for each field that says nothing we know.

    A field takes the words that a command takes.

    `values` is `view.state.values`: https://docs.slack.dev/reference/interaction-payloads. Only
    what differs from `before`, which was set when the form was shown, is ordered: somebody else may
    have set the rest meanwhile.
    """
    orders: list[Order] = []
    wrong: dict[str, str] = {}
    for dial in (DIALS[name] for name in SHOWN if name in values):
        said = _said(values[dial.name])
        try:
            value = order(dial, said).value if said else None
        except WrongWords:
            wrong[dial.name] = say("I don't know this. It can be: {words}", words=dial.usage)
            continue
        if (_mark(dial, value) if value else None) != before.get(dial.name):
            orders.append(Order(dial, value))
    return orders, wrong


def _mark(dial: Dial, value: str) -> str:
    """What tells a value from others: all that is carried has 3,000 characters."""
    return sha256(value.encode()).hexdigest()[:16] if dial.free else value


def _said(entered: object) -> str:
    entry = _part(next(iter(_part(entered).values()), None))
    said = str(_part(entry.get("selected_option")).get("value") or entry.get("value") or "").strip()
    return "" if said == _NONE else said


def _part(told: object) -> Mapping[str, Any]:
    return told if isinstance(told, Mapping) else {}


def _option(dial: Dial, value: str, default: Preferences) -> Block:
    return {"text": words(_short(dial.tell(dial.turn(default, value)))), "value": value}


def _short(label: str) -> str:
    return label if size(label) <= _LABEL else f"{within(label, _LABEL - 1)}…"
