"""Looks at everything that the bot leans on, and says what to do about it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import asdict
from typing import Final

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.messages import Endpoint, open_client, probe
from bot.adapters.redis import connection
from bot.adapters.redis.examine import examine as examine_redis
from bot.adapters.slack.examine import examine_bot, examine_socket
from bot.manifest import SCOPES
from bot.running.finding import Finding
from bot.running.needs import ConfigurationError
from bot.settings import Settings

PATIENCE: Final = 30.0
"""Seconds for one look; the Messages API may think for some of them."""

_UNSEEN: Final = "not looked at, since {} is not set"


async def examine(environ: Mapping[str, str], patience: float = PATIENCE) -> list[Finding]:
    """One finding for each thing looked at, all at the same time; never raises."""
    try:
        settings = Settings.read(environ, "doctor")
    except ConfigurationError as error:
        return [Finding(name, ok=False, text=why) for name, why in error.wrong.items()]
    looks: Mapping[str, Awaitable[list[Finding]]] = {
        "Redis": _redis(settings),
        "Slack": _slack(settings),
        "Messages API": _messages(settings),
    }
    found = await asyncio.gather(*(_bounded(*look, patience) for look in looks.items()))
    return [_settings(environ), *(finding for findings in found for finding in findings)]


def as_text(findings: Sequence[Finding]) -> str:
    """One line for each finding."""
    return "\n".join(map(str, findings))


def as_json(findings: Sequence[Finding]) -> str:
    """The findings as a list of objects with `name`, `ok` and `text`."""
    return json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False)


async def _bounded(name: str, look: Awaitable[list[Finding]], patience: float) -> list[Finding]:
    try:
        async with asyncio.timeout(patience):
            return await look
    except TimeoutError:
        return [Finding(name, ok=False, text=f"no answer within {patience:g} s")]


def _settings(environ: Mapping[str, str]) -> Finding:
    try:
        settings = Settings.read(environ, "serve")
    except ConfigurationError as error:
        missing = "; ".join(f"{name} {why}" for name, why in error.wrong.items())
        return Finding("settings", ok=False, text=missing)
    ways = {"Socket Mode": settings.slack_app_token, "HTTP": settings.slack_signing_secret}
    open_ways = " and ".join(way for way, secret in ways.items() if secret)
    return Finding("settings", ok=True, text=f"complete; events come over {open_ways}")


async def _redis(settings: Settings) -> list[Finding]:
    if settings.embedded:
        text = "the embedded one: conversations end with the process (set REDIS_URL to keep them)"
        return [Finding("Redis", ok=True, text=text)]
    if why := connection.wrong(settings.redis_url):
        return [Finding("REDIS_URL", ok=False, text=why)]
    async with connection.connect(settings.redis_url) as redis:
        return await examine_redis(redis, settings.redis_wait_replicas)


async def _slack(settings: Settings) -> list[Finding]:
    if not (bot_token := settings.slack_bot_token):
        return [Finding("Slack", ok=False, text=_UNSEEN.format("SLACK_BOT_TOKEN"))]
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        client = AsyncWebClient(
            token=bot_token.get_secret_value(),
            base_url=settings.slack_api_url,
            session=session,
            retry_handlers=[],
        )
        found = await examine_bot(client, SCOPES)
        if app_token := settings.slack_app_token:
            found.append(await examine_socket(client, app_token.get_secret_value()))
    return found


async def _messages(settings: Settings) -> list[Finding]:
    if not (key := settings.messages_api_key):
        return [
            Finding("Messages API", ok=False, text="not looked at: MESSAGES_API_KEY is not set")
        ]
    endpoint = Endpoint(
        base_url=settings.messages_base_url,
        key=key,
        auth=settings.messages_auth,
        version=settings.messages_version,
        betas=settings.messages_betas,
    )
    async with open_client() as client:
        first, *rest = await probe(client, endpoint, settings.messages_model)
    answers = f"{settings.messages_model} answers" if first.accepted else first.reason
    refused = [f"{probed.feature} ({probed.reason})" for probed in rest if not probed.accepted]
    accepted = [probed.feature for probed in rest if probed.accepted]
    return [
        Finding("Messages API", first.accepted, answers),
        *_features(accepted, refused),
    ]


def _features(accepted: Sequence[str], refused: Sequence[str]) -> list[Finding]:
    """What an endpoint does not know is no fault of its: the bot does without, when told to."""
    text = "; ".join(
        f"{word}: {', '.join(features)}"
        for word, features in (("accepts", accepted), ("refuses", refused))
        if features
    )
    return [Finding("Messages API features", ok=True, text=text)] if text else []
