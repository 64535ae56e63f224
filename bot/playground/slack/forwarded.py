"""A message that somebody forwards, as Slack attaches it to theirs."""

from __future__ import annotations

from bot.playground.slack.message import Message
from bot.playground.slack.team import Json, User


def share(site: str, message: Message, author: User) -> Json:
    """One of `attachments` (corpora: java-slack-sdk MessagePayload; `is_share` marks it).

    `site` is the address of the workspace, with a slash at its end.
    """
    link = f"{site}archives/{message.channel}/p{message.ts.replace('.', '')}"
    place = {"team": message.team, "channel": message.channel, "ts": message.ts}
    return {
        "id": 1,
        "ts": message.ts,
        "author_id": author.id,
        "author_name": author.real_name,
        "author_subname": author.name,
        "author_link": f"{site}team/{author.id}",
        "channel_id": message.channel,
        "channel_team": message.team,
        "is_msg_unfurl": True,
        "is_share": True,
        "from_url": link,
        "original_url": link,
        "fallback": f"{author.name}: {message.said.text}",
        "text": message.said.text,
        "message_blocks": [place | {"message": {"blocks": message.said.blocks}}],
        "mrkdwn_in": ["text"],
    }
