"""The Lua scripts, one a file in `lua/`, each with a header that tells its keys and arguments.

Those with the flag `allow-oom` go on when Redis is full: what is being answered is finished, which
frees more than it takes. Nothing more is taken in or begun then.
https://redis.io/docs/latest/develop/programmability/lua-api/#script_flags
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from redis.asyncio import Redis

from bot.adapters.redis.connection import translated
from bot.adapters.redis.keys import BARRIER
from bot.errors import StoreAway

WAITING = 100
"""Milliseconds that replicas have to take over what a script wrote."""


class Script:
    """One script, run by Redis as a whole or not at all, by the clock of Redis.

    `replicas`: how many of them must have what it wrote, or found, before it counts as done.
    """

    def __init__(self, redis: Redis, name: str, replicas: int = 0) -> None:
        source = files(__package__).joinpath("lua", f"{name}.lua").read_text("utf-8")
        # A restarted Redis has forgotten its scripts; redis-py then loads this one again.
        self._script = redis.register_script(source)
        self._redis = redis
        self._replicas = replicas

    async def __call__(self, keys: Sequence[str], *arguments: str | bytes | float) -> Any:
        """What the script returns; `StoreAway` or `StoreError` if it could not run."""
        with translated():
            if not self._replicas:
                return await self._script(keys=list(keys), args=arguments)
            # WAIT is about what its own connection wrote, so all of this goes over one.
            async with self._redis.client() as one:
                said = await self._script(keys=list(keys), args=arguments, client=one)
                await self._wait(one)
                return said

    async def _wait(self, one: Redis) -> None:
        """Until enough replicas have all that is there by now; `StoreAway` if they have not.

        What a script found may have been written by another connection, a moment ago: after a
        write of our own, WAIT is about that as well.
        """
        pipeline = one.pipeline(transaction=False)
        pipeline.set(BARRIER, "")
        pipeline.execute_command("WAIT", self._replicas, WAITING)
        have = (await pipeline.execute())[1]
        if have < self._replicas:
            raise StoreAway(f"only {have} of {self._replicas} replicas have taken it over")
