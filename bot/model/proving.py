"""A summary's claims name their messages: those that do not are asked about once, and then told."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.request import Request
from bot.answer.speech import Speech
from bot.conversation.conversation import Turn, block
from bot.errors import ModelError
from bot.model.beside import Beside
from bot.model.round import Round
from bot.model.speaker import Speaker
from bot.reply.cited import Sources
from bot.summary import material

log = logging.getLogger(__name__)
MOST = 40
"""Claims that are asked about: with more than these it is no summary that we asked for."""
_LINE = re.compile(r"\s*(\d{1,3})\s*[:.)]\s*(.*)")


@dataclass(frozen=True, slots=True)
class Proving:
    """Asks the model, once, which messages the unmarked claims of a summary rest on."""

    speaker: Speaker

    async def proven(self, now: Round) -> Sources:
        """What the answer rests on now; its claims keep their places, and its words are its own."""
        sources, first = Sources.of(now.conversation), now.question.first
        claims = sources.unproven(Speech(now.conversation.said(first)).whole)
        asked = [claim for claim in claims if claim not in sources.claims][:MOST]
        if not asked:
            return sources
        now.speech.wait("proving")
        now.reply.show(now.speech)
        try:
            await self._named(now, asked, sources)
        except ModelError as error:  # what is not proven is told; the summary is there
            log.warning("claims of %s not proven: %s", now.question.id, error)
        return Sources.of(now.conversation)

    async def _named(self, now: Round, claims: Sequence[str], sources: Sources) -> None:
        """Keep which messages were named for `claims`, beside the summary."""
        first, content = now.question.first, (block(material.ask_proof(claims)),)
        setup = await self.speaker.asked_with(now)
        # The same beginning as the summary's own request, so that it is read from the cache.
        said = now.conversation.add(Turn("user", content, first, {"urges": "claims"}))
        request = Request(said, now.preferences, setup)
        answer = await Beside(self.speaker).answered(request)
        named = dict.fromkeys(claims, "")
        for found in map(_LINE.match, answer.text.splitlines()):
            if found and 0 < int(found[1]) <= len(claims):
                named[claims[int(found[1]) - 1]] = sources.naming(found[2])
        told = {"claims": named, **answer.about}
        await self.speaker.keep(now, Turn("mark", (), first, told))
