"""What a page is told: messages, people, places and how things stand, each as one frame."""

from __future__ import annotations

from dataclasses import asdict

from bot.playground.slack.message import Message
from bot.playground.slack.offers import Offer
from bot.playground.slack.office import Office
from bot.playground.slack.panel import panel
from bot.playground.slack.render import render
from bot.playground.slack.session import Session
from bot.playground.slack.sessions import EVENT
from bot.playground.slack.team import (
    BOT_NAME,
    BOT_USER,
    SLACKBOT,
    TEAM,
    TEAM_NAME,
    Channel,
    Json,
    User,
)
from bot.playground.slack.typed import untyped


def everything(office: Office, me: str) -> Json:
    """The first frame: all that `me` can see."""
    workspace, app = office.workspace, office.installation
    places = [c for c in workspace.channels.values() if c.kind == "channel" or me in c.members]
    return {
        "kind": "workspace",
        "team": {"id": TEAM, "name": TEAM_NAME},
        "site": office.site,
        "me": {"id": me, "name": workspace.users[me].name},
        "users": [user(one) for one in workspace.users.values()],
        "channels": [_channel(one, me) for one in places],
        "commands": [asdict(command) for command in app.offered],
        "words": [dict(word) for word in app.words],
        "shortcuts": [asdict(shortcut) for shortcut in app.within_reach],
        "home_tab": app.home_tab,
        "suggestions": list(app.suggestions),
        "prompts": [dict(prompt) for prompt in app.prompts],
        "notice": app.notice,
        "messages": [message(office, one, me) for one in workspace.seen_by(me)],
        "statuses": [
            standing(office, one) for one in office.sessions.all() if _in(office, one, me)
        ],
        "offers": [offer(one) for one in office.offers.all() if _in(office, one, me)],
    } | screen(office, me)


def screen(office: Office, person: str) -> Json:
    """The uppermost modal of a person, and their Home tab."""
    screens, names = office.screens, office.workspace.names()
    top, home = screens.top(person), screens.homes.get(person)
    channels = list(office.workspace.channels.values())
    return {
        "modal": panel(top, names, len(screens.stack(person)), channels) if top else None,
        "home": panel(home, names, 1, channels) if home else None,
    }


def standing(office: Office, session: Session) -> Json:
    """How the agent stands in a thread."""
    app = office.installation
    return {
        "kind": "status",
        "channel": session.channel,
        "thread_ts": session.thread_ts,
        "works": session.works(app.clock()),
        "until": session.until,
        "stoppable": EVENT in app.events,
    }


def offer(told: Offer) -> Json:
    """What the agent offers to say next; no prompts: no longer anything."""
    prompts = [{"title": title, "message": words} for title, words in told.prompts]
    place = {"channel": told.channel, "thread_ts": told.thread_ts}
    return {"kind": "offer", "title": told.title, "prompts": prompts} | place


def message(office: Office, told: Message, person: str) -> Json:
    """A message as `person` sees it."""
    workspace = office.workspace
    drawn = render(told.to(person), workspace.names())
    return key(told) | {
        "thread_ts": told.thread_ts,
        "user": told.user,
        "name": workspace.users[told.user].real_name,
        "html": drawn.html,
        "controls": drawn.controls,
        "source": untyped(told.said.text, workspace) if _human(told) else "",
        "deleted": told.deleted,
        "footer_html": drawn.footer_html,
        "stream": told.stream.state if told.stream else "",
        "edited": bool(told.edited),
        "files": [{k: file[k] for k in _FILE} for file in told.said.files],
        "ephemeral_to": told.ephemeral_to,
        "reply_count": len(told.replies),
        "time": float(told.ts),
    }


_FILE = ("id", "name", "title", "size", "mimetype")


def key(told: Message) -> Json:
    """Which message it is."""
    return {"channel": told.channel, "ts": told.ts}


def user(told: User) -> Json:
    """A member, or an app."""
    wanted = ("id", "name", "real_name", "is_bot", "color", "locale")
    return {name: getattr(told, name) for name in wanted}


def _human(told: Message) -> bool:
    return told.user not in (BOT_USER, SLACKBOT)


def _in(office: Office, told: Session | Offer, me: str) -> bool:
    return me in office.workspace.channels[told.channel].members


def _channel(channel: Channel, me: str) -> Json:
    return {
        "id": channel.id,
        "name": BOT_NAME if channel.kind == "im" else channel.name,
        "kind": channel.kind,
        "member": me in channel.members,
        "topic": channel.topic,
    }
