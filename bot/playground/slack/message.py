"""One message as Slack keeps it, and as Slack tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.playground.slack.stream import Stream
from bot.playground.slack.team import APP, BOT, BOT_NAME, BOT_USER, FOUNDED, SLACKBOT, TEAM, Json

PROFILE: Json = {
    "id": BOT,
    "app_id": APP,
    "user_id": BOT_USER,
    "name": BOT_NAME,
    "icons": {},
    "deleted": False,
    "updated": FOUNDED,
    "team_id": TEAM,
}


@dataclass(slots=True)
class Said:
    """What a message says: all of it that an author can choose."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    client_msg_id: str = ""
    files: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)

    @property
    def shared(self) -> set[str]:
        """The ids of the files that it brings."""
        return {file["id"] for file in self.files}

    def wire(self) -> Json:
        """As a message tells it; what is empty is left out, but for the text."""
        told: Json = {"text": self.text}
        if self.files:
            told |= {"subtype": "file_share", "files": self.files, "upload": False}
        if self.client_msg_id:
            told["client_msg_id"] = self.client_msg_id
        if self.blocks:
            told["blocks"] = self.blocks
        if self.attachments:
            told["attachments"] = self.attachments
        return told


@dataclass(slots=True, eq=False)
class Message:
    """A message at a place; `said` changes with every edit, the rest stays.

    `team` is its author's; `shared`: people of other workspaces read it as well.
    """

    channel: str
    ts: str
    user: str
    said: Said
    parent: Message | None = None
    replies: list[Message] = field(default_factory=list)
    edited: Json | None = None
    ephemeral_to: str | None = None
    broadcast: bool = False
    deleted: bool = False
    team: str = TEAM
    shared: bool = False
    stream: Stream | None = None

    @property
    def thread_ts(self) -> str | None:
        """The root's ts, for replies and for roots that have replies."""
        if self.parent:
            return self.parent.ts
        return self.ts if self.replies else None

    def to(self, person: str) -> Json:
        """As `person` sees it: a stream in a channel grows for its recipient alone."""
        stream = self.stream
        if not stream or stream.state != "in_progress" or stream.recipient in (None, person):
            return self.wire()
        return self.wire() | {"text": "", "blocks": stream.fragment}

    def wire(self, *, metadata: bool = False) -> Json:
        """As `conversations.replies` tells it; `metadata` as `include_all_metadata` asks."""
        if self.deleted:
            return self._tombstone() | self._thread()
        told: Json = {"type": "message", "user": self.user, "ts": self.ts}
        told |= {"team": self.team} | self.said.wire()
        if self.shared:
            told |= {"user_team": self.team, "source_team": self.team}
        if self.broadcast:
            told["subtype"] = "thread_broadcast"
        if self.user == BOT_USER:
            told |= {"bot_id": BOT, "app_id": APP, "bot_profile": PROFILE}
        if self.stream:
            told["streaming_state"] = self.stream.state
        if self.edited:
            told["edited"] = self.edited
        if metadata and self.said.metadata:
            told["metadata"] = self.said.metadata
        return told | self._thread()

    def _tombstone(self) -> Json:
        return {
            "type": "message",
            "subtype": "tombstone",
            "text": "This message was deleted.",
            "user": SLACKBOT,
            "hidden": True,
            "ts": self.ts,
        }

    def _thread(self) -> Json:
        if self.parent:
            return {"thread_ts": self.parent.ts, "parent_user_id": self.parent.user}
        if not self.replies:
            return {}
        writers = list(dict.fromkeys(reply.user for reply in self.replies))
        return {
            "thread_ts": self.ts,
            "reply_count": len(self.replies),
            "reply_users_count": len(writers),
            "latest_reply": self.replies[-1].ts,
            "reply_users": writers[:5],
            "is_locked": False,
            "subscribed": False,
        }
