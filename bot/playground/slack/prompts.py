"""assistant.threads.setSuggestedPrompts: the agent offers words that a person may say next.

docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts, facts/slack.md 1.6.
"""

from __future__ import annotations

from typing import Any

from bot.playground.slack.arguments import Arguments
from bot.playground.slack.offers import Offer
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json

MOST = 4


def set_suggested(office: Office, args: Arguments) -> Json:
    """Offers up to four prompts where the agent and one person talk; in the channel itself too."""
    office.installation.require("assistant:write")
    if not office.installation.agent:
        raise Refusal("not_agent_app")
    channel = office.workspace.readable(args.need("channel_id"))
    if channel.kind != "im":
        raise Refusal("channel_not_found")
    told = args.json("prompts", "invalid_arguments")
    if not isinstance(told, list) or not 1 <= len(told) <= MOST:
        raise Refusal("invalid_arguments", [f"[ERROR] from 1 to {MOST} items [/prompts]"])
    prompts = [_prompt(one, place) for place, one in enumerate(told)]
    if thread_ts := args.text("thread_ts"):
        root = office.workspace.root(channel, thread_ts)
        if root is None or root.parent:
            raise Refusal("invalid_thread_ts")
    office.offers.put(Offer(channel.id, thread_ts, args.text("title"), prompts))
    return {}


def _prompt(told: Any, place: int) -> tuple[str, str]:
    title, message = (told.get(n) if isinstance(told, dict) else None for n in ("title", "message"))
    if not (isinstance(title, str) and title and isinstance(message, str) and message):
        raise Refusal("invalid_arguments", [f"[ERROR] title and message [/prompts/{place}]"])
    return title, message
