"""What each role of the program can't do without, and how its absence is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

Role = Literal["serve", "web", "worker", "doctor"]
"""What a process of the program is for."""
EXAMPLE: Final = "deploy/env.example"
EMBEDDED: Final = "memory://"
"""The URL of the Redis in process."""
_UNSET: Final = "is not set: "


class ConfigurationError(Exception):
    """Settings are missing or wrong. The text names each one, why, and where its example stands."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        width = max(map(len, wrong))
        lines = [f"  {name:<{width}}  {why}" for name, why in wrong.items()]
        count = "1 setting is" if len(wrong) == 1 else f"{len(wrong)} settings are"
        super().__init__(
            f"Threadloom can't start: {count} missing or wrong.\n\n"
            + "\n".join(lines)
            + f"\n\nEach is explained, with an example, in {EXAMPLE}."
        )
        self.wrong = dict(wrong)


def _absent(*names: str) -> Callable[[Mapping[str, str]], bool]:
    return lambda given: not any(name in given for name in names)


def _forgetful(given: Mapping[str, str]) -> bool:
    return given.get("REDIS_URL", EMBEDDED).startswith(EMBEDDED)


def _lonely(given: Mapping[str, str]) -> bool:
    return _forgetful(given) and given.get("REDIS_WAIT_REPLICAS", "0") != "0"


_NEEDS: Final[Mapping[str, tuple[Callable[[Mapping[str, str]], bool], str, frozenset[Role]]]] = {
    "SLACK_BOT_TOKEN": (
        _absent("SLACK_BOT_TOKEN"),
        _UNSET + "the bot token of your Slack app (xoxb-…)",
        frozenset({"serve", "web", "worker"}),
    ),
    "SLACK_APP_TOKEN": (
        _absent("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"),
        _UNSET + "either this (xapp-…, Socket Mode) or SLACK_SIGNING_SECRET (HTTP) lets events in",
        frozenset({"serve", "web"}),
    ),
    "MESSAGES_API_KEY": (
        _absent("MESSAGES_API_KEY", "COMETAPI_KEY", "ANTHROPIC_API_KEY"),
        _UNSET + "the key of the Messages API (COMETAPI_KEY and ANTHROPIC_API_KEY are read too)",
        frozenset({"serve", "worker"}),
    ),
    "WEB_BLOCKED_DOMAINS": (
        lambda given: "WEB_ALLOWED_DOMAINS" in given and "WEB_BLOCKED_DOMAINS" in given,
        "can't be set beside WEB_ALLOWED_DOMAINS: either some are allowed or some are blocked",
        frozenset({"serve", "web", "worker", "doctor"}),
    ),
    "REDIS_URL": (
        _forgetful,
        "must name a Redis server (redis://…): the embedded one can't be shared by processes",
        frozenset({"web", "worker"}),
    ),
    "REDIS_WAIT_REPLICAS": (
        _lonely,
        "needs a Redis server with replicas in REDIS_URL: the embedded one has none",
        frozenset({"serve", "web", "worker", "doctor"}),
    ),
}


def lacking(given: Mapping[str, str], role: Role) -> dict[str, str]:
    """What `role` can't do without and is not in `given`: each variable, and what is wrong."""
    return {
        name: why for name, (lacks, why, roles) in _NEEDS.items() if role in roles and lacks(given)
    }
