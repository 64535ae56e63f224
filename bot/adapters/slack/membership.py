"""Who is in a channel: asked each time, and in doubt nobody."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from bot.adapters.slack.client import SlackClient

_PER_CALL = 999  # docs.slack.dev/reference/methods/conversations.members: under 1000
_CALLS = 20
"""Pages of members that are looked at: who is not on them counts as not being there."""


async def all_in(slack: SlackClient, channel: str, people: AbstractSet[str]) -> bool:
    """Whether all of `people` are in `channel` now."""
    missing, cursor = set(people), ""
    for _ in range(_CALLS):
        more = {"cursor": cursor} if cursor else {}
        answer = await slack.call("conversations.members", channel=channel, limit=_PER_CALL, **more)
        missing -= set(answer.get("members") or ())
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not missing or not cursor:
            break
    return not missing
