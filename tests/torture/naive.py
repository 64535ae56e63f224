"""A worker with the protocol switched off: it keeps nothing, holds nothing and looks for nothing.

It takes a question and gives it up at once, posts, edits as the answer grows, and forgets. So it
is written in many bots; the torture has to find out.
"""

from __future__ import annotations

import asyncio
import os
import time
from typing import Any

from pydantic import SecretStr
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.messages import Endpoint, MessagesModel, open_client
from bot.adapters.redis.connection import connect
from bot.adapters.redis.mailbox import RedisMailbox
from bot.answer.answer import Answer
from bot.conversation.question import Asking
from bot.errors import BotError
from bot.reply import words
from bot.reply.pages import pages

_FOOTER = {"type": "context", "elements": [{"type": "mrkdwn", "text": "done"}]}


class Naive:
    """Answers whatever comes."""

    def __init__(self, slack: AsyncWebClient, model: MessagesModel) -> None:
        self._slack = slack
        self._model = model

    async def answer(self, asking: Asking) -> None:
        """Once, whatever becomes of it."""
        channel, root = asking.question.thread.channel, asking.question.thread.ts
        ts = await self._post(channel, root)
        answer, drawn = Answer(), time.monotonic()
        async for deltas in self._model.events(_body(asking)):
            answer.hear(deltas)
            if answer.text and time.monotonic() - drawn > 5:
                drawn = time.monotonic()
                await self._edit(channel, ts, markdown_text=pages(answer.text)[0])
        *turned, last = pages(answer.text)
        for page in turned:
            await self._edit(channel, ts, markdown_text=page)
            ts = await self._post(channel, root)
        await self._edit(channel, ts, blocks=[{"type": "markdown", "text": last}, _FOOTER])

    async def _post(self, channel: str, root: str) -> str:
        said = {"channel": channel, "thread_ts": root, "markdown_text": words.HERE}
        return str((await self._slack.api_call("chat.postMessage", json=said))["ts"])

    async def _edit(self, channel: str, ts: str, **said: Any) -> None:
        await self._slack.api_call("chat.update", json={"channel": channel, "ts": ts} | said)


def _body(asking: Asking) -> dict[str, Any]:
    said = "\n".join(part.text for part in asking.parts)
    asked = [{"role": "user", "content": said}]
    most = {"model": "claude-sonnet-4-6", "max_tokens": 16_000, "stream": True}
    return most | {"messages": asked}


async def main() -> None:
    """Until somebody ends it."""
    running: set[asyncio.Task[None]] = set()
    async with connect(os.environ["REDIS_URL"]) as redis, open_client() as http:
        slack = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"])
        key = SecretStr(os.environ["MESSAGES_API_KEY"])
        endpoint = Endpoint(os.environ["MESSAGES_BASE_URL"], key)
        naive, mailbox = Naive(slack, MessagesModel(http, endpoint)), RedisMailbox(redis)
        while True:
            try:
                if lease := await mailbox.take(0.5):
                    await mailbox.commit(lease)  # taken is done: nobody waits for the answer
                    task = asyncio.create_task(_tried(naive, lease.asking))
                    running.add(task)
                    task.add_done_callback(running.discard)
            except BotError:
                await asyncio.sleep(0.5)


async def _tried(naive: Naive, asking: Asking) -> None:
    try:
        await naive.answer(asking)
    except (SlackClientError, BotError, OSError) as error:
        print("not answered:", type(error).__name__, flush=True)


if __name__ == "__main__":
    asyncio.run(main())
