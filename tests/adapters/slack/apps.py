"""Bolt apps as the front door makes them, that write down what they hear."""

import asyncio

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult


async def _authorize(**_):
    return AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="UB"
    )


class Hearing:
    """An app that hears mentions, `/effort` and clicks; `fail` makes its listeners raise."""

    def __init__(self):
        self.heard = []
        self.fail = False
        self.hold = None  # an event that listeners wait for
        self.reached = asyncio.Event()
        self.app = AsyncApp(
            authorize=_authorize, process_before_response=True, request_verification_enabled=False
        )
        self.app.event("app_mention")(self._on_event)
        self.app.command("/effort")(self._on_command)
        self.app.action("again")(self._on_action)
        self.app.error(self._on_error)

    async def _hear(self, word):
        self.reached.set()
        if self.hold:
            await self.hold.wait()
        if self.fail:
            raise RuntimeError("on purpose")
        self.heard.append(word)

    async def _on_event(self, event):
        await self._hear(event["text"])

    async def _on_command(self, ack, command):
        await self._hear(command["text"])
        await ack("effort is high")

    async def _on_action(self, ack, body):
        await self._hear(body["type"])
        await ack()

    async def _on_error(self, error):
        return None  # Bolt's answer stays 500
