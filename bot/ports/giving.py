"""What the bot can hand to people beside replies: files, canvases, and words to say next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.conversation.thread import Thread


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to be given: its name ends as its kind does (`.md`, `.json`, `.png`)."""

    name: str
    raw: bytes
    title: str = ""


class Uploads(Protocol):
    """Files that appear in Slack."""

    async def give(self, paper: Paper, thread: Thread, comment: str = "") -> str:
        """Share it as one message with `comment` (mrkdwn); the id of Slack's file.

        A `thread` without a ts is the channel itself. In a thread a paper of one name stands once:
        whoever gives it again, after a crash for example, gets the id of the one that is there.
        `Gone` where the bot can't speak, `SlackError` where Slack won't have it.
        """


class Canvases(Protocol):
    """Documents that live in Slack."""

    async def write(
        self, title: str, markdown: str, users: Sequence[str] = (), channel: str = ""
    ) -> str:
        """Make a canvas that these people, and who is in `channel`, may read; its permalink.

        `markdown` is a model's: it is made harmless, and fit for a canvas, here. `SlackError`
        where there can't be one, as on a free plan (`free_teams_cannot_create_non_tabbed_canvases`)
        or where an admin forbids it: a file does instead.
        """


class Prompts(Protocol):
    """What the agent offers somebody to say next, with one click."""

    async def suggest(
        self, thread: Thread, prompts: Sequence[tuple[str, str]], title: str = ""
    ) -> None:
        """Offer up to four, each a title and the words it says, where the bot and one person talk.

        A `thread` without a ts is the channel itself. Nobody waits for it: where Slack does not
        take them, and in all other channels, there are none.
        """


@dataclass(frozen=True, slots=True)
class Giving:
    """All of it together."""

    uploads: Uploads
    canvases: Canvases
    prompts: Prompts
