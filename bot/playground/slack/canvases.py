"""canvases.*: the app writes a document, and says who may read it.

docs.slack.dev/reference/methods/canvases.create, …/conversations.canvases.create and
…/canvases.access.set.
"""

from __future__ import annotations

from bot.playground.slack import lengths
from bot.playground.slack.arguments import Arguments
from bot.playground.slack.canvas import LARGEST, LEVELS, Canvas, Level, complaint
from bot.playground.slack.office import Office
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import BOT_USER, Channel, Json

_AT_ONCE = 20
"""People or channels of one call."""


def create(office: Office, args: Arguments) -> Json:
    """A canvas of the bot's, as a tab of a channel if one is named."""
    office.installation.require("canvases:write")
    channel = office.joined(id_) if (id_ := args.text("channel_id")) else None
    if not office.installation.paid:
        if channel is None:
            raise Refusal("free_teams_cannot_create_non_tabbed_canvases")
        _alone(office, channel, "free_team_canvas_tab_already_exists")
    return _create(office, args, channel)


def create_in_channel(office: Office, args: Arguments) -> Json:
    """The one canvas of a channel."""
    office.installation.require("canvases:write")
    channel = office.joined(args.need("channel_id"))
    _alone(office, channel, "channel_canvas_already_exists")
    return _create(office, args, channel, home=True)


def set_access(office: Office, args: Arguments) -> Json:
    """Lets people or channels read, write or own a canvas of the bot's."""
    office.installation.require("canvases:write")
    canvas = office.canvases.get(args.need("canvas_id"))
    if canvas is None:
        raise Refusal("canvas_not_found")
    level = _level(args.need("access_level"))
    people, channels = _ids(args, "user_ids"), _ids(args, "channel_ids")
    if bool(people) == bool(channels) or (level == "owner" and len(people) != 1):
        raise Refusal("invalid_parameters")
    if canvas.owner != BOT_USER:
        raise Refusal("restricted_action")
    _known(office, people, channels)
    for id_ in (*people, *channels):
        canvas.levels[id_] = level
    if level == "owner":
        canvas.owner = people[0]
        canvas.levels[BOT_USER] = "write"
    return {}


def _create(
    office: Office, args: Arguments, channel: Channel | None, *, home: bool = False
) -> Json:
    markdown = _content(args)
    if what := complaint(markdown):
        raise Refusal("canvas_creation_failed", detail=what)
    created = int(office.installation.clock())
    canvas = Canvas(
        *(office.file_id(), BOT_USER, created, args.text("title"), markdown, office.site)
    )
    canvas.levels[BOT_USER] = "owner"
    if channel:
        canvas.tab, canvas.home = channel.id, home
        canvas.levels[channel.id] = "write"
    office.canvases[canvas.id] = canvas
    return {"canvas_id": canvas.id}


def _level(told: str) -> Level:
    for level in LEVELS:
        if level == told:
            return level
    raise Refusal("invalid_arguments", [f"[ERROR] unknown access_level {told}"])


def _content(args: Arguments) -> str:
    told = args.json("document_content", "invalid_arguments")
    if told is None:
        return ""
    written = told.get("markdown") if isinstance(told, dict) else None
    if not isinstance(written, str) or told.get("type") != "markdown" or len(told) != 2:
        wrong = (
            "[ERROR] failed to match exactly one allowed schema [json-pointer:/document_content]"
        )
        raise Refusal("invalid_arguments", [wrong])
    if lengths.units(written) > LARGEST:
        wrong = f"[ERROR] must be less than {LARGEST + 1} characters [/document_content/markdown]"
        raise Refusal("invalid_arguments", [wrong])
    return written


def _alone(office: Office, channel: Channel, error: str) -> None:
    """A free team has one tab a channel, and every channel one canvas of its own."""
    own = error == "channel_canvas_already_exists"
    if any(c.tab == channel.id and (c.home or not own) for c in office.canvases.values()):
        raise Refusal(error)


def _ids(args: Arguments, name: str) -> list[str]:
    """A list in JSON, or what slack_sdk makes of it: words with commas between them."""
    told = args.told.get(name) or []
    if isinstance(told, str):
        told = args.json(name, "invalid_arguments") if told.startswith("[") else told.split(",")
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise Refusal("invalid_arguments", [f"[ERROR] must provide an array of strings [/{name}]"])
    if len(told) > _AT_ONCE:
        raise Refusal("invalid_arguments", [f"[ERROR] no more than {_AT_ONCE} items [/{name}]"])
    return told


def _known(office: Office, people: list[str], channels: list[str]) -> None:
    if any(id_ not in office.workspace.users for id_ in people):
        raise Refusal("user_not_found")
    for id_ in channels:
        if office.workspace.readable(id_).kind == "im":
            raise Refusal("channel_not_found")  # where two talk, people are named
