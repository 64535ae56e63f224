"""The whole thing: a local Slack, a local Messages API, and the real program between them."""

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot import manifest
from bot.playground.messages.server import LocalMessages
from bot.playground.slack.server import LocalSlack
from tests.program import Program
from tests.rig import ENGLISH

BOT = "U0BOT0001"


@dataclass
class World:
    """What a test may look at and play with."""

    slack: LocalSlack
    messages: LocalMessages
    environ: dict
    stack: AsyncExitStack

    async def run(self, role, **environ):
        """Start the program in a role; it ends with the world."""
        return await self.stack.enter_async_context(Program(role, **(self.environ | environ)))

    def replies(self, root, channel="general"):
        """What the bot says in a thread, as Slack keeps it, oldest first."""
        return [m for m in self.slack.messages(channel, root) if m["user"] == BOT]

    def finished(self, root, channel="general"):
        """The replies that have their furniture: the last page of each answer."""
        return [m for m in self.replies(root, channel) if footers(m)]

    async def answered(self, root, count=1, channel="general", timeout=20):
        """The last page of the `count`-th answer in a thread, once it is finished."""
        await self.slack.until(lambda: len(self.finished(root, channel)) >= count, timeout)
        return self.finished(root, channel)[count - 1]

    async def said(self, root, words, channel="general", timeout=20):
        """The first reply with these words in it, once there is one."""

        def found():
            return next((m for m in self.replies(root, channel) if words in body(m)), None)

        return await self.slack.until(found, timeout)

    def asked(self):
        """The bodies that the Messages API was sent."""
        return [request.body for request in self.messages.requests if request.body]

    def edits(self, ts):
        """The texts that one message was asked to show, in order."""
        return [
            call.arguments
            for call in self.slack.calls
            if call.method == "chat.update" and call.ok and call.arguments["ts"] == ts
        ]


def body(message):
    """What a message says, without its furniture; beside blocks, its text is what is read out."""
    shown = message.get("blocks", ())
    markdown = [block["text"] for block in shown if block["type"] == "markdown"]
    furnished = any(block["type"] in ("actions", "context") for block in shown)
    return "\n".join(markdown) or ("" if furnished else message.get("text", ""))


def footers(message):
    """The small print under a message."""
    return [
        element["text"]
        for block in message.get("blocks", ())
        if block["type"] == "context"
        for element in block["elements"]
    ]


def buttons(message):
    """The buttons under a message, by their action."""
    return {
        element["action_id"]: element
        for block in message.get("blocks", ())
        if block["type"] == "actions"
        for element in block["elements"]
    }


@asynccontextmanager
async def world(speed=400, key="local", **options):
    """Slack and the model, waiting for a program to join them."""
    options = {"scopes": manifest.SCOPES, "events": tuple(manifest.EVENTS)} | options
    options = {"locales": ENGLISH} | options
    features = manifest.manifest()["features"]
    options = {
        "shortcuts": features.get("shortcuts", ()),
        "home_tab": features["app_home"]["home_tab_enabled"],
    } | options
    commands = [
        {name: c[name] for name in ("command", "description", "should_escape")}
        for c in features["slash_commands"]
    ]
    async with (
        LocalSlack(commands=commands, **options) as slack,
        LocalMessages(speed=speed, key=key) as messages,
        AsyncExitStack() as stack,
    ):
        environ = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_API_URL": slack.api_url,
            "MESSAGES_API_KEY": key,
            "MESSAGES_BASE_URL": messages.url,
        }
        yield World(slack, messages, environ, stack)


def over_socket(slack):
    """The settings for Socket Mode."""
    return {"SLACK_APP_TOKEN": slack.app_token}


def over_http(slack):
    """The settings for signed HTTP; `request_url` is set once the program listens."""
    return {"SLACK_SIGNING_SECRET": slack.signing_secret}


async def serve(place, transport, **environ):
    """Run `threadloom serve` on one of the transports, ready to hear Slack."""
    if transport == "socket":
        program = await place.run("serve", **over_socket(place.slack), **environ)
        await program.ready()
    else:
        program = await place.run("serve", **over_http(place.slack), **environ)
        place.slack.request_url = f"{await program.ready()}/slack/events"
    return program
