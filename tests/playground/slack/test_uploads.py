"""How the app uploads a file, and what Slack does not let it do."""

import aiohttp
import pytest

from bot.playground.slack.uploads import LARGEST

from .conftest import ANN, FOUNDERS, GENERAL, RANDOM

WORDS = b"# Words\n"


@pytest.fixture
async def http(slack):
    async with aiohttp.ClientSession() as session:
        yield session


async def posted(http, url, raw=WORDS, **form):
    body = {"data": raw}
    if form:
        body = {"data": aiohttp.FormData()}
        body["data"].add_field("filename", raw, **form)
    async with http.post(url, **body) as answer:
        return answer.status, await answer.text()


@pytest.fixture
def begun(slack, ask, http):
    """Upload something up to the point where it can be completed; its id."""

    async def begin(name="notes.md", raw=WORDS):
        told = await ask("files.getUploadURLExternal", filename=name, length=len(raw))
        assert (await posted(http, told["upload_url"], raw))[0] == 200
        return told["file_id"]

    return begin


@pytest.fixture
def complete(ask):
    async def call(*ids, **more):
        return await ask("files.completeUploadExternal", files=[{"id": i} for i in ids], **more)

    return call


async def test_a_file_comes_as_one_message_of_the_bot(slack, ask, begun, complete):
    id_ = await begun()
    told = await complete(id_, channel_id=GENERAL, initial_comment="Here *it* is")
    assert (told["files"][0]["id"], told["files"][0]["title"]) == (id_, "notes.md")
    (message,) = slack.messages("general")
    assert (message["subtype"], message["text"]) == ("file_share", "Here *it* is")
    assert (message["user"], message["bot_id"]) == ("U0BOT0001", "B0BOT0001")
    (file,) = message["files"]
    assert (file["id"], file["mimetype"], file["size"]) == (id_, "text/markdown", len(WORDS))
    event = slack.deliveries[-1].payload["event"]
    assert (event["subtype"], event["files"]) == ("file_share", [file])
    shares = (await ask("files.info", file=id_))["file"]["shares"]
    assert shares["public"][GENERAL][0]["ts"] == message["ts"]


async def test_several_files_are_one_message_in_a_thread(slack, ask, begun):
    root = await slack.type("ann", "general", "where?")
    files = [{"id": await begun(), "title": "Notes"}, {"id": await begun("b.csv")}]
    told = await ask(
        "files.completeUploadExternal", files=files, channel_id=GENERAL, thread_ts=root
    )
    assert told["ok"]
    *_, message = slack.messages("general", root)
    assert [file["title"] for file in message["files"]] == ["Notes", "b.csv"]
    assert message["thread_ts"] == root


async def test_a_form_is_as_good_as_bytes(slack, ask, http):
    told = await ask("files.getUploadURLExternal", filename="a.txt", length=len(WORDS))
    status, text = await posted(http, told["upload_url"], filename="a.txt")
    assert (status, text) == (200, f"OK - {len(WORDS)}")


async def test_an_address_takes_what_was_announced_and_takes_it_once(slack, ask, http, complete):
    told = await ask("files.getUploadURLExternal", filename="a.txt", length=3)
    assert (await posted(http, told["upload_url"], b"four"))[0] == 400
    assert (await complete(told["file_id"]))["error"] == "file_not_found"
    assert (await posted(http, told["upload_url"], b"two"))[0] == 200
    assert (await posted(http, told["upload_url"], b"two"))[0] == 400
    assert (await posted(http, told["upload_url"] + "x", b"two"))[0] == 400
    assert (await complete(told["file_id"]))["ok"]
    assert (await complete(told["file_id"]))["error"] == "file_not_found"
    assert (await complete("F0NOTHING"))["error"] == "file_not_found"


async def test_without_a_channel_nobody_sees_it(slack, ask, begun, complete):
    id_ = await begun()
    assert (await complete(id_))["ok"]
    assert (await ask("files.info", file=id_))["file"]["shares"] == {}
    assert slack.messages("general") == []


async def test_a_person_gets_it_where_they_talk_with_the_bot(slack, begun, complete):
    assert (await complete(await begun(), channels=ANN))["ok"]
    assert len(slack.messages("D0ANN0001")) == 1


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"channel_id": "C0NOWHERE"}, "channel_not_found"),
        ({"channel_id": RANDOM}, "not_in_channel"),
        ({"channel_id": GENERAL, "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel_id": GENERAL, "thread_ts": "nonsense"}, "invalid_thread_ts"),
        ({"thread_ts": "1.000001"}, "invalid_arguments"),
        ({"channels": f"{GENERAL},{FOUNDERS}", "thread_ts": "1.000001"}, "invalid_arguments"),
        ({"channels": ",".join(f"C{n}" for n in range(101))}, "channels_limit_exceeded"),
        ({"channel_id": GENERAL, "blocks": [{"type": "rubbish"}]}, "invalid_blocks"),
    ],
)
async def test_what_is_refused_can_be_completed_rightly_afterwards(
    slack, begun, complete, more, error
):
    id_ = await begun()
    assert (await complete(id_, **more))["error"] == error
    assert (await complete(id_, channel_id=GENERAL))["ok"]
    assert len(slack.messages("general")) == 1


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"filename": "a.txt"}, "missing_argument"),
        ({"filename": "a.txt", "length": 0}, "missing_argument"),
        ({"filename": "a.txt", "length": "many"}, "invalid_arguments"),
        ({"length": 3}, "invalid_arguments"),
        ({"filename": "a.txt", "length": LARGEST + 1}, "file_upload_size_restricted"),
        ({"filename": "a.py", "length": 1_000_001, "snippet_type": "python"}, "snippet_too_large"),
        ({"filename": "a.png", "length": 3, "alt_txt": "a" * 1001}, "alt_txt_too_large"),
    ],
)
async def test_an_address_is_not_given_for_everything(slack, ask, told, error):
    assert (await ask("files.getUploadURLExternal", **told))["error"] == error


@pytest.mark.parametrize("files", [None, [], "x", {}, [{}], [7]])
async def test_files_are_named_rightly(slack, ask, files):
    assert (await ask("files.completeUploadExternal", files=files))["error"] == "invalid_arguments"


async def test_uploads_want_their_scope(slack, ask):
    slack.scopes = ("files:read",)
    for method in ("files.getUploadURLExternal", "files.completeUploadExternal"):
        assert (await ask(method))["error"] == "missing_scope"


async def test_what_is_shared_later_is_not_there_at_once(slack, ask, begun, complete):
    slack.share_after = 0.05
    id_ = await begun()
    assert (await complete(id_, channel_id=GENERAL))["ok"]
    assert slack.messages("general") == []
    await slack.until(lambda: slack.messages("general"))


async def test_bytes_may_arrive_although_nobody_says_so(slack, ask, http, complete):
    told = await ask("files.getUploadURLExternal", filename="a.txt", length=len(WORDS))
    slack.fault("upload", status=500, after_accepting=True)
    assert (await posted(http, told["upload_url"]))[0] == 500
    assert [call.status for call in slack.calls if call.method == "upload"] == [500]
    assert (await complete(told["file_id"]))["ok"]


async def test_the_official_client_uploads_with_one_call(slack, client):
    await client.files_upload_v2(channel=GENERAL, content="words", filename="a.txt", title="A")
    (message,) = slack.messages("general")
    assert (message["files"][0]["title"], message["files"][0]["size"]) == ("A", 5)
