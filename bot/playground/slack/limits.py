"""How often Slack lets a method be called: rolling windows, a number for every method."""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `calls` in any `seconds`."""

    calls: int
    seconds: float = 60.0


# docs.slack.dev/apis/web-api/rate-limits as told in facts/slack.md sections 2 to 4: a tier is
# promised as "at least" so many a minute, for each method and workspace; we give not one more.
RATES: Mapping[str, Rate] = {
    "api.test": Rate(100),  # tier 4
    "auth.test": Rate(600),  # "special": hundreds a minute
    "apps.connections.open": Rate(20),  # tier 1 says the SDK, tier 3 says slack_kit: between
    "agents.sessions.rename": Rate(50),  # tier 3
    "agents.sessions.setStatus": Rate(50),  # tier 3
    "assistant.threads.setStatus": Rate(600),  # "special"
    "assistant.threads.setSuggestedPrompts": Rate(100),  # tier 4
    "canvases.access.set": Rate(50),  # tier 3
    "canvases.create": Rate(20),  # tier 2
    "chat.appendStream": Rate(100),  # tier 4
    "chat.startStream": Rate(20),  # tier 2
    "chat.stopStream": Rate(20),  # tier 2
    "chat.postMessage": Rate(300),  # "several hundred messages a minute" for a workspace
    "chat.update": Rate(50),  # tier 3
    "chat.delete": Rate(50),  # tier 3
    "chat.postEphemeral": Rate(100),  # tier 4
    "chat.getPermalink": Rate(300),  # "special": no limit is named
    "conversations.canvases.create": Rate(20),  # tier 2
    "conversations.replies": Rate(50),  # tier 3, for apps a customer built for itself
    "conversations.history": Rate(50),  # tier 3, likewise
    "conversations.info": Rate(50),  # tier 3
    "conversations.members": Rate(100),  # tier 4
    "conversations.open": Rate(50),  # tier 3
    "files.completeUploadExternal": Rate(100),  # tier 4
    "files.getUploadURLExternal": Rate(100),  # tier 4
    "files.info": Rate(100),  # tier 4
    "users.conversations": Rate(50),  # tier 3
    "users.info": Rate(100),  # tier 4
    "views.open": Rate(100),  # tier 4
    "views.publish": Rate(100),  # tier 4
    "views.push": Rate(100),  # tier 4
    "views.update": Rate(100),  # tier 4
}
# chat.postMessage: about one a second in a channel, short bursts are fine.
PER_CHANNEL: Mapping[str, Rate] = {"chat.postMessage": Rate(10, 10.0)}


class Limits:
    """Counts the calls of one workspace; `accepted` and `refused` by method."""

    def __init__(
        self,
        clock: Callable[[], float],
        rates: Mapping[str, Rate] = RATES,
        per_channel: Mapping[str, Rate] = PER_CHANNEL,
    ) -> None:
        self._clock = clock
        self._rates = rates
        self._per_channel = per_channel
        self._calls: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)
        self.accepted: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def admit(self, method: str, channel: str = "") -> int:
        """0: the call may go on and is counted. Otherwise `Retry-After`, whole seconds."""
        windows = [((method, ""), self._rates.get(method))]
        if channel:
            windows.append(((method, channel), self._per_channel.get(method)))
        bound = [(key, rate) for key, rate in windows if rate]
        wait = max((self._wait(key, rate) for key, rate in bound), default=0.0)
        if wait > 0:
            self.refused[method] += 1
            return max(1, math.ceil(wait))
        for key, _rate in bound:
            self._calls[key].append(self._clock())
        self.accepted[method] += 1
        return 0

    def _wait(self, key: tuple[str, str], rate: Rate) -> float:
        """Seconds until one more call fits into the window."""
        calls, now = self._calls[key], self._clock()
        while calls and calls[0] <= now - rate.seconds:
            calls.popleft()
        if len(calls) < rate.calls:
            return 0.0
        return calls[len(calls) - rate.calls] + rate.seconds - now if rate.calls else rate.seconds
