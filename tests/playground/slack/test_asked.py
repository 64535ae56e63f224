import aiohttp
import pytest

from bot.playground.slack.view import checked

from .conftest import ANN, BEN, GENERAL, RANDOM, actions
from .forms import field, modal, select, words


@pytest.fixture
async def http(slack):
    async with aiohttp.ClientSession(slack.url) as session:
        yield session


async def post(http, path, **told):
    async with http.post(path, json=told) as answer:
        return await answer.json()


async def test_people_type_and_press_on_the_page(slack, ask, http):
    typed = await post(http, "/type", user=BEN, channel=GENERAL, text="hi", thread_ts=None)
    assert typed == {"ok": True, "ts": slack.messages("general")[0]["ts"]}
    told = await ask("chat.postMessage", channel=GENERAL, text="x", blocks=actions())
    where = {"user": BEN, "channel": GENERAL, "ts": told["ts"], "block_id": "b0000"}
    pressed = await post(http, "/press", **where, action_id="again", value="7")
    assert pressed == {"ok": False, "error": "dispatch_failed"}
    other = await post(http, "/press", **where, action_id="other", value="")
    assert other["error"] == "unknown_action"
    assert (await post(http, "/type", user=BEN))["error"] == "invalid_arguments"
    assert (await post(http, "/type", user="x", channel=RANDOM, text="x"))["ok"] is False


async def test_people_change_and_take_back_their_words_on_the_page(slack, http):
    ts = await slack.type("ann", "general", "one")
    where = {"user": ANN, "channel": GENERAL, "ts": ts}
    assert await post(http, "/edit", **where, text="two") == {"ok": True}
    assert slack.messages("general")[0]["text"] == "two"
    other = await post(http, "/delete", **where | {"user": BEN})
    assert other["error"] == "cant_delete_message"
    assert await post(http, "/delete", **where) == {"ok": True}
    assert slack.messages("general") == []


async def test_people_use_views_shortcuts_and_languages_on_the_page(slack, http):
    form = modal(field("a", words()), field("b", select()))
    view = slack.office.screens.open(ANN, checked(form, "modal"))
    where = {"user": ANN, "view_id": view.id}
    filled = {"a": {"words": ""}, "b": {"choose": "low"}}
    told = await post(http, "/submit", **where, values=filled)
    assert (told["ok"], set(told["errors"])) == (True, {"a"})
    assert (await post(http, "/submit", **where, values=[1]))["error"] == "invalid_arguments"
    assert (await post(http, "/use", **where, action_id="x"))["error"] == "unknown_action"
    assert (await post(http, "/dismiss", user=BEN, view_id=view.id))["error"] == "not_found"
    assert (await post(http, "/dismiss", **where)) == {"ok": True}
    assert (await post(http, "/shortcut", user=ANN, callback_id="x"))["error"] == "unknown_shortcut"
    assert (await post(http, "/speak", user=ANN, locale="pl-PL"))["ok"]
    assert slack.workspace.user("ann").locale == "pl-PL"
    assert (await post(http, "/look", user=ANN, tab="home"))["ok"]
    assert slack.deliveries[-1].payload["event"]["tab"] == "home"


async def test_no_other_site_speaks_through_a_browser(slack, http):
    told = {"user": ANN, "channel": GENERAL, "text": "hi"}
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        async with http.post("/type", json=told, headers=headers) as answer:
            assert answer.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await http.ws_connect("/live", headers=headers)
    async with http.get("/", headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403
    async with http.post("/type", data=told) as answer:
        assert answer.status == 415
    async with http.post("/type", json=told, headers={"Origin": slack.url.rstrip("/")}) as answer:
        assert (await answer.json())["ok"]
    assert len(slack.messages("general")) == 1
