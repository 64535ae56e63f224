"""The pooled connections that all answers share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from httpx_aiohttp import HttpxAiohttpClient

TIMEOUT = httpx.Timeout(connect=5.0, read=60.0, write=30.0, pool=10.0)
"""Seconds. `read` is the longest silence: the API pings in between, also while it searches."""
LIMITS = httpx.Limits(max_connections=0, keepalive_expiry=30.0)
"""No limit (aiohttp's 0): how many answer at once is decided elsewhere, once."""
_HERE = ("all://127.0.0.1", "all://localhost", "all://[::1]")


@asynccontextmanager
async def open_client() -> AsyncIterator[httpx.AsyncClient]:
    """A client for any number of streams at once, closed when the context is left.

    It goes through the proxies that the environment names (`HTTPS_PROXY`, `NO_PROXY`) and trusts
    the certificates named there: many companies let nothing out otherwise, and Slack's own SDK,
    which runs beside it, does the same. What is on this machine is reached directly.
    """
    client: httpx.AsyncClient = HttpxAiohttpClient(
        timeout=TIMEOUT,
        limits=LIMITS,
        follow_redirects=False,
        trust_env=True,
        mounts=dict.fromkeys(_HERE),
    )
    async with client:
        yield client
