"""After Redis has lost its memory: what people asked and nobody answered is asked again.

Slack has kept what was said. The threads that were active lately are read back, and each question
in them that has no finished reply goes into the mailbox under its old id, so that it can't be
answered twice; messages that a lost reply had begun are adopted (facts/reliability.md §3.3, row 9).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from bot.adapters.redis.lately import Lately
from bot.adapters.redis.memory import RedisMemory
from bot.adapters.slack.activity import Activity
from bot.adapters.slack.history import Home
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import LATER, SlackError, StoreAway, WrongWords
from bot.ports import Mailbox
from bot.ports.mailbox import DAY
from bot.running import lifetime
from bot.summary.scope import apart
from bot.unanswered import Debts, Orphan, Owed, debts

log = logging.getLogger(__name__)

HOUR = 3_600.0
"""Seconds for which an order that stands nowhere may still wait to be carried somewhere."""
MOST = 500
"""Threads that are read in one pass, those with the latest questions first."""
CHANNELS = 500
"""Channels that are looked through in one pass: at Slack's pace that takes a quarter of an hour."""
LOOK = 2.0
"""Seconds between two looks at whether Redis has lost its memory."""
SETTLE = 3.0
"""Seconds for other processes to tell what they know, and for their last edits to land."""
AGAIN = 10.0
"""Seconds until a pass that failed is begun again."""


class _NotOurs(Exception):
    """Another process looks through the memory by now."""


@dataclass(frozen=True, slots=True)
class Reconciler:
    """Watches the memory of Redis; of all processes one at a time looks through it.

    `activity` makes what one pass reads Slack with.
    """

    memory: RedisMemory
    mailbox: Mailbox
    lately: Lately
    activity: Callable[[], Activity]
    home: Home

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; whatever goes wrong is tried again."""
        await lifetime.unless(stop, self._watch())

    async def _watch(self) -> None:
        while True:
            rest = LOOK
            try:
                if not await self.memory.whole():
                    await self._restore()
            except _NotOurs:
                pass
            except StoreAway:
                log.debug("no telling what Redis remembers while it is away")
            except Exception:
                log.exception("what Redis may have lost is not restored yet")
                rest = AGAIN
            await asyncio.sleep(rest)

    async def _restore(self) -> None:
        since = time.time() - DAY
        await self.memory.tell(self.lately.since(since))
        await self._carry()
        await self._hold()
        await self.memory.begin()
        await asyncio.sleep(SETTLE)
        log.info("looking in Slack for what Redis may have lost")
        count = await self._look_through(f"{since:.6f}")
        await self._hold()
        if await self.memory.looked_through():
            log.info("looked in Slack for what Redis may have lost: %d asked again", count)
        else:
            log.warning("Redis has lost its memory once more: it is looked through again")

    async def _carry(self) -> None:
        """What this process acknowledged and Slack can't tell of is put again, by each for itself.

        An order has no message: it is lost for good where its process ends, too, before another one
        has taken it up and said so in Slack. That is where the promise for commands ends.
        """
        orders = self.lately.owed(time.time() - HOUR)
        lost = [each for each in orders if not await self._known(each)]
        if not lost:
            return
        await asyncio.sleep(SETTLE)
        activity = self.activity()
        for order in lost:
            if await self._carried(activity, order):
                self.lately.dealt_with(order)
            elif await self.mailbox.put(order) == "new":
                log.info("an order is put again that Redis had lost")

    async def _carried(self, activity: Activity, order: Question) -> bool:
        try:
            return await activity.carried(order)
        except LATER:
            raise
        except SlackError as error:  # it may be done twice, and all others are not lost with it
            log.info("nobody says whether an order was carried somewhere: %s", error.code)
            return False

    async def _known(self, order: Question) -> bool:
        return await self.memory.knows(order.thread.team, order.thread.channel, order.ts)

    async def _hold(self) -> None:
        if not await self.memory.hold():
            raise _NotOurs

    async def _look_through(self, since: str) -> int:
        """How many questions were asked again."""
        activity, count, seen = self.activity(), 0, set[Thread]()
        async with aclosing(self._threads(activity, since)) as threads:
            async for thread, root in threads:
                await self._hold()
                if thread in seen:
                    continue
                if len(seen) == MOST:
                    log.warning("more than %d threads were active: the rest is not read", MOST)
                    break
                seen.add(thread)
                count += await self._settle(activity, thread, since, root)
        return count

    async def _threads(
        self, activity: Activity, since: str
    ) -> AsyncGenerator[tuple[Thread, Mapping[str, Any] | None], None]:
        """Threads that may owe something, with their root where it has no replies.

        First those that processes know of, then those of all channels.
        """
        known = await self.memory.told(MOST)
        for thread in known:
            yield thread, None
        here = {thread.channel for thread in known}
        channels = sorted(await activity.channels(), key=lambda id_: id_ not in here)
        if len(channels) > CHANNELS:
            log.warning("the bot is in %d channels: %d are looked through", len(channels), CHANNELS)
        for channel in channels[:CHANNELS]:
            await self._hold()
            for root in await activity.roots(channel):
                thread = Thread(self.home.team, channel, str(root["ts"]))
                if str(root.get("latest_reply") or root["ts"]) >= since:
                    yield thread, None if root.get("reply_count") else root

    async def _settle(
        self, activity: Activity, thread: Thread, since: str, root: Mapping[str, Any] | None
    ) -> int:
        """Ask again what is owed in one thread; how many questions that were."""
        messages = [root] if root else await activity.thread(thread)
        found = debts(thread, messages, self.home, since)
        news = bool(found.called) and await self.memory.know(thread, found.called)
        if news and not root:
            # Until now nobody knew that we are in this thread, and what came in was not heard.
            found = debts(thread, await activity.thread(thread), self.home, since)
        return await self._pay(activity, thread, found)

    async def _pay(self, activity: Activity, thread: Thread, found: Debts) -> int:
        asked = [owed for owed in found.owed if await self._ask(owed)]
        orders = [order for order in found.orders if await self._order(activity, order)]
        for orphan in found.orphans:
            if not await self.memory.knows(thread.team, thread.channel, orphan.to):
                await self._remove(activity, thread, orphan)
        return len(asked) + len(orders)

    async def _order(self, activity: Activity, order: Question) -> bool:
        """Whether it was lost before it was carried elsewhere: what stands there is read there."""
        try:
            waits = apart(order)
        except WrongWords:  # which its person was told
            return False
        if await activity.brought(order.user, order.first):
            return False
        return await self.mailbox.put(waits) == "new"

    async def _ask(self, owed: Owed) -> bool:
        """Whether it was lost, and is now asked again."""
        if owed.journal:
            journal = replace(owed.journal, asking=owed.question.id)
            await self.memory.seed(owed.question, journal)
        return await self.mailbox.put(owed.question) == "new"

    async def _remove(self, activity: Activity, thread: Thread, orphan: Orphan) -> None:
        """Nobody can finish it: the button that asked for it is there to be pressed again."""
        log.info("removing an unfinished reply that nobody can finish")
        for ts in reversed(orphan.stamps):
            await activity.remove(thread.channel, ts)
