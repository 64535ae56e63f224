"""Files shared in Slack, through the real program: to the model as blocks, or said why not."""

from base64 import b64decode

import pytest
import pytest_asyncio

from bot.playground.messages.script import Say
from tests.conversation import samples
from tests.whole.world import body, serve, world

pytestmark = pytest.mark.asyncio(loop_scope="module")
PICTURE, PAPER = samples.png(), samples.packed_pdf(2)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place():
    """The program in one process; files do not care how events come."""
    async with world(per_channel={}) as place:
        await serve(place, "socket")
        yield place


def content(place, at=-1):
    """The blocks of one turn of the last request."""
    return place.asked()[-1]["messages"][at]["content"]


async def test_files_come_before_the_words_that_ask_about_them(place):
    place.messages.script(Say("A red square, and two pages."))
    root = await place.slack.type("ann", "general", "@Threadloom what are these?", files=[
        ("square.png", PICTURE, "image/png"),
        ("paper.pdf", PAPER, "application/pdf"),
        ("notes.md", b"# Notes\nRed.", "text/markdown"),
    ])  # fmt: skip
    assert body(await place.answered(root)) == "A red square, and two pages."

    image, paper, notes, words = content(place)
    assert b64decode(image["source"]["data"]) == PICTURE
    assert b64decode(paper["source"]["data"]) == PAPER
    assert (notes["title"], notes["source"]["data"]) == ("notes.md", "# Notes\nRed.")
    assert words["text"].endswith("what are these?")
    assert len(place.replies(root)) == 1


async def test_they_are_fetched_once_and_remembered(place):
    place.messages.script(Say("First."), Say("Second."))
    fetched = len(place.slack.downloads)
    picture = ("square.png", PICTURE, "image/png")
    root = await place.slack.type("ann", "general", "@Threadloom look", files=[picture])
    await place.answered(root)
    await place.slack.type("ann", "general", "and what colour?", thread_ts=root)
    await place.answered(root, 2)
    assert [block["type"] for block in content(place, 0)] == ["image", "text"]
    assert len(place.slack.downloads) == fetched + 1


@pytest.mark.parametrize(
    ("person", "channel", "text"), [("ben", "D0BEN0001", ""), ("ben", "general", "@Threadloom")]
)
async def test_a_file_alone_is_a_question(place, person, channel, text):
    place.messages.script(Say("I see."))
    picture = ("square.png", PICTURE, "image/png")
    root = await place.slack.type(person, channel, text, files=[picture])
    assert body(await place.answered(root, channel=channel)) == "I see."
    assert content(place)[0]["type"] == "image"


async def test_a_large_paper_arrives_whole(place):
    paper = samples.pdf(3) + bytes(4_000_000)
    place.messages.script(Say("All of it."))
    book = ("book.pdf", paper, "application/pdf")
    root = await place.slack.type("ann", "general", "@Threadloom read", files=[book])
    assert body(await place.answered(root)) == "All of it."
    assert b64decode(content(place)[0]["source"]["data"]) == paper


async def test_what_can_not_be_read_is_said_and_the_question_is_answered(place):
    place.messages.script(Say("I could read one of them."))
    root = await place.slack.type("chi", "general", "@Threadloom sum up", files=[
        ("locked.pdf", samples.pdf(trailer=b"/Encrypt 5 0 R "), "application/pdf"),
        ("tall.png", samples.png(1, 50_000), "image/png"),
        ("fine.txt", b"fine", "text/plain"),
        ("empty.txt", b"", "text/plain"),
    ])  # fmt: skip
    assert body(await place.answered(root)) == "I could read one of them."
    fine, words = content(place)
    assert fine["source"]["data"] == "fine"
    told = words["text"].splitlines()
    assert told[0].endswith("sum up")
    assert [line[0] + line[-1] for line in told[1:]] == ["[]"] * 3
    for name, why in (("locked.pdf", "encrypted"), ("tall.png", "50,000"), ("empty.txt", "empty")):
        assert any(name in line and why in line for line in told[1:])


async def test_nothing_but_an_unreadable_file_is_answered_all_the_same(place):
    place.messages.script(Say("I can't read films."))
    film = ("film.mp4", bytes(600_000), "video/mp4")
    fetched = len(place.slack.downloads)
    root = await place.slack.type("ben", "D0BEN0001", "", files=[film])
    await place.answered(root, channel="D0BEN0001")
    (words,) = content(place)
    assert "film.mp4" in words["text"]
    assert len(place.slack.downloads) == fetched, "what is too large is not fetched"


async def test_without_the_permission_the_question_is_answered_too(place):
    scopes, place.slack.scopes = place.slack.scopes, set(place.slack.scopes) - {"files:read"}
    place.messages.script(Say("I was not given it."))
    notes = ("notes.md", b"# Notes", "text/markdown")
    root = await place.slack.type("ann", "general", "@Threadloom read this", files=[notes])
    await place.answered(root)
    place.slack.scopes = scopes
    (words,) = content(place)
    assert "files:read" in words["text"]
