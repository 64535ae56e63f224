"""The playground: the real program between a local Slack and a local Messages API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from bot import manifest
from bot.conversation.dials import DIALS
from bot.playground.messages.server import LocalMessages
from bot.playground.slack.server import LocalSlack
from bot.running import serve
from bot.running.needs import ConfigurationError
from bot.settings import Settings, called

KEYS = ("MESSAGES_API_KEY", "COMETAPI_KEY", "ANTHROPIC_API_KEY")
_LOCAL = "Answers are made up here, too. Set MESSAGES_API_KEY to ask the real model instead."
_REAL = "Answers come from {}: what you type here is sent there."
_SUGGESTIONS = (
    "@Threadloom what can you do?",
    "@Threadloom write a long guide to queues on Redis, with tables and code",
    "@Threadloom think it over: is this clause fair?",
    "{sign}research what is new in Python?",
    "{sign}ask why is the sky blue?",
    "{sign}summarize today",
    "@Threadloom please fail in the middle of your answer",
)
"""A tour of what there is: `{sign}` is what commands begin with."""
_ORDERS = {
    "stop": "End the answer that is being written",
    "retry": "Have the last answer written anew",
    "summarize": "Summarise this thread, for you alone",
    "research": "Search and read the web, and answer with sources",
    "export": "Give you this thread as files",
    "mute": "Be quiet in this thread unless mentioned",
    "unmute": "Answer in this thread again",
    "forget": "Forget this thread",
    "help": "What can be said",
}
"""The words of `bot.conversation.orders`, as the page explains them."""


async def run(*, port: int, environ: Mapping[str, str]) -> None:
    """Serve the page on `port` until cancelled.

    Slack's part is always played, the model's only where `environ` has no key for a real one.
    """
    async with _slack(port, environ) as slack, _model(environ) as model:
        real = "MESSAGES_BASE_URL" not in model
        settings = Settings.read({**environ, **model, **_ours(slack)}, "serve")
        slack.notice = _REAL.format(settings.messages_base_url) if real else _LOCAL
        print(f"\n  Open {slack.url} in your browser. Ctrl-C ends it.\n", flush=True)
        await serve.run(settings, asyncio.Event(), ingress=True, work=True)


@asynccontextmanager
async def _slack(port: int, environ: Mapping[str, str]) -> AsyncIterator[LocalSlack]:
    names = called(environ)
    features = manifest.manifest(commands=names)["features"]
    commands = [
        {name: command[name] for name in ("command", "description", "usage_hint", "should_escape")}
        for command in features["slash_commands"]
    ]
    slack = LocalSlack(
        port=port,
        commands=commands,
        shortcuts=features.get("shortcuts", ()),
        home_tab=features["app_home"]["home_tab_enabled"],
        scopes=manifest.SCOPES,
        events=tuple(manifest.EVENTS),
        prompts=features["agent_view"]["suggested_prompts"],
        words=words(),
        suggestions=[each.format(sign=names.sign) for each in _SUGGESTIONS],
    )
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(slack)
        except OSError as error:
            taken = f"{port} is taken: set another one, as in PORT={port + 1} make demo"
            raise ConfigurationError({"PORT": taken}) from error
        yield slack


def words() -> list[dict[str, str]]:
    """What may be said after a "!", for the page to complete."""
    dials = [(dial.name, dial.usage, dial.title) for dial in DIALS.values()]
    told = [*dials, *((word, "", about) for word, about in _ORDERS.items())]
    return [
        {"word": f"!{w}", "usage_hint": usage, "description": about} for w, usage, about in told
    ]


@asynccontextmanager
async def _model(environ: Mapping[str, str]) -> AsyncIterator[dict[str, str]]:
    """The settings for the model: none where the real one was chosen."""
    if any(environ.get(key, "").strip() for key in KEYS):
        yield {}
        return
    async with LocalMessages() as messages:
        yield {"MESSAGES_API_KEY": "local", "MESSAGES_BASE_URL": messages.url}


def _ours(slack: LocalSlack) -> dict[str, str]:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "HOST": "127.0.0.1",
        "PORT": "0",
    }
