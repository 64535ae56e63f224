"""People and views, with a real Bolt app on a real socket at the other end."""

from __future__ import annotations

import asyncio
import re

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot.playground.slack.refusal import Refusal
from bot.playground.slack.server import LocalSlack

from .conftest import ANN, BEN, GENERAL, actions, button
from .forms import field, home, modal, option, overflow, plain, select, words

FORM = (field("name", words(min_length=2)), field("how", select(initial_option=option("low"))))


class App:
    """What a test lets a small app do, and what it heard."""

    def __init__(self, client):
        self.view = modal(*FORM, notify_on_close=True)
        self.answer = {}
        self.heard = []
        bolt = AsyncApp(client=client)

        @bolt.shortcut("settings")
        async def on_shortcut(ack, body, client):
            await ack()
            self.heard.append(body)
            await client.views_open(trigger_id=body["trigger_id"], view=self.view)

        @bolt.view("")
        async def on_view(ack, body):
            self.heard.append(body)
            await ack(**self.answer)

        @bolt.view_closed("")
        async def on_closed(ack, body):
            self.heard.append(body)
            await ack()

        @bolt.action("more")
        async def on_more(ack, body, client):
            await ack()
            self.heard.append(body)
            await client.views_push(trigger_id=body["trigger_id"], view=modal())

        @bolt.action(re.compile("again|loud|choose"))
        async def on_press(ack, body):
            await ack()
            self.heard.append(body)

        @bolt.event("app_home_opened")
        async def on_home(event):
            self.heard.append(event)

        @bolt.event("user_change")
        async def on_change(event):
            self.heard.append(event)

        self.bolt = bolt


SHORTCUTS = [
    {"callback_id": "settings", "name": "Settings", "type": "global"},
    {"callback_id": "settings", "name": "Settings of this thread"},
]


@pytest.fixture
async def slack():
    async with LocalSlack(shortcuts=SHORTCUTS, locales={"ann": "pl-PL"}) as slack:
        yield slack


@pytest.fixture
async def app(slack, client):
    app = App(client)
    handler = AsyncSocketModeHandler(app.bolt, slack.app_token)
    await handler.connect_async()
    await slack.until(lambda: slack.socket_count == 1)
    yield app
    await handler.close_async()
    await asyncio.sleep(0)


async def opened(slack):
    """Ann's modal, once the app opened it."""
    await slack.shortcut("ann", "settings")
    return (await slack.until(lambda: slack.screen("ann")))["id"]


async def test_a_global_shortcut_opens_a_modal_for_one_person_alone(slack, app):
    view = await opened(slack)
    assert slack.screen("ben") is None
    assert [told["id"] for told in slack.views] == [view]
    assert slack.screen("ann")["state"]["values"]["how"]["choose"] == {
        "type": "static_select", "selected_option": option("low"),
    }  # fmt: skip
    for call in (slack.submit("ben", view), slack.dismiss("ben", view)):
        with pytest.raises(Refusal, match="not_found"):
            await call
    assert "channel" not in app.heard[0]


async def test_a_message_shortcut_brings_the_message(slack, app):
    root = await slack.type("ben", "general", "look here")
    await slack.shortcut("ann", "settings", "general", root)
    told = app.heard[0]
    assert (told["type"], told["message"]["text"], told["message_ts"]) == (
        "message_action", "look here", root,
    )  # fmt: skip
    assert told["response_url"].startswith(slack.url)
    with pytest.raises(Refusal, match="unknown_shortcut"):
        await slack.shortcut("ann", "other", "general", root)
    with pytest.raises(Refusal, match="message_not_found"):
        await slack.shortcut("ann", "settings", "general", "1.000001")


async def test_what_is_submitted_reaches_the_app_and_the_modal_closes(slack, app):
    view = await opened(slack)
    assert await slack.submit("ann", view, {"name": {"words": "Loom"}}) == {}
    assert slack.screen("ann") is None
    told = app.heard[-1]
    assert told["view"]["state"]["values"] == {
        "name": {"words": {"type": "plain_text_input", "value": "Loom"}},
        "how": {"choose": {"type": "static_select", "selected_option": option("low")}},
    }
    assert (told["user"]["id"], told["view"]["root_view_id"]) == (ANN, view)
    with pytest.raises(Refusal, match="not_found"):
        await slack.submit("ann", view)


async def test_the_client_holds_back_what_does_not_fit(slack, app):
    view = await opened(slack)
    assert set(await slack.submit("ann", view)) == {"name"}
    assert "at least 2" in (await slack.submit("ann", view, {"name": {"words": "x"}}))["name"]
    assert slack.screen("ann")["errors"]["name"]
    assert len(app.heard) == 1
    for wrong in ({"nowhere": {"words": "x"}}, {"how": {"choose": "else"}}):
        with pytest.raises(Refusal, match="unknown"):
            await slack.submit("ann", view, wrong)


FILLED = {"name": {"words": "Loom"}}


async def test_the_app_may_complain_about_fields(slack, app):
    view = await opened(slack)
    app.answer = {"response_action": "errors", "errors": {"name": "Taken."}}
    assert await slack.submit("ann", view, FILLED) == {"name": "Taken."}
    assert slack.screen("ann")["state"]["values"]["name"]["words"]["value"] == "Loom"
    app.answer = {"response_action": "errors", "errors": {"nowhere": "What?"}}
    with pytest.raises(Refusal, match="invalid_response"):
        await slack.submit("ann", view)
    assert "trouble connecting" in slack.screen("ann")["trouble"]


async def test_what_was_mended_is_complained_of_no_more(slack, app):
    view = await opened(slack)
    app.answer = {"response_action": "errors", "errors": {"name": "Taken."}}
    assert await slack.submit("ann", view, FILLED) == {"name": "Taken."}
    app.answer = {}
    assert await slack.submit("ann", view, {"name": {"words": "Other"}}) == {}
    assert slack.screen("ann") is None


async def test_the_app_may_change_the_modal_or_put_others_on_it(slack, app):
    view = await opened(slack)
    changed = modal(*FORM, title=plain("Changed"))
    app.answer = {"response_action": "update", "view": changed}
    await slack.submit("ann", view, FILLED)
    seen = slack.screen("ann")
    assert (seen["id"], seen["title"]["text"]) == (view, "Changed")
    assert seen["state"]["values"]["name"]["words"]["value"] == "Loom"
    app.answer = {"response_action": "push", "view": modal(*FORM)}
    await slack.submit("ann", view)
    second = slack.screen("ann")
    assert (second["depth"], second["previous_view_id"], second["root_view_id"]) == (2, view, view)
    await slack.submit("ann", second["id"], FILLED)
    assert slack.screen("ann")["depth"] == 3
    with pytest.raises(Refusal, match="push_limit_reached"):
        await slack.submit("ann", slack.screen("ann")["id"], FILLED)
    app.answer = {"response_action": "clear"}
    await slack.submit("ann", slack.screen("ann")["id"], FILLED)
    assert slack.screen("ann") is None


async def test_no_answer_in_time_is_an_error_the_person_sees(slack, app):
    view = await opened(slack)
    slack.ack_within = 0.0
    with pytest.raises(Refusal, match=r"operation_timeout"):
        await slack.submit("ann", view, FILLED)
    assert slack.screen("ann")["trouble"]


async def test_a_closed_modal_is_told_only_to_who_asked(slack, app):
    app.view = modal({"type": "actions", "elements": [overflow()]}, notify_on_close=True)
    view = await opened(slack)
    await slack.press_in("ann", view, "more", "copy")
    pushed = await slack.until(lambda: slack.screen("ann")["depth"] == 2 and slack.screen("ann"))
    await slack.dismiss("ann", pushed["id"])
    assert slack.screen("ann")["id"] == view
    await slack.dismiss("ann", view)
    closed = [told for told in app.heard if told["type"] == "view_closed"]
    assert [(told["view"]["id"], told["is_cleared"]) for told in closed] == [(view, False)]


async def test_clearing_on_close_takes_all_of_them(slack, app):
    view = await opened(slack)
    cleared = modal(clear_on_close=True, notify_on_close=True)
    app.answer = {"response_action": "push", "view": cleared}
    await slack.submit("ann", view, FILLED)
    await slack.dismiss("ann", slack.screen("ann")["id"])
    assert slack.screen("ann") is None
    closed = [told for told in app.heard if told["type"] == "view_closed"]
    assert [told["is_cleared"] for told in closed] == [True, True]


async def test_a_press_in_a_modal_has_the_view_and_what_is_filled_in(slack, app):
    app.view = modal(*FORM, {"type": "actions", "block_id": "acts", "elements": [overflow()]})
    view = await opened(slack)
    await slack.press_in("ann", view, "more", "drop", FILLED)
    told = app.heard[-1]
    assert told["container"] == {"type": "view", "view_id": view}
    assert told["actions"][0]["selected_option"] == option("drop")
    assert told["view"]["state"]["values"]["name"]["words"]["value"] == "Loom"
    assert told["state"] == told["view"]["state"]
    await slack.until(lambda: slack.screen("ann")["depth"] == 2)
    assert slack.screen("ann")["previous_view_id"] == view


async def test_a_field_tells_the_app_at_once_only_if_that_was_asked_for(slack, app):
    app.view = modal(
        field("quiet", select(action_id="quiet")),
        field("loud", select(action_id="loud"), dispatch_action=True),
    )
    view = await opened(slack)
    with pytest.raises(Refusal, match="unknown_action"):
        await slack.press_in("ann", view, "quiet", "high")
    await slack.press_in("ann", view, "loud", "high")
    assert app.heard[-1]["actions"][0]["selected_option"] == option("high")
    kept = slack.screen("ann")["state"]["values"]
    assert kept["loud"]["loud"]["selected_option"] == option("high")


async def test_a_home_is_published_for_one_person_and_told_when_opened(slack, app, client, ask):
    slack.look("ann")
    first = await slack.until(lambda: app.heard and app.heard[-1])
    assert (first["tab"], first["user"], "view" in first) == ("home", ANN, False)
    row = {"type": "actions", "elements": [select()]}
    view = (await client.views_publish(user_id=ANN, view=home(row)))["view"]
    assert (slack.home("ann")["id"], slack.home("ben")) == (view["id"], None)
    again = (await client.views_publish(user_id=ANN, view=home(row), hash=view["hash"]))["view"]
    assert again["id"] == view["id"]
    stale = await ask("views.publish", user_id=ANN, view=home(), hash=view["hash"])
    assert stale["error"] == "hash_conflict"
    slack.look("ann")
    told = await slack.until(lambda: len(app.heard) > 1 and app.heard[-1])
    assert told["view"]["id"] == view["id"]
    await slack.press_in("ann", view["id"], "choose", "low")
    assert app.heard[-1]["container"] == {"type": "view", "view_id": view["id"]}
    for wrong in ({"user_id": "U1", "view": home()}, {"user_id": BEN, "view": modal()}):
        assert (await ask("views.publish", **wrong))["error"] == "invalid_arguments"
    slack.home_tab = False
    assert (await ask("views.publish", user_id=BEN, view=home()))["error"] == "not_enabled"


async def test_people_have_a_language_and_may_change_it(slack, app, client):
    assert (await client.users_info(user=ANN, include_locale=True))["user"]["locale"] == "pl-PL"
    slack.speak("ann", "zh-TW")
    told = await slack.until(lambda: app.heard and app.heard[-1])
    assert (told["user"]["id"], told["user"]["locale"]) == (ANN, "zh-TW")
    assert (await client.users_info(user=ANN, include_locale=True))["user"]["locale"] == "zh-TW"


async def test_a_view_is_changed_by_either_of_its_ids_and_never_blindly(slack, app, ask):
    app.view = modal(*FORM, external_id="mine")
    view = await opened(slack)
    first = await ask("views.update", view_id=view, view=modal(*FORM, external_id="mine"))
    second = await ask("views.update", external_id="mine", view=modal(external_id="mine"))
    assert second["view"]["hash"] != first["view"]["hash"]
    stale = await ask("views.update", view_id=view, hash=first["view"]["hash"], view=modal())
    assert stale["error"] == "hash_conflict"
    assert (await ask("views.update", view=modal()))["error"] == "invalid_arguments"
    assert (await ask("views.update", view_id="V1", view=modal()))["error"] == "not_found"
    await slack.dismiss("ann", view)
    assert (await ask("views.update", view_id=view, view=modal()))["error"] == "not_found"


async def test_a_trigger_opens_one_view_and_belongs_where_it_was_made(slack, app, client, ask):
    told = await client.chat_postMessage(channel=GENERAL, text="x", blocks=actions(button()))
    await slack.press("ben", "general", told["ts"], "again")
    trigger = slack.deliveries[-1].payload["trigger_id"]
    assert (await ask("views.open", trigger_id="1.2.3", view={}))["error"] == "invalid_arguments"
    opened = await ask("views.open", trigger_id=trigger, view=modal(external_id="one"))
    assert slack.screen("ben")["id"] == opened["view"]["id"]
    for method, used, error in [
        ("views.open", trigger, "exchanged_trigger_id"),
        ("views.open", "1.2.3", "invalid_trigger_id"),
        ("views.push", slack.office.doors.trigger(BEN), "invalid_trigger_id"),
    ]:
        assert (await ask(method, trigger_id=used, view=modal()))["error"] == error
    twice = await ask(
        "views.open", trigger_id=slack.office.doors.trigger(ANN), view=modal(external_id="one")
    )
    assert twice["error"] == "duplicate_external_id"
