"""Why Slack does not let us write at a place, and what whoever wanted it there can do about it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.tongue import say, sentence

_OUT = sentence("I am not in that channel. Invite me there (`/invite`), then try again.")
_CLOSED = sentence(
    "In that channel only some people may write. Ask whoever runs it to let me, or ask elsewhere."
)
_GONE = sentence("What I was to answer there is deleted. Please ask again at another place.")
_WHY: Mapping[str, str] = {
    "not_in_channel": _OUT,
    "channel_not_found": _OUT,
    "is_archived": sentence("That channel is archived. Have it unarchived, or choose another one."),
    "message_not_found": _GONE,
    "thread_not_found": _GONE,
    "messages_tab_disabled": sentence(
        "Direct messages with me are switched off. Please tell whoever runs this app to switch on "
        "its Messages tab."
    ),
    "restricted_action": _CLOSED,
    "restricted_action_read_only_channel": _CLOSED,
    "restricted_action_thread_locked": sentence(
        "That thread is locked. Ask in the channel, or in another thread."
    ),
    "restricted_action_thread_only_channel": sentence(
        "In that channel I may write in threads only. Mention me there, in a thread."
    ),
}
"""By Slack's own words for it: docs.slack.dev/reference/methods/chat.postMessage, errors."""
_OTHERWISE = sentence("Slack does not let me write there. Please ask me at another place.")


def unwritten(code: str) -> str:
    """The sentence for one of Slack's words of refusal (`SlackError.code`)."""
    return say(_WHY.get(code, _OTHERWISE))


def astray(code: str) -> str:
    """Why something stands in direct messages, and not in the channel where it was asked."""
    if code == "is_archived":
        return say("The channel where you asked is archived, so it is here.")
    if code in ("not_in_channel", "channel_not_found"):
        return say("I am not in the channel where you asked, so it is here.")
    return say("Slack does not let me write in the channel where you asked, so it is here.")
