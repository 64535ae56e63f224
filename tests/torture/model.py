"""The local Messages API as a process of its own: it echoes what was asked, or breaks off."""

from __future__ import annotations

import argparse
import asyncio
import re
from collections import deque
from typing import Any

from bot.playground.messages.answers.reading import texts
from bot.playground.messages.script import Break, Fail, Say, Step
from bot.playground.messages.server import LocalMessages
from tests.torture import spoken
from tests.torture.control import obey

_QUOTED = re.compile(r"<earlier_in_thread>.*?</earlier_in_thread>", re.DOTALL)


class Model:
    """Answers every request in full, but for the troubles that are still to come."""

    def __init__(self) -> None:
        self._troubles: deque[dict[str, Any]] = deque()

    def choose(self, body: dict[str, Any], _: object) -> Step:
        say = Say(spoken.answer(asked(body)) or "Nobody asked anything that I know.")
        if not self._troubles:
            return say
        trouble = self._troubles.popleft()
        if "status" in trouble:
            return Fail(trouble["status"], headers={"retry-after": "1"})
        return Break(trouble["after"], trouble["kind"], say, trouble.get("seconds", 3.0))

    def trouble(self, **trouble: Any) -> None:
        """The next request meets a `status`, or breaks `after` so many deltas in some `kind`."""
        self._troubles.append(trouble)

    def heal(self) -> None:
        self._troubles.clear()


def asked(body: dict[str, Any]) -> tuple[str, ...]:
    """The questions in the last turn of a request, but for what it merely quotes."""
    said = "\n".join(texts(body["messages"][-1]["content"]))
    return spoken.ids(_QUOTED.sub("", said))


async def main(key: str, speed: float) -> None:
    """Until standard input ends."""
    model = Model()
    async with LocalMessages(key=key, speed=speed, choose=model.choose) as api:

        def port() -> int:
            return int(api.url.rpartition(":")[2])

        def heal() -> None:
            model.heal()
            api.requests.clear()

        await obey({"port": port, "trouble": model.trouble, "heal": heal})


if __name__ == "__main__":
    parser = argparse.ArgumentParser("python -m tests.torture.model", description=__doc__)
    parser.add_argument("key")
    parser.add_argument("speed", type=float)
    told = parser.parse_args()
    asyncio.run(main(told.key, told.speed))
