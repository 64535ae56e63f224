"""What Slack must know of the app: its commands, events and scopes, as an app manifest.

https://docs.slack.dev/reference/app-manifest, and the limits of slackapi/manifest-schema 2.0.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.adapters.slack.client import ALIKE
from bot.adapters.slack.client import SCOPES as METHODS
from bot.conversation.commands import PLAIN, Commands
from bot.conversation.dials import DIALS, Dial
from bot.reply.asked import ASK
from bot.reply.row import MINE, SETTINGS

EVENTS: Final[Mapping[str, str | None]] = {
    "agent_session_stopped": "assistant:write",
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "user_change": "users:read",
}
"""What handlers hear, and the bot scope that Slack wants for each, if any."""

SHORTCUTS: Final[tuple[Mapping[str, str], ...]] = (
    {
        "name": "Ask about this",
        "type": "message",
        "callback_id": ASK,
        "description": "Ask Claude about this message, for you alone or in its thread",
    },
    {
        "name": "Explain",
        "type": "message",
        "callback_id": "explain",
        "description": "What this message means, for you alone, in your language",
    },
    {
        "name": "Translate",
        "type": "message",
        "callback_id": "translate",
        "description": "This message in your language, for you alone",
    },
    {
        "name": "Threadloom settings",
        "type": "global",
        "callback_id": MINE,
        "description": "See and change how you are answered, wherever you ask",
    },
    {
        "name": "Settings of this thread",
        "type": "message",
        "callback_id": SETTINGS,
        "description": "See and change how questions in this thread are answered",
    },
    {
        "name": "Summarize thread",
        "type": "message",
        "callback_id": "summarize_thread",
        "description": "What was said in this thread, for you alone until you share it",
    },
)
"""What stands in the menu of every message, and among Slack's shortcuts."""

COMMANDS: Final[tuple[Mapping[str, str], ...]] = (
    {
        "command": "ask",
        "description": "Ask Claude, wherever you are; only you see the answer",
        "usage_hint": "question",
    },
    {
        "command": "summarize",
        "description": "Summarise what was said here, for you alone until you share it",
        "usage_hint": "[#channel|link] [24h|7d|since 2026-11-01|100 messages] [question]",
    },
    {
        "command": "research",
        "description": "Research a question on the web, with a plan, sources and what is uncertain",
        "usage_hint": "question, with or without addresses of pages",
    },
    {
        "command": "threadloom",
        "description": "Help, settings, usage and changes; have a thread forgotten or exported",
        "usage_hint": "help|status|usage|audit|forget [link]|export [link]",
    },
)
"""The commands beside those of the dials; a prefix may come before each name."""

FEATURES: Final[Mapping[str, str]] = {
    "agent_view": "assistant:write",
    "shortcuts": "commands",
    "slash_commands": "commands",
}
"""The features that need a bot scope of their own."""

SCOPES: Final = tuple(
    sorted(
        {
            *(scope for scope in EVENTS.values() if scope),
            *FEATURES.values(),
            *(scope for scope in METHODS.values() if scope),
            *(scope for scopes in ALIKE.values() for scope in scopes),
        }
    )
)
"""The bot scopes that the app asks for: those of its events, its features and its calls."""

_LONG = (
    "Mention Threadloom in a channel, or write to it directly, and Claude answers in a thread, in "
    "a message that grows while it is written. The thread is the conversation: everybody in it can "
    "ask on.\n\n"
    "/summarize tells you what was said in a channel, a thread or on a page, with a link to the "
    "message behind each statement. /research looks a question up on the web and answers with "
    "sources. /ask works wherever you are, and the shortcuts explain or translate any message.\n\n"
    "Summaries and private answers are for you alone until you share them, and they contain "
    "nothing that you could not read yourself. Threadloom keeps the threads in which it was asked, "
    "and you can have yours forgotten or exported. How it answers is set with slash "
    "commands or in its Home tab: for yourself, a thread, a channel or the workspace. Answers are "
    "written by a language model and can be wrong."
)
_AGENT = (
    "Ask Claude, have channels and threads summarised for you alone, and have questions researched "
    "on the web with sources. Each conversation is a thread that your team can share."
)
_PROMPTS = (
    ("Summarise something", "Summarise something for me. Ask me for its text or address first."),
    ("Research a question", "Find something out on the web, with sources. Ask me first what."),
    ("Explain something", "Explain something to me, step by step. Ask me first what."),
    ("Draft a message", "Draft a message to my team. Ask me first what it is about."),
)
_SETS: Final[Mapping[str, str]] = {
    "effort": "how much effort goes into an answer",
    "thinking": "whether Claude thinks before it answers, and for how long",
    "websearch": "whether answers may search the web",
    "webfetch": "whether answers may read pages on the web",
    "model": "which model answers",
    "instructions": "what Claude is told before every question",
    "language": "which language answers are written in",
    "speak": "whether Claude answers all that is said in its threads, or mentions alone",
    "callback": "whether you are mentioned when a long answer is done",
}
"""What each dial with a command is about, for the list of commands in Slack."""


def manifest(url: str | None = None, commands: Commands = PLAIN) -> dict[str, Any]:
    """The app manifest: for Socket Mode, or for HTTP with `url` as the public address."""
    request = {"request_url": f"{url.rstrip('/')}/slack/events"} if url else {}
    return {
        "display_information": {
            "name": "Threadloom",
            "description": "Claude in your team's threads: answers that grow as they stream.",
            "long_description": _LONG,
            "background_color": "#3d2b56",
        },
        "features": _features(request, commands),
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _features(request: Mapping[str, str], commands: Commands) -> dict[str, Any]:
    told = [*(_command(dial) for dial in DIALS.values() if dial.command), *COMMANDS]
    return {
        "agent_view": _agent_view(),
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Threadloom", "always_online": True},
        "shortcuts": [dict(shortcut) for shortcut in SHORTCUTS],
        "slash_commands": [_called(each, request, commands) for each in told],
    }


def _agent_view() -> dict[str, Any]:
    return {
        "agent_description": _AGENT,
        "suggested_prompts": [{"title": title, "message": text} for title, text in _PROMPTS],
    }


def _called(
    told: Mapping[str, Any], request: Mapping[str, str], commands: Commands
) -> dict[str, Any]:
    """A command as the manifest has it: `told` names it without slash and prefix."""
    url = {"url": request["request_url"]} if request else {}
    name = {"command": commands.named(told["command"])}
    return {**name, **url, **told, **name, "should_escape": True}


def _command(dial: Dial) -> dict[str, Any]:
    whose = "a channel or the workspace" if dial.ours else "yourself, a channel or the workspace"
    return {
        "command": dial.name,
        "description": f"Show or set {_SETS[dial.name]}: for {whose}",
        "usage_hint": _hint(dial),
    }


def _hint(dial: Dial) -> str:
    words = f"{dial.usage.partition(' (')[0]}|reset"
    if dial.free:
        return f"[here|workspace] {words}"
    return f"{words} [workspace]" if dial.ours else f"{words} [here|workspace]"
