import asyncio
from urllib.parse import parse_qs

import pytest
from aiohttp import web

from bot.playground.slack.refusal import Refusal

from .app import endpoint, socket
from .conftest import ANN, GENERAL, actions, button


@pytest.fixture
async def app(slack):
    async with endpoint(slack) as app:
        yield app


def whispers(slack, user):
    return [(m["text"], m.get("thread_ts")) for m in slack.seen_by(user) if m["ephemeral_to"]]


async def test_what_is_typed_stands_in_the_channel(slack):
    ts = await slack.type("ann", "#general", "  hi @ben ")
    (said,) = slack.messages("general")
    assert (said["ts"], said["user"], said["text"]) == (ts, ANN, "hi <@U0BEN0001>")
    assert said["client_msg_id"]


async def test_a_reply_to_a_reply_goes_under_the_root(slack):
    root = await slack.type("ann", "general", "root")
    reply = await slack.type("ben", "general", "reply", root)
    deeper = await slack.type("chi", "general", "deeper", reply)
    assert [m["ts"] for m in slack.messages("general", root)] == [root, reply, deeper]


@pytest.mark.parametrize(
    ("typing", "error"),
    [
        (("chi", "founders", "hi"), "not_in_channel"),
        (("dan", "general", "hi"), "user_not_found"),
        (("ann", "nowhere", "hi"), "channel_not_found"),
        (("threadloom", "general", "hi"), "not_a_person"),
        (("ann", "general", " "), "no_text"),
        (("ann", "general", "hi", "1.000001"), "thread_not_found"),
    ],
)
async def test_nobody_types_where_they_can_not(slack, typing, error):
    with pytest.raises(Refusal, match=error):
        await slack.type(*typing)


async def test_people_change_only_what_they_said_themselves(slack):
    ts = await slack.type("ann", "general", "one")
    await slack.edit("ann", "general", ts, "two")
    assert (slack.messages("general")[0]["text"], "edited" in slack.messages("general")[0]) == (
        "two",
        True,
    )
    with pytest.raises(Refusal, match="cant_update_message"):
        await slack.edit("ben", "general", ts, "three")
    with pytest.raises(Refusal, match="cant_delete_message"):
        await slack.delete("ben", "general", ts)
    await slack.delete("ann", "general", ts)
    assert slack.messages("general") == []


async def test_slackbot_says_that_the_bot_is_not_here(slack):
    await slack.type("ann", "random", "@Threadloom hi")
    assert "not in this channel" in whispers(slack, "ann")[0][0]
    assert slack.deliveries == []


async def test_a_command_is_answered_to_the_one_who_typed_it(slack, app):
    app.answers = [web.json_response({"text": "set"}), web.Response(text="plain"), web.Response()]
    for text in ("/effort high", "/effort", "/effort low"):
        assert await slack.type("ann", "general", text) == ""
    assert [text for text, _thread in whispers(slack, "ann")] == ["set", "plain"]
    assert slack.messages("general") == whispers(slack, "ben") == []
    form = parse_qs(app.heard[0][1].decode())
    assert (form["command"], form["text"], form["user_id"]) == (["/effort"], ["high"], [ANN])


async def test_a_command_that_wants_it_is_told_channels_and_people_as_tokens(slack, app):
    slack.commands = [{"command": "/effort", "should_escape": True}]
    await slack.type("ann", "general", "/effort #research for @ben, <b>")
    form = parse_qs(app.heard[0][1].decode())
    assert form["text"] == ["<#C0RESEARC|research> for <@U0BEN0001>, &lt;b&gt;"]


async def test_a_command_may_be_answered_to_everybody(slack, app):
    app.answers = [web.json_response({"text": "look", "response_type": "in_channel"})]
    await slack.type("ann", "general", "/effort high")
    assert [m["text"] for m in slack.messages("general")] == ["look"]


async def test_a_command_that_nobody_acknowledges_is_said_to_have_timed_out(slack, app):
    slack.ack_within, never = 0.05, asyncio.Event()
    app.answers = [never]
    await slack.type("ann", "general", "/effort high")
    never.set()
    assert "operation_timeout" in whispers(slack, "ann")[0][0]


async def test_an_answer_by_socket_is_the_payload_of_the_acknowledgement(slack):
    async with socket(slack) as line:
        await line.next()
        typing = asyncio.create_task(slack.type("ann", "general", "/effort high"))
        envelope = await line.next()
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        await line.ack(envelope, payload={"text": "set"})
        await typing
    assert whispers(slack, "ann") == [("set", None)]


async def test_commands_do_not_work_in_threads_and_unknown_ones_nowhere(slack, app):
    root = await slack.type("ann", "general", "root")
    await slack.type("ann", "general", "/effort high", root)
    await slack.type("ann", "general", "/nonsense")
    await slack.until(lambda: app.heard)
    (thread, unknown) = whispers(slack, "ann")
    assert thread == ("/effort is not supported in threads. Sorry!", root)
    assert "not a valid command" in unknown[0]
    assert [delivery.kind for delivery in slack.deliveries] == ["events_api"]


async def test_a_button_tells_who_pressed_it_and_where(slack, ask, app):
    root = await slack.type("ann", "general", "root")
    told = await ask(
        "chat.postMessage", channel=GENERAL, thread_ts=root, text="x", blocks=actions()
    )
    delivery = await slack.press("ben", "general", told["ts"], "again", "7")
    payload = delivery.payload
    assert payload["user"]["name"] == "ben"
    assert payload["container"] == {
        "type": "message",
        "message_ts": told["ts"],
        "channel_id": GENERAL,
        "is_ephemeral": False,
        "thread_ts": root,
    }
    assert payload["message"]["text"] == "x"
    (action,) = payload["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("again", "b0000", "7")


async def test_a_button_in_a_whisper_is_there_for_one_person(slack, ask, app):
    told = await ask(
        "chat.postEphemeral", channel=GENERAL, user=ANN, text="x", blocks=actions(button())
    )
    delivery = await slack.press("ann", "general", told["message_ts"], "again")
    assert delivery.payload["container"]["is_ephemeral"] is True
    assert "message" not in delivery.payload
    with pytest.raises(Refusal, match="message_not_found"):
        await slack.press("ben", "general", told["message_ts"], "again")


async def test_a_click_that_nobody_acknowledges_times_out(slack, ask, app):
    told = await ask("chat.postMessage", channel=GENERAL, text="x", blocks=actions())
    await slack.until(lambda: slack.deliveries[0].state == "taken")
    slack.ack_within, never = 0.05, asyncio.Event()
    app.answers = [never]
    with pytest.raises(Refusal, match="operation_timeout"):
        await slack.press("ann", "general", told["ts"], "again")
    never.set()
