"""What one person is shown alone: modals, and answers that only they can read in a thread."""

from __future__ import annotations

from functools import partial

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.membership import all_in
from bot.adapters.slack.trying import trying
from bot.conversation.thread import Thread
from bot.errors import Gone, SlackError
from bot.reply.furniture import Furniture, blocks
from bot.reply.modals import View
from bot.reply.pages import pages

_CLOSED = frozenset({"not_found", "view_not_found"})
"""Nobody looks at it any more: docs.slack.dev/reference/methods/views.update."""

_MEANWHILE = "hash_conflict"
"""Another view stands there than the one we have seen: …/methods/views.publish."""


class SlackScreens:
    """`Screens` of Slack: views, and ephemeral messages."""

    def __init__(self, slack: SlackClient) -> None:
        self._slack = slack

    async def open(self, trigger: str, view: View) -> str:
        answer = await self._slack.call("views.open", trigger_id=trigger, view=view)
        return str(answer["view"]["id"])

    async def update(self, id: str, view: View) -> None:  # noqa: A002  Slack's word
        try:  # somebody is looking at "One moment…"
            await trying(partial(self._slack.call, "views.update", view_id=id, view=view))
        except SlackError as error:
            if error.code not in _CLOSED:
                raise

    async def publish(self, user: str, view: View, seen: str = "") -> str:
        known = {"hash": seen} if seen else {}
        publish = partial(self._slack.call, "views.publish", user_id=user, view=view, **known)
        try:
            answer = await trying(publish)
        except SlackError as error:
            if error.code != _MEANWHILE:
                raise
            return ""
        return str(answer["view"]["hash"])

    async def tell(self, thread: Thread, user: str, text: str, furniture: Furniture) -> None:
        *turned, last = pages(text) or [""]
        built = [*(blocks(page, Furniture()) for page in turned), blocks(last, furniture)]
        place = {"channel": thread.channel, "thread_ts": thread.ts, "user": user}
        for page in built:
            await self._slack.call("chat.postEphemeral", **place, blocks=page)

    async def member(self, channel: str, user: str) -> bool:
        if channel.startswith("D"):
            return True  # what is pressed there can be pressed by its one person only
        try:
            return await all_in(self._slack, channel, {user})
        except Gone:
            return False  # a channel that we are not in
