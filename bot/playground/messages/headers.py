"""The head of a request and of an answer: keys, versions, content types, rate limits."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from bot.playground.messages.refusal import Refused

VERSIONS = ("2023-01-01", "2023-06-01", "2026-10-21")
STREAM = {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"}

_LIMITS = {
    "requests": (4_000, 3_999),
    "input-tokens": (2_000_000, 1_998_000),
    "output-tokens": (400_000, 399_000),
    "tokens": (2_400_000, 2_397_000),
}


def admit(headers: Mapping[str, str], key: str) -> None:
    """Refuse who brings no key, a wrong one, or no version; `x-api-key` wins over Bearer."""
    brought, bearer = headers.get("x-api-key"), headers.get("authorization")
    if brought is not None:
        _same(brought, key, "invalid x-api-key")
    elif bearer is not None:
        _same(bearer.removeprefix("Bearer ").strip(), key, "Invalid bearer token")
    else:
        raise Refused("x-api-key header is required", 401)
    version = headers.get("anthropic-version")
    if not version:
        raise Refused("anthropic-version: header is required")
    if version not in VERSIONS:
        raise Refused(f'anthropic-version: "{version}" is not a valid version')


def parse(headers: Mapping[str, str], raw: bytes) -> dict[str, Any]:
    """The body as a JSON object, or `Refused`."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused("Unsupported content type. Use 'application/json'.", 415)
    try:
        body = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as broken:
        raise Refused(f"The request body is not valid JSON: {broken}") from broken
    if not isinstance(body, dict):
        raise Refused("Input should be a valid dictionary or object to extract fields from")
    return body


def response(request_id: str) -> dict[str, str]:
    """What every answer carries."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {
        "request-id": request_id,
        "anthropic-organization-id": "00000000-0000-4000-8000-000000000000",
        "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
        "x-robots-tag": "none",
    }
    for name, (limit, remaining) in _LIMITS.items():
        told[f"anthropic-ratelimit-{name}-limit"] = str(limit)
        told[f"anthropic-ratelimit-{name}-remaining"] = str(remaining)
        told[f"anthropic-ratelimit-{name}-reset"] = now
    return told


def _same(brought: str, key: str, otherwise: str) -> None:
    if not hmac.compare_digest(brought.encode(), key.encode()):
        raise Refused(otherwise, 401)
