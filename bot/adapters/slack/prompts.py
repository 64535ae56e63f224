"""Prompts are a courtesy: where Slack does not take them there are none, and nobody is told."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.adapters.slack.client import SlackClient
from bot.conversation.thread import Thread
from bot.errors import SlackError

log = logging.getLogger(__name__)
MOST = 4
"""Prompts that Slack shows: facts/slack.md §1.6."""


class SlackPrompts:
    """`Prompts` of Slack."""

    def __init__(self, slack: SlackClient) -> None:
        self._slack = slack

    async def suggest(
        self, thread: Thread, prompts: Sequence[tuple[str, str]], title: str = ""
    ) -> None:
        if not thread.channel.startswith("D") or not prompts:
            return
        told = [{"title": name, "message": words} for name, words in prompts[:MOST]]
        more = {"thread_ts": thread.ts} if thread.ts else {}
        more |= {"title": title} if title else {}
        try:
            await self._slack.call(
                "assistant.threads.setSuggestedPrompts",
                channel_id=thread.channel,
                prompts=told,
                **more,
            )
        except SlackError as error:
            log.info("no prompts in %s: %s", thread.channel, error)
