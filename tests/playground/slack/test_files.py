import base64

import aiohttp
import pytest

from bot.playground.slack.file import web_name
from bot.playground.slack.refusal import Refusal

from .app import endpoint
from .conftest import ANN, GENERAL

NOTE = ("My Note.txt", b"words", "text/plain")


@pytest.fixture
async def http(slack):
    async with aiohttp.ClientSession(slack.url) as session:
        yield session


async def got(http, url, token=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with http.get(url, headers=headers) as answer:
        return answer.status, answer.content_type, await answer.read()


async def test_a_message_may_be_a_file_alone(slack):
    ts = await slack.type("ann", "general", "", files=[NOTE])
    (message,) = slack.messages("general")
    assert (message["ts"], message["text"], message["subtype"]) == (ts, "", "file_share")
    (file,) = message["files"]
    assert (file["name"], file["size"], file["mimetype"]) == ("My Note.txt", 5, "text/plain")
    assert (file["mode"], file["user"], file["filetype"]) == ("hosted", ANN, "txt")
    with pytest.raises(Refusal, match="no_text"):
        await slack.type("ann", "general", " ")


async def test_both_events_of_a_mention_bring_the_files(slack):
    async with endpoint(slack):
        await slack.type("ann", "general", "@Threadloom read", files=[NOTE])
        await slack.until(lambda: len(slack.deliveries) == 2)
        events = {d.payload["event"]["type"]: d.payload["event"] for d in slack.deliveries}
        assert events["message"]["files"] == events["app_mention"]["files"]
        assert events["message"]["subtype"] == "file_share"
        assert "subtype" not in events["app_mention"]


async def test_an_edit_leaves_the_files(slack):
    ts = await slack.type("ann", "general", "one", files=[NOTE])
    await slack.edit("ann", "general", ts, "two")
    (message,) = slack.messages("general")
    assert (message["text"], len(message["files"])) == ("two", 1)


async def test_only_the_app_is_given_a_file(slack, http):
    await slack.type("ann", "general", "", files=[NOTE])
    (file,) = slack.messages("general")[0]["files"]
    for url in (file["url_private"], file["url_private_download"]):
        assert await got(http, url, slack.bot_token) == (200, "text/plain", b"words")
        for token in (None, slack.app_token, "xoxb-other"):
            status, kind, body = await got(http, url, token)
            assert (status, kind) == (200, "text/html"), "as Slack does it"
            assert b"Sign in" in body
    slack.scopes = ("chat:write",)
    assert (await got(http, file["url_private"], slack.bot_token))[1] == "text/html"
    assert slack.downloads == [True, False, False, False] * 2 + [False]


async def test_a_file_that_is_not_there_is_not_found(slack, http):
    assert (await got(http, "/files-pri/T0LOOM01-F1/x.txt", slack.bot_token))[0] == 404


async def test_files_info_tells_what_the_event_told(slack, ask):
    await slack.type("ann", "general", "", files=[NOTE])
    (file,) = slack.messages("general")[0]["files"]
    told = (await ask("files.info", file=file["id"]))["file"]
    assert {name: told[name] for name in file} == file
    (message,) = slack.messages("general")
    assert (told["channels"], told["groups"], told["ims"]) == ([GENERAL], [], [])
    assert told["shares"] == {"public": {GENERAL: [{"ts": message["ts"], "team_id": "T0LOOM01"}]}}
    assert (await ask("files.info", file="F1"))["error"] == "file_not_found"
    slack.scopes = ()
    assert (await ask("files.info", file=file["id"]))["error"] == "missing_scope"


@pytest.mark.parametrize(
    ("name", "shown"), [("A b.PNG", "a_b.png"), ("../x", ".._x"), ("é?#/%.pdf", "_____.pdf")]
)
def test_a_name_becomes_fit_for_an_address(name, shown):
    assert web_name(name) == shown


async def test_the_page_sends_files_and_is_shown_their_names(slack, http):
    async with http.ws_connect("/live") as page:
        await page.receive_json()
        data = base64.b64encode(b"words").decode()
        body = {"user": "ann", "channel": GENERAL, "text": "", "files": [
            {"name": "note.txt", "type": "text/plain", "data": data},
            {"name": "odd", "type": "", "data": data},
        ]}  # fmt: skip
        async with http.post("/type", json=body) as answer:
            assert (await answer.json())["ok"] is True
        frame = await page.receive_json()
    note, odd = frame["message"]["files"]
    assert (note["title"], note["size"], note["mimetype"]) == ("note.txt", 5, "text/plain")
    assert (odd["name"], odd["id"]) == ("odd", slack.messages("general")[0]["files"][1]["id"])
    kinds = [file["mimetype"] for file in slack.messages("general")[0]["files"]]
    assert kinds == ["text/plain", "application/octet-stream"]


@pytest.mark.parametrize("files", ["x", [7], [{}], [{"name": "a", "data": "no base64!"}]])
async def test_malformed_files_are_refused(slack, http, files):
    body = {"user": "ann", "channel": GENERAL, "text": "hi", "files": files}
    async with http.post("/type", json=body) as answer:
        assert (answer.status, (await answer.json())["error"]) == (400, "invalid_arguments")
    assert slack.messages("general") == []
