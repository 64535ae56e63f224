"""A long range is read part by part; notes that are there are kept, whoever goes on with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.conversation.conversation import Conversation, Turn, block
from bot.errors import ModelError
from bot.model.beside import Beside
from bot.model.round import Round
from bot.model.speaker import Speaker
from bot.summary import material
from bot.tongue import say


@dataclass(frozen=True, slots=True)
class Noting:
    """Takes notes on the parts of what was read."""

    speaker: Speaker

    async def noted(self, now: Round, texts: Sequence[str], focus: str) -> str:
        """Notes on each part, one part after the other, to be brought together.

        Each is kept with the question as soon as it is there: a part that was read by a worker who
        died, or before a Retry, is not read again unless it says something else by now.
        """
        known, notes = _known(now), list[str]()
        for number, text in enumerate(texts, 1):
            part = say("part {number} of {count}", number=number, count=len(texts))
            now.speech.wait("noting", part)
            now.reply.show(now.speech)
            asked = material.ask_part(number, len(texts), focus)
            key = hashlib.sha256(f"{asked}\n{text}".encode("utf-8", "replace")).hexdigest()[:24]
            notes.append(known.get(key) or await self._kept(now, key, (text, asked)))
        return material.noted(notes)

    async def _kept(self, now: Round, key: str, content: tuple[str, str]) -> str:
        alone = Conversation((Turn("user", tuple(map(block, content))),))
        answer = await Beside(self.speaker).plainly(now, alone)
        if not answer.text:
            raise ModelError("no notes on a part")
        told = {"noted": {key: answer.text}, **answer.about}
        await self.speaker.keep(now, Turn("mark", (), now.question.first, told))
        return answer.text


def _known(now: Round) -> Mapping[str, str]:
    """The notes that were taken for this question before, by what they are on."""
    found: dict[str, str] = {}
    for turn in now.conversation.turns:
        if turn.role == "mark" and turn.question == now.question.first:
            found |= turn.about.get("noted") or {}
    return found
