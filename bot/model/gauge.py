"""Counts the calls of tools of one turn while they are made, and ends it before one too many."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.answer import cut
from bot.answer.answer import Answer, Delta
from bot.conversation.conversation import Block, Turn
from bot.conversation.prices import Prices
from bot.model.round import Round
from bot.model.speaker import Speaker
from bot.research import kept
from bot.research.bounds import Bounds, Limit, Spent

_LIMITS: Mapping[str, Limit] = {kept.SEARCH: "searches", kept.FETCH: "pages"}


class Enough(Exception):
    """A call has begun that would go beyond `limit`."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(slots=True)
class Gauge:
    """What `Round.watch` is in a research: each call that was begun is kept as a mark.

    `spent` is what was taken of the `bounds` before this turn, `prices` what its tokens cost;
    `closed`: nothing may be called any more.
    """

    speaker: Speaker
    bounds: Bounds
    spent: Spent
    prices: Prices | None = None
    closed: bool = False
    _before: Counter[str] = field(init=False)
    _kept: dict[str, str] = field(default_factory=dict)
    _answer: Answer | None = None

    def __post_init__(self) -> None:
        counts = {kept.SEARCH: self.spent.searches, kept.FETCH: self.spent.pages}
        self._before = Counter(counts)

    async def __call__(self, now: Round, delta: Delta) -> None:
        """Hear that a block begins or ends; `Enough` where that is a call too many."""
        answer = now.speech.answer
        ends = delta.get("type") in ("content_block_start", "content_block_stop")
        if answer is None or not ends:
            return
        if answer is not self._answer:  # asked again: what was called before counts all the same
            self._answer = answer
            self._before.update(self._kept.values())
            self._kept = {}
        content = answer.content()
        for name, limit in _LIMITS.items():
            if self._too_many(content, name):
                raise Enough(limit)
        if content[answer.over :] and content[-1].get("name") in _LIMITS:
            self._pay(answer)
        for call in content[: answer.over]:
            await self._note(now, call)

    def _pay(self, answer: Answer) -> None:
        """Let a call begin that nothing paid for forbids, as far as the stream has told by now."""
        if limit := self.bounds.dear(self.spent + kept.paid(cut.used(answer), self.prices)):
            raise Enough(limit)

    def _too_many(self, content: tuple[Block, ...], name: str) -> bool:
        made = kept.begun(content, name)
        if self.closed:
            return made > 0
        if not self._before[name]:
            # The endpoint counts the calls of one request itself, and tells the model so.
            made -= kept.waiting(content, name)
        most = self.bounds.searches if name == kept.SEARCH else self.bounds.pages
        return made > 0 and self._before[name] + made > most

    async def _note(self, now: Round, call: Block) -> None:
        name, id_ = str(call.get("name")), str(call.get("id"))
        if call.get("type") != "server_tool_use" or name not in _LIMITS or id_ in self._kept:
            return
        self._kept[id_] = name
        mark = Turn("mark", (), now.question.first, {"spent": name})
        keeping = asyncio.ensure_future(self.speaker.keep(now, mark))
        try:
            await asyncio.shield(keeping)
        except asyncio.CancelledError:
            await keeping  # or nobody would know which turn of the question comes next
            raise
