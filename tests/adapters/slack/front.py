"""The front door on a free port, with somebody in front of it."""

import asyncio
import time

from tests.adapters.slack.signed import headers


class Front:
    """The front door on a free port, and a client in front of it."""

    def __init__(self, port, hearing, session):
        self.port = port
        self.hearing = hearing
        self.session = session
        self.dead = None
        self.unready = None
        self.remarked = []

    def alive(self):
        return self.dead

    def ready(self):
        return self.unready

    def remarks(self):
        return self.remarked

    async def post(self, body, sent=None):
        sent = headers(body, time.time()) if sent is None else sent
        address = f"http://127.0.0.1:{self.port}/slack/events"
        async with self.session.post(address, data=body, headers=sent) as answer:
            return answer.status, await answer.text()

    async def get(self, path):
        async with self.session.get(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.status, await answer.text()

    async def raw(self, *pieces):
        """Send bytes as they are; the status line that comes back before we say any more."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            return int((await reader.readline()).split()[1])
        finally:
            writer.close()
