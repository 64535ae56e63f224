"""A file is given once, whatever Slack answers."""

import aiohttp
import pytest

from bot.adapters.slack.history import History, Home
from bot.adapters.slack.people import People
from bot.adapters.slack.uploads import SlackUploads
from bot.conversation.thread import Thread
from bot.errors import Ambiguous, Gone, SlackError, Unscoped
from bot.ports.giving import Paper
from tests.rig import BOT, CHANNEL, TEAM, rig

PAPER = Paper("answer.md", "# Über\n".encode(), "The answer")
HERE = Thread(TEAM, CHANNEL, "")
QUICK = (0.01, 0.02, 0.04)
COMPLETE = "files.completeUploadExternal"


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield here


@pytest.fixture
async def uploads(here):
    """As the rig has them, in a hurry."""
    home = Home(TEAM, BOT, "B0BOT0001", here.slack.office.site)
    history = History(here.client, People(here.client), home)
    async with aiohttp.ClientSession() as session:
        yield SlackUploads(here.client, session, history, QUICK, QUICK)


def shared(here, thread=None):
    """What stands of ours with a file: its words, and the files' names, titles and sizes."""
    said = here.slack.messages("general", thread)
    return [
        (m["text"], [(f["name"], f["title"], f["size"]) for f in m["files"]])
        for m in said
        if m["user"] == BOT and m.get("files")
    ]


ONE = [("", [("answer.md", "The answer", len(PAPER.raw))])]


async def test_a_paper_is_one_message_with_its_words(here, uploads):
    id_ = await uploads.give(PAPER, HERE, "Here it is")
    assert shared(here) == [("Here it is", ONE[0][1])]
    assert here.slack.office.files[id_].upload[1] == PAPER.raw


async def test_in_a_thread_a_paper_of_one_name_stands_once(here, uploads):
    root = await here.slack.type("ann", "general", "please")
    thread = Thread(TEAM, CHANNEL, root)
    ids = [await uploads.give(PAPER, thread) for _ in range(2)]
    assert ids[0] == ids[1]
    assert shared(here, root) == ONE
    await uploads.give(Paper("other.md", b"x"), thread)
    assert len(shared(here, root)) == 2


async def test_what_a_person_shared_is_not_ours(here, uploads):
    file = ("answer.md", b"x", "text/markdown")
    root = await here.slack.type("ann", "general", "mine", files=[file])
    await uploads.give(PAPER, Thread(TEAM, CHANNEL, root))
    assert shared(here, root) == ONE


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("fault", [{"status": 503}, {"drop": True}, {"html": True}])
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload", COMPLETE])
async def test_where_slack_leaves_us_in_doubt_there_is_one_message(
    here, uploads, method, fault, done
):
    if method == "upload" and "html" in fault:
        fault = {"status": 500}  # only its status tells anything
    here.slack.fault(method, after_accepting=done, **fault)
    await uploads.give(PAPER, HERE)
    assert shared(here) == ONE


async def test_a_share_that_comes_late_is_waited_for_and_not_doubled(here, uploads):
    here.slack.share_after = 0.3
    here.slack.fault(COMPLETE, status=503, after_accepting=True)
    await uploads.give(PAPER, HERE)
    await here.slack.until(lambda: shared(here))
    assert shared(here) == ONE


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", COMPLETE])
async def test_where_slack_asks_to_wait_that_is_done(here, uploads, method):
    here.slack.fault(method, status=429, retry_after=1)
    await uploads.give(PAPER, HERE)
    assert shared(here) == ONE


async def test_what_goes_wrong_again_and_again_is_an_error(here, uploads):
    for method in ("upload", COMPLETE):
        here.slack.fault(method, status=500, times=9)
        with pytest.raises(Ambiguous):
            await uploads.give(PAPER, HERE)
        here.slack.heal()
    assert shared(here) == []


async def test_where_the_bot_is_not_it_gives_nothing(here, uploads):
    with pytest.raises(Gone):
        await uploads.give(PAPER, Thread(TEAM, "C0RANDOM1", ""))


async def test_what_slack_never_takes_is_an_error(here, uploads):
    with pytest.raises(SlackError, match="missing_argument"):
        await uploads.give(Paper("empty.md", b""), HERE)
    here.slack.scopes = ("chat:write",)
    with pytest.raises(Unscoped):
        await uploads.give(PAPER, HERE)
