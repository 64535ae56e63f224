"""What stands in one channel may be told in another only if we are sure of who sees it there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Channel = Mapping[str, Any]
"""As `conversations.info` tells it; a word that is missing counts against it.

https://docs.slack.dev/reference/objects/conversation-object
"""

_SHARED = ("is_shared", "is_org_shared", "is_pending_ext_shared")


def tellable(source: Channel, here: Channel | None) -> bool:
    """Whether `here` may be told what `source` says, by somebody who is in both.

    `here` None is where the bot and the asker are alone.
    """
    if not _inside(source) or source.get("is_im") is not False:
        return False
    if here is None:
        return source.get("is_mpim") is False
    if here.get("id") == source.get("id"):
        return True
    return _public(source) and _inside(here)


def _inside(channel: Channel) -> bool:
    """No other workspace sees it: neither strangers over Slack Connect nor the rest of a Grid."""
    shared = any(channel.get(word) for word in _SHARED)
    return channel.get("is_ext_shared") is False and not shared


def _public(channel: Channel) -> bool:
    group = channel.get("is_mpim") is not False
    return channel.get("is_channel") is True and channel.get("is_private") is False and not group
