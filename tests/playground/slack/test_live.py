import aiohttp
import pytest

from .conftest import ANN, BEN, CHI, GENERAL, RANDOM, actions


@pytest.fixture
async def http(slack):
    async with aiohttp.ClientSession(slack.url) as session:
        yield session


@pytest.fixture
async def page(http):
    async with http.ws_connect("/live") as page:
        yield page


async def post(http, path, **told):
    async with http.post(path, json=told) as answer:
        return await answer.json()


async def test_the_page_is_served_and_nothing_beside_it(slack, http):
    async with http.get("/") as answer:
        assert "<title>" in await answer.text()
    async with http.get("/page/live.js") as answer:
        assert "javascript" in answer.content_type
    for hidden in ("/page/../server.py", "/page/%2e%2e/server.py", "/page/"):
        async with http.get(hidden) as answer:
            assert answer.status in (403, 404)


async def test_a_page_learns_of_all_there_is(slack, http):
    await slack.type("ann", "general", "hi")
    async with http.ws_connect("/live") as page:
        frame = await page.receive_json()
    assert frame["kind"] == "workspace"
    assert frame["me"] == {"id": ANN, "name": "ann"}
    names = [channel["name"] for channel in frame["channels"]]
    assert names == ["general", "research", "founders", "random", "Threadloom"]
    assert frame["commands"] == [
        {"command": "/effort", "description": "How hard", "usage_hint": "low|high"}
    ]
    (message,) = frame["messages"]
    assert (message["name"], message["edited"], message["reply_count"]) == ("Ann Miller", False, 0)
    assert "hi" in message["html"]
    assert set(frame["users"][0]) == {"id", "name", "real_name", "is_bot", "color"}


async def test_every_change_reaches_the_page(slack, ask, page):
    await page.receive_json()
    told = await ask("chat.postMessage", channel=GENERAL, text="x", blocks=actions())
    posted = (await page.receive_json())["message"]
    assert (posted["ts"], posted["buttons"][0]["text"]) == (told["ts"], "Again")
    await ask("chat.update", channel=GENERAL, ts=told["ts"], markdown_text="**y**")
    edited = (await page.receive_json())["message"]
    assert (edited["ts"], "y" in edited["html"], edited["buttons"]) == (told["ts"], True, [])
    reply = await slack.type("ann", "general", "reply", told["ts"])
    assert (await page.receive_json())["message"]["thread_ts"] == told["ts"]
    assert (await page.receive_json())["message"]["reply_count"] == 1
    await slack.delete("ann", "general", reply)
    gone = await page.receive_json()
    assert gone == {"kind": "deleted", "channel": GENERAL, "ts": reply}
    assert (await page.receive_json())["message"]["reply_count"] == 0
    await ask("chat.update", channel=GENERAL, ts=told["ts"])
    refused = await page.receive_json()
    assert refused == {"kind": "refused", "method": "chat.update", "error": "no_text"}


async def test_a_page_sees_only_what_its_person_may_see(slack, ask, page):
    await page.receive_json()
    await ask("chat.postEphemeral", channel=GENERAL, user=BEN, text="for ben")
    await slack.type("chi", "D0CHI0001", "for the bot")
    await ask("chat.postEphemeral", channel=GENERAL, user=ANN, text="for ann")
    message = (await page.receive_json())["message"]
    assert (message["html"], message["ephemeral_to"]) == ("for ann", ANN)
    await page.send_str("nonsense")
    await page.send_json({"kind": "i am", "user": "U0BOT0001"})
    await page.send_json({"kind": "i am", "user": CHI})
    frame = await page.receive_json()
    assert frame["me"]["id"] == CHI
    assert [message["html"] for message in frame["messages"]] == ["for the bot"]
    assert "founders" not in [channel["name"] for channel in frame["channels"]]


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
