"""Files are fetched from one origin alone, and whatever happens becomes a block or a sentence."""

import asyncio
from base64 import b64decode
from dataclasses import dataclass, field, replace

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.client import SlackClient
from bot.adapters.slack.files import MANY, ORIGIN, SLACK, SlackFiles, origin
from bot.conversation import contents
from bot.conversation.attachment import Attachment, attachments
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.slack.server import LocalSlack
from tests.conversation import samples

TOKEN = "xoxb-not-to-be-lost"
HERE = Question(Thread("T1", "C1", "1.0"), "1.0", "U1", "look")


def opens(files, *shared):
    return files.opened(replace(HERE, files=shared))


@dataclass
class Host:
    """A host of files that answers what it is told to, and remembers who asked for what."""

    answers: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    url: str = ""

    async def answer(self, request):
        self.asked.append((request.path, request.headers.get("Authorization")))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return await answer(request) if callable(answer) else web.Response(**answer)

    def file(self, path="a", **more):
        return Attachment("F1", "a.png", "image/png", url=f"{self.url}/{path}", **more)


@pytest.fixture
async def host():
    """One host, on a port of its own."""
    host, app = Host(), web.Application()
    app.router.add_get("/{path:.*}", host.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield host
    await runner.cleanup()


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def slack():
    async with LocalSlack(events=()) as slack:
        yield slack


@pytest.fixture
def client(slack, session):
    return SlackClient(
        AsyncWebClient(slack.bot_token, slack.api_url, session=session, retry_handlers=[])
    )


@pytest.fixture
def files(client, session, host):
    return SlackFiles(client, session, TOKEN, origin=host.url, pauses=(0, 0))


@pytest.fixture
def local(client, session, slack):
    """The files of the local Slack."""
    return SlackFiles(client, session, slack.bot_token, origin=origin(slack.api_url), pauses=(0,))


async def shared(slack, *uploads):
    """What Slack says of files that Ann shares."""
    ts = await slack.type("ann", "general", "", files=uploads)
    (message,) = [m for m in slack.messages("general") if m["ts"] == ts]
    return attachments(message["files"])


async def test_shared_files_are_opened_in_order(slack, local):
    picture, words = samples.png(), b"a,b\n1,2\n"
    told = await shared(slack, ("a.png", picture, "image/png"), ("b.csv", words, "text/csv"))
    blocks, unread = await opens(local, *told)
    assert unread == []
    assert [block["type"] for block in blocks] == ["image", "document"]
    assert b64decode(blocks[0]["source"]["data"]) == picture
    assert blocks[1]["source"]["data"] == words.decode()
    assert slack.downloads == [True, True]


async def test_no_files_are_no_work(local, slack):
    assert await opens(local) == ([], [])
    assert slack.downloads == []


async def test_a_stub_is_looked_up(slack, local):
    (told,) = await shared(slack, ("a.png", samples.png(), "image/png"))
    blocks, unread = await opens(local, Attachment(told.id, access="check_file_info"))
    assert (len(blocks), unread) == (1, [])


@pytest.mark.parametrize(
    ("error", "why"),
    [
        ("file_not_found", "no longer there"),
        ("access_denied", "not let me see"),
        ("x", "files:read"),
    ],
)
async def test_a_stub_that_can_not_be_looked_up_is_a_sentence(slack, local, error, why):
    slack.fault("files.info", error=error)
    blocks, (sentence,) = await opens(local, Attachment("F1", access="check_file_info"))
    assert blocks == []
    assert why in sentence


async def test_without_the_permission_slack_s_login_page_is_recognised(slack, local):
    told = await shared(slack, ("a.txt", b"words", "text/plain"), ("b.html", b"<p>", "text/html"))
    slack.scopes = ()
    blocks, unread = await opens(local, *told)
    assert blocks == []
    assert all("files:read" in sentence for sentence in unread)
    assert slack.downloads == [False, False]


@pytest.mark.parametrize("mode", ["external", "tombstone", "hidden_by_limit"])
async def test_what_slack_does_not_keep_is_not_asked_for(host, files, mode):
    blocks, unread = await opens(files, host.file(mode=mode))
    assert (blocks, len(unread), host.asked) == ([], 1, [])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "files-pri/T1-F1/a.png",
        "//files.slack.com/a.png",
        "http://files.slack.com/a.png",
        "https://files.slack.com:8443/a.png",
        "https://files.slack.com.evil.example/a.png",
        "https://files.slack.com@evil.example/a.png",
        "https://files.slack.com\\@evil.example/a.png",
        "https://evil.example/files.slack.com/a.png",
        "https://user:word@files.slack.com/a.png",
        "https://slack.com/a.png",
        "https://[::1/a.png",
        "https://files.slack.com:99999/a.png",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:6379/",
        "file:///etc/passwd",
        "https://files.slack.com\n.evil.example/",
    ],
)
async def test_no_other_origin_is_ever_asked(client, session, url):
    files = SlackFiles(client, session, TOKEN, pauses=(0,))
    blocks, (sentence,) = await opens(files, Attachment("F1", "a.png", "image/png", url=url))
    assert blocks == []
    assert "not kept on Slack's own host" in sentence


async def test_another_port_of_the_same_host_is_another_origin(host, client, session):
    files = SlackFiles(client, session, TOKEN, origin="http://127.0.0.1:1", pauses=(0,))
    _blocks, unread = await opens(files, host.file())
    assert "own host" in unread[0]
    assert host.asked == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed_and_the_token_stays_here(host, files, status):
    host.answers = [{"status": status, "headers": {"Location": f"{host.url}/elsewhere"}}]
    _blocks, unread = await opens(files, host.file("a"))
    assert "files:read" in unread[0]
    assert host.asked == [("/a", f"Bearer {TOKEN}")]
    assert TOKEN not in unread[0]


@pytest.mark.parametrize(
    ("status", "why"),
    [(401, "files:read"), (403, "files:read"), (404, "no longer"), (410, "no longer")],
)
async def test_a_refusal_is_final(host, files, status, why):
    host.answers = [{"status": status}]
    _blocks, unread = await opens(files, host.file())
    assert why in unread[0]
    assert len(host.asked) == 1


async def drop(request):
    request.transport.abort()
    return web.Response()


async def cut(request):
    """Half of a file, and then the line is gone."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(samples.png())
    request.transport.close()
    return response


TROUBLES = {"503": {"status": 503}, "429": {"status": 429}, "drop": drop, "cut": cut}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
async def test_trouble_is_tried_again(host, files, trouble):
    host.answers = [trouble, trouble, {"body": samples.png()}]
    blocks, unread = await opens(files, host.file())
    assert (len(blocks), unread) == (1, [])


async def test_trouble_without_end_is_a_sentence(host, files):
    host.answers = [{"status": 500}]
    _blocks, unread = await opens(files, host.file())
    assert "in time" in unread[0]
    assert len(host.asked) == 3


async def test_a_stream_without_end_is_left_at_the_limit(host, files):
    left = asyncio.Event()

    async def flood(request):
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while True:
                await response.write(bytes(100_000))
        except ConnectionError:
            left.set()
            raise

    host.answers = [flood]
    _blocks, unread = await opens(files, host.file(size=10))
    assert "a picture may have at most 3.9 MB" in unread[0]
    async with asyncio.timeout(10):
        await left.wait()


async def test_what_slack_says_is_too_large_is_not_asked_for(host, files):
    _blocks, unread = await opens(files, host.file(size=9_000_000))
    assert "9.0 MB" in unread[0]
    assert host.asked == []


async def test_one_that_fails_does_not_cost_the_others(host, files):
    host.answers = [{"body": samples.png()}, {"body": b""}, {"body": samples.png()}]
    blocks, unread = await opens(files, *[host.file()] * 3)
    assert (len(blocks), len(unread)) == (2, 1)


async def test_all_files_of_a_question_share_one_room(host, files):
    large = samples.pdf() + bytes(contents.ROOM // 2)
    host.answers = [{"body": large}]
    book = replace(host.file(), name="book.pdf", mimetype="application/pdf", size=len(large))
    blocks, unread = await opens(files, book, book)
    assert len(blocks) == 1
    assert "together with the other files it is too large" in unread[0]
    assert len(host.asked) == 1


async def test_of_very_many_files_the_first_are_read(host, files):
    host.answers = [{"body": samples.png()}]
    blocks, unread = await opens(files, *[host.file()] * (MANY + 3))
    assert len(blocks) == MANY
    assert unread == [f"Only the first {MANY} of {MANY + 3} files were read."]


def test_files_lie_beside_a_web_api_that_is_not_slack_s():
    assert origin(SLACK) == ORIGIN == "https://files.slack.com"
    assert origin("http://127.0.0.1:4711/api/") == "http://127.0.0.1:4711"
    assert origin("https://slack.com.evil.example/api/") != ORIGIN
