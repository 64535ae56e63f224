"""The Lua scripts, one a file in `lua/`, each with a header that tells its keys and arguments."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from redis.asyncio import Redis

from bot.adapters.redis.connection import translated


class Script:
    """One script, run by Redis as a whole or not at all, by the clock of Redis."""

    def __init__(self, redis: Redis, name: str) -> None:
        source = files(__package__).joinpath("lua", f"{name}.lua").read_text("utf-8")
        # A restarted Redis has forgotten its scripts; redis-py then loads this one again.
        self._script = redis.register_script(source)

    async def __call__(self, keys: Sequence[str], *arguments: str | bytes | float) -> Any:
        """What the script returns; `StoreAway` or `StoreError` if it could not run."""
        with translated():
            return await self._script(keys=list(keys), args=arguments)
