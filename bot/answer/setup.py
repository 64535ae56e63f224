"""What the operator decides of requests, and what the endpoint is known to refuse."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.answer.capabilities import overridden

Cache = Literal["5m", "1h", "off"]
FEATURES = frozenset(
    (
        *("web_search", "web_fetch", "code_execution"),
        *("thinking", "effort", "sampling", "tool_choice"),
        *("cache", "cache_ttl", "automatic_cache", "service_tier", "metadata"),
        *("compaction", "betas"),
    )
)
"""What an endpoint may refuse and be asked without: the words of `culprit` and `refused`."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How this bot asks its endpoint.

    `provider` is the host of the base URL. `web_search`, `web_fetch` and `code_execution` are the
    versions of those tools; `max_uses` is for one request, and `uses` tells of single tools where
    it is another number; domains have no scheme, and either some
    are allowed or some are blocked. `user_location` has some of city, region, country (ISO 3166),
    timezone (IANA). `max_content_tokens` caps a fetched page. `automatic_cache` lets the endpoint
    place the breakpoint. `user` is for `metadata.user_id`, already hashed; `key` is what `person`
    hashes with. `capabilities` says what models take, by the beginning of their id. `tools` are
    those that the bot runs itself, as JSON. `refused` are features, of `FEATURES`.
    """

    provider: str = ""
    web_search: str = "20250305"
    web_fetch: str = "20250910"
    code_execution: str = "20250522"
    max_uses: int = 5
    uses: Mapping[str, int] = field(default_factory=dict)
    allowed_domains: tuple[str, ...] = ()
    blocked_domains: tuple[str, ...] = ()
    user_location: Mapping[str, str] = field(default_factory=dict)
    max_content_tokens: int | None = None
    cache: Cache = "5m"
    automatic_cache: bool = False
    service_tier: str = ""
    user: str = ""
    key: str = field(default="", repr=False)
    capabilities: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    tools: tuple[Mapping[str, Any], ...] = ()
    refused: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.allowed_domains and self.blocked_domains:
            raise ValueError("domains are either allowed or blocked: set one of the two")
        if self.max_uses < 1:
            raise ValueError("max_uses must be at least 1")
        for fields in self.capabilities.values():
            overridden(fields)

    def person(self, team: str, user: str) -> str:
        """What the API may know a person by: the same each time, and never their id in Slack."""
        if not self.key:
            return ""
        return hmac.digest(self.key.encode(), f"{team}:{user}".encode(), "sha256").hex()
