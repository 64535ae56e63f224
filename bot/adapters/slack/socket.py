"""Slack over Socket Mode: envelopes come in on a WebSocket that we opened.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any, Final

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.delivery import PATIENCE, deliver
from bot.adapters.slack.door import Address
from bot.errors import Gone
from bot.watching.meter import UNMETERED, Meter

PING: Final = 10.0
"""Seconds between our pings; four without an answer and the connection is opened anew."""

_FOR_GOOD: Final = frozenset(
    {"account_inactive", "invalid_auth", "missing_scope", "not_allowed_token_type", "not_authed"}
)
_log = logging.getLogger(__name__)


class SocketIngress:
    """One WebSocket to Slack, for as long as it is open. To be made inside the event loop."""

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        client: AsyncWebClient,
        address: Address | None = None,
        meter: Meter = UNMETERED,
    ) -> None:
        self._app = app
        self._meter = meter
        self._address = address or Address()
        self._under_way: set[asyncio.Task[Any]] = set()
        self._closing = False
        logger = logging.getLogger(f"{__name__}.client")
        logger.addFilter(_no_tickets)
        logger.setLevel(max(logging.WARNING, logging.root.level))  # below, it logs what people say
        self._socket = SocketModeClient(
            app_token, logger=logger, web_client=client, ping_interval=PING
        )
        self._socket.message_listeners.append(self._on_message)
        self._socket.socket_mode_request_listeners.append(self._on_envelope)

    async def connect(self, ping: float = PING) -> None:
        """Until connected, however long Slack is away; `Gone` if it will never take this token.

        If this fails or is called off, nothing is left that would have to be closed.
        """
        self._socket.ping_interval = ping
        try:
            self._socket.wss_uri = await self._address_of_socket()
            await self._socket.connect()  # type: ignore[no-untyped-call]
        except BaseException:
            await self.close()
            raise

    async def _address_of_socket(self) -> str | None:
        try:
            return await self._socket.issue_new_wss_url()
        except SlackApiError as error:
            if (code := str(error.response.get("error"))) in _FOR_GOOD:
                raise Gone(f"{code}: SLACK_APP_TOKEN does not open a socket") from error
            _log.warning("Slack gives no socket yet: %s", code)
        except (SlackClientError, aiohttp.ClientError, OSError, TimeoutError) as error:
            _log.warning("Slack is not to be reached: %s", type(error).__name__)
        return None

    async def connected(self) -> bool:
        """Whether Slack answers on the socket."""
        return not self._closing and await self._socket.is_connected()

    async def close(self, patience: float = PATIENCE) -> None:
        """Take no more envelopes, answer those under way, and leave nothing behind."""
        self._closing = True
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience)
        tasks = [
            task
            for task in (
                self._socket.message_processor,
                self._socket.message_receiver,
                self._socket.current_session_monitor,
                *self._under_way,
            )
            if task is not None
        ]
        await self._socket.close()  # type: ignore[no-untyped-call]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _on_message(
        self, client: AsyncBaseSocketModeClient, message: dict[str, Any], raw: str | None
    ) -> None:
        del client, raw
        count = message.get("num_connections")
        if message.get("type") == "hello" and isinstance(count, int) and count > 1:
            _log.warning(
                "Slack counts %d sockets of this app (10 at most) and gives each event to any one; "
                "if fewer processes are running, some of them swallow events until Slack notices",
                count,
            )

    async def _on_envelope(
        self, client: AsyncBaseSocketModeClient, envelope: SocketModeRequest
    ) -> None:
        if self._closing:
            return  # without our acknowledgement, Slack gives it to another process
        if (task := asyncio.current_task()) is not None:
            self._under_way.add(task)  # the SDK holds its tasks weakly
            task.add_done_callback(self._under_way.discard)
        began = asyncio.get_running_loop().time()
        if reason := self._address.refuses(envelope.payload):
            _log.info("dropped an envelope: %s", reason)
            response = BoltResponse(status=200, body="")
        else:
            response = await deliver(self._app, envelope.payload)
        # Only a response of 200 is sent: what we could not keep, Slack delivers again.
        await send_async_response(client, envelope, response, began)
        if response.status == 200:
            self._meter.time("acknowledged", asyncio.get_running_loop().time() - began)
        else:
            self._meter.count("event_refused")


class _NoTickets(logging.Filter):
    """The SDK logs tracebacks with the WebSocket's address, whose ticket is a secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args, record.exc_info = _TICKET.sub("?…", record.getMessage()), (), None
        return True


_TICKET: Final = re.compile(r"\?[^\s'\"]*")
_no_tickets: Final = _NoTickets()
