import aiohttp
import pytest

from bot.playground.slack.view import checked

from .conftest import ANN, BEN, CHI, GENERAL, actions
from .forms import field, home, modal, words


@pytest.fixture
async def http(slack):
    async with aiohttp.ClientSession(slack.url) as session:
        yield session


@pytest.fixture
async def page(http):
    async with http.ws_connect("/live") as page:
        yield page


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
    (command,) = frame["commands"]
    assert command == {
        "command": "/effort",
        "description": "How hard",
        "usage_hint": "low|high",
        "should_escape": False,
    }
    (message,) = frame["messages"]
    assert (message["name"], message["edited"], message["reply_count"]) == ("Ann Miller", False, 0)
    assert "hi" in message["html"]
    assert set(frame["users"][0]) == {"id", "name", "real_name", "is_bot", "color", "locale"}


async def test_every_change_reaches_the_page(slack, ask, page):
    await page.receive_json()
    told = await ask("chat.postMessage", channel=GENERAL, text="x", blocks=actions())
    posted = (await page.receive_json())["message"]
    assert (posted["ts"], posted["controls"][0]["text"]) == (told["ts"], "Again")
    await ask("chat.update", channel=GENERAL, ts=told["ts"], markdown_text="**y**")
    edited = (await page.receive_json())["message"]
    assert (edited["ts"], "y" in edited["html"], edited["controls"]) == (told["ts"], True, [])
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


async def test_a_page_is_told_of_its_person_s_views_and_of_languages(slack, page):
    first = await page.receive_json()
    assert (first["modal"], first["home"], first["home_tab"]) == (None, None, True)
    screens = slack.office.screens
    screens.open(BEN, checked(modal(), "modal"))
    view = screens.open(ANN, checked(modal(field("a", words())), "modal"))
    told = await page.receive_json()
    assert (told["kind"], told["modal"]["id"], told["home"]) == ("screen", view.id, None)
    screens.publish(ANN, checked(home({"type": "divider"}), "home"))
    assert (await page.receive_json())["home"]["blocks"][0]["html"] == "<hr>"
    screens.close(view)
    assert (await page.receive_json())["modal"] is None
    slack.speak("ben", "zh-TW")
    told = await page.receive_json()
    assert (told["kind"], told["user"]["locale"]) == ("user", "zh-TW")


async def test_a_tombstone_and_one_s_own_words_are_told(slack, page):
    await page.receive_json()
    root = await slack.type("ann", "general", "Hello @ben & all")
    assert (await page.receive_json())["message"]["source"] == "Hello @Ben Nowak & all"
    await slack.type("ben", "general", "reply", root)
    await slack.delete("ann", "general", root)
    frames = [(await page.receive_json())["message"] for _ in range(3)]
    assert (frames[-1]["deleted"], frames[-1]["source"]) == (True, "")


async def test_offers_reach_the_pages_that_may_see_the_place(slack, ask, page):
    first = await page.receive_json()
    assert (first["offers"], first["prompts"], first["site"]) == ([], [], slack.office.site)
    method, prompt = "assistant.threads.setSuggestedPrompts", {"title": "More", "message": "Go on"}
    await ask(method, channel_id="D0BEN0001", prompts=[prompt])
    await ask(method, channel_id="D0ANN0001", prompts=[prompt], title="Next")
    place = {"channel": "D0ANN0001", "thread_ts": ""}
    told = await page.receive_json()
    assert told == {"kind": "offer", "title": "Next", "prompts": [prompt]} | place
    await slack.type("ann", "D0ANN0001", "Go on")
    told = await page.receive_json()
    assert told == {"kind": "offer", "title": "", "prompts": []} | place
