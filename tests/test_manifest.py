import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from slack_bolt.async_app import AsyncApp

import handlers
from bot.adapters.slack.client import ALIKE
from bot.adapters.slack.client import SCOPES as METHODS
from bot.conversation.commands import Commands
from bot.conversation.dials import DIALS
from bot.manifest import EVENTS, FEATURES, SCOPES, manifest

ROOT = Path(__file__).parents[1]
EITHER = pytest.mark.parametrize("url", [None, "https://bot.example.com", "https://a.example/b/"])


@EITHER
def test_it_keeps_to_slacks_limits(url):
    """The numbers of slackapi/manifest-schema 2.0.0."""
    told = manifest(url)
    about, features = told["display_information"], told["features"]
    assert 1 <= len(about["name"]) <= 35
    assert 1 <= len(about["description"]) <= 140
    assert 175 <= len(about["long_description"]) <= 4000
    assert re.fullmatch("#[0-9a-f]{6}", about["background_color"])
    assert 1 <= len(features["bot_user"]["display_name"]) <= 80
    assert 1 <= len(features["agent_view"]["agent_description"]) <= 300
    assert len(features["agent_view"]["suggested_prompts"]) <= 4
    assert all(set(p) == {"title", "message"} for p in features["agent_view"]["suggested_prompts"])
    assert 1 <= len(features["slash_commands"]) <= 50
    assert 1 <= len(features["shortcuts"]) <= 10
    assert len(told["oauth_config"]["scopes"]["bot"]) <= 255
    assert len(told["settings"]["event_subscriptions"]["bot_events"]) <= 100


@EITHER
def test_its_commands_keep_to_slacks_limits(url):
    for command in manifest(url)["features"]["slash_commands"]:
        assert re.fullmatch("/[a-z]+", command["command"])
        assert 2 <= len(command["command"]) <= 32
        assert 1 <= len(command["description"]) <= 2000
        assert 1 <= len(command["usage_hint"]) <= 1000
        assert command["should_escape"] is True
        assert set(command) - {"url"} == {"command", "description", "usage_hint", "should_escape"}


def test_socket_mode_needs_no_address():
    told = manifest()
    assert told["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(told)


def test_over_http_everything_comes_to_one_address():
    told = manifest("https://bot.example.com/")
    address = "https://bot.example.com/slack/events"
    assert told["settings"]["socket_mode_enabled"] is False
    assert told["settings"]["event_subscriptions"]["request_url"] == address
    assert told["settings"]["interactivity"] == {"is_enabled": True, "request_url": address}
    assert {command["url"] for command in told["features"]["slash_commands"]} == {address}


def test_people_can_write_to_the_agent():
    told = manifest()["features"]
    assert told["app_home"]["messages_tab_enabled"] is True
    assert told["app_home"]["messages_tab_read_only_enabled"] is False
    assert "assistant_view" not in told


def test_there_is_a_home_tab_and_slack_tells_when_it_is_opened():
    told = manifest()
    assert told["features"]["app_home"]["home_tab_enabled"] is True
    assert "app_home_opened" in told["settings"]["event_subscriptions"]["bot_events"]


def test_the_file_to_paste_is_the_one_for_socket_mode():
    assert json.loads((ROOT / "deploy" / "manifest.json").read_text()) == manifest()


class Ears(AsyncApp):
    """An app that writes down what it is asked to listen to."""

    def __init__(self):
        super().__init__(token="xoxb-", request_verification_enabled=False)
        self.events = set()
        self.commands = set()
        self.shortcuts = set()

    def message_shortcut(self, callback_id, *rest, **more):
        self.shortcuts.add(callback_id)
        return super().message_shortcut(callback_id, *rest, **more)

    def global_shortcut(self, callback_id, *rest, **more):
        self.shortcuts.add(callback_id)
        return super().global_shortcut(callback_id, *rest, **more)

    def event(self, event, *rest, **more):
        self.events.add(event["type"] if isinstance(event, dict) else event)
        return super().event(event, *rest, **more)

    def message(self, *words, **more):
        self.events.add("message")
        return super().message(*words, **more)

    def command(self, command, *rest, **more):
        self.commands.add(command)
        return super().command(command, *rest, **more)

    def shortcut(self, constraints, *rest, **more):
        if isinstance(constraints, str):
            self.shortcuts.add(constraints)
        return super().shortcut(constraints, *rest, **more)


@pytest.fixture
def ears():
    app = Ears()
    handlers.register(app, SimpleNamespace(commands=Commands()))
    return app


def test_events_are_exactly_those_that_handlers_hear(ears):
    named = {event for event in ears.events if isinstance(event, str)}
    assert {event.partition(".")[0] for event in EVENTS} == named
    kinds = {event.partition(".")[2] for event in EVENTS if event.startswith("message.")}
    assert kinds == {"channels", "groups", "im", "mpim"}
    assert sorted(EVENTS) == manifest()["settings"]["event_subscriptions"]["bot_events"]


def test_commands_are_exactly_those_that_handlers_hear(ears):
    told = {command["command"] for command in manifest()["features"]["slash_commands"]}
    assert told == {command for command in ears.commands if isinstance(command, str)}
    assert told > {f"/{name}" for name, dial in DIALS.items() if dial.command}


def test_a_prefix_is_part_of_every_name():
    app, prefixed = Ears(), Commands("tl-")
    handlers.register(app, SimpleNamespace(commands=prefixed))
    told = manifest(commands=prefixed)["features"]["slash_commands"]
    plain = manifest()["features"]["slash_commands"]
    heard = {command for command in app.commands if isinstance(command, str)}
    assert {command["command"] for command in told} == heard
    assert [command["command"] for command in told] == [
        command["command"].replace("/", "/tl-") for command in plain
    ]
    longest = manifest(commands=Commands("x" * 16))["features"]["slash_commands"]
    assert max(len(command["command"]) for command in longest) <= 32


def test_shortcuts_are_exactly_those_that_handlers_hear(ears):
    told = manifest()["features"]["shortcuts"]
    assert {shortcut["callback_id"] for shortcut in told} == ears.shortcuts
    for shortcut in told:
        assert set(shortcut) == {"name", "type", "callback_id", "description"}
        assert shortcut["type"] in ("message", "global")
        assert 1 <= len(shortcut["name"]) <= 24
        assert 1 <= len(shortcut["description"]) <= 150
        assert 1 <= len(shortcut["callback_id"]) <= 255


def test_scopes_are_exactly_those_that_are_used():
    needed = {*EVENTS.values(), *FEATURES.values(), *METHODS.values()} - {None}
    needed |= {scope for scopes in ALIKE.values() for scope in scopes}
    assert set(ALIKE) <= needed
    assert set(SCOPES) == needed
    assert manifest()["oauth_config"]["scopes"]["bot"] == sorted(needed)
    assert set(FEATURES) <= set(manifest()["features"])
