import codecs
from base64 import b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import contents
from bot.conversation.attachment import Attachment
from bot.conversation.contents import MOST, PAGES, ROOM, Unreadable, block, most, unread
from bot.playground.messages.rules.blocks import check_blocks
from tests.conversation import samples

LOGIN = b'\n<!DOCTYPE html><html lang="en"><head><title>Sign in to Slack</title></head></html>'


def file(name="a.bin", mimetype="", size=0):
    return Attachment("F1", name, mimetype, size)


@pytest.mark.parametrize(
    ("name", "raw", "media_type"),
    [
        ("a.png", samples.png(), "image/png"),
        ("a.jpg", samples.jpeg(), "image/jpeg"),
        ("a.gif", samples.gif(), "image/gif"),
        ("a.webp", samples.webp(), "image/webp"),
    ],
)
def test_a_picture_is_an_image_block(name, raw, media_type):
    made = block(file(name, media_type), raw)
    source = made["source"]
    assert (made["type"], source["type"], source["media_type"]) == ("image", "base64", media_type)
    assert b64decode(source["data"]) == raw


@pytest.mark.parametrize("raw", [samples.pdf(PAGES), samples.packed_pdf(PAGES)])
def test_a_pdf_is_a_document_with_its_name(raw):
    made = block(file("offer.pdf", "application/pdf"), raw)
    assert (made["type"], made["title"]) == ("document", "offer.pdf")
    assert made["source"]["media_type"] == "application/pdf"
    assert b64decode(made["source"]["data"]) == raw


@pytest.mark.parametrize(
    "raw",
    [
        "Grüße, 你好\n".encode(),
        codecs.BOM_UTF8 + "Grüße, 你好\n".encode(),
        "Grüße, 你好\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Grüße, 你好\n".encode("utf-16-be"),
    ],
)
def test_a_text_is_a_document_of_text(raw):
    made = block(file("note.txt", "text/plain"), raw)
    assert made == {
        "type": "document",
        "title": "note.txt",
        "source": {"type": "text", "media_type": "text/plain", "data": "Grüße, 你好\n"},
    }


def test_what_a_picture_is_its_bytes_say_and_not_its_name():
    assert block(file("a.png", "image/png"), samples.jpeg())["source"]["media_type"] == "image/jpeg"
    assert block(file("a", "application/octet-stream"), samples.pdf())["type"] == "document"


@pytest.mark.parametrize(
    ("told", "raw", "why"),
    [
        (file(), b"", "it is empty"),
        (file(), b" \n\t ", "it is empty"),
        (file(), b"\x7fELF\0\0\0", "neither a picture"),
        (file(), b"PK\x03\x04\0\0 a zip", "neither a picture"),
        (file(), b"\xff\xfe\0", "neither a picture"),
        (file(), "Grüße".encode("latin-1"), "neither a picture"),
        (file("a.png", "image/png"), b"just words", "not what it holds"),
        (file("a.png", "image/png"), samples.pdf(), "not what it holds"),
        (file("a.pdf", "application/pdf"), samples.png(), "not what it holds"),
        (file("a.txt", "text/plain"), samples.png(), "not what it holds"),
        (file("a.pdf"), samples.pdf(PAGES + 1), "101 pages; 100 are the most"),
        (file("a.pdf"), samples.packed_pdf(10_000), "10,000 pages"),
        (file("a.pdf"), samples.pdf(1, count=10_000), "10,000 pages"),
        (file("a.pdf"), samples.pdf(trailer=b"/Encrypt 5 0 R"), "it is encrypted"),
        (file("a.pdf"), b"%PDF-1.7\n%%EOF", "no pages"),
        (file("a.png"), samples.png(1, 50_000), "1 × 50,000 pixels"),
        (file("a.png"), samples.png(7_900, 7_900), "7,900 × 7,900 pixels"),
        (file("a.png"), samples.png()[:20], "it is damaged"),
        (file("a.png"), samples.png(0, 5), "it is damaged"),
        (file("a.png"), samples.png() + bytes(MOST["picture"]), "a picture may have at most 3.9"),
        (file("a.txt"), b"x" * (MOST["text"] + 1), "a text may have at most 500 kB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_model_can_not_be_shown_is_refused_with_the_reason(told, raw, why):
    with pytest.raises(Unreadable, match=why):
        block(told, raw)


@pytest.mark.parametrize("told", [file("a.png", "image/png", 42), file("a.html", "text/html", 9)])
def test_a_login_page_is_no_file(told):
    with pytest.raises(Unreadable, match="files:read"):
        block(told, LOGIN)


def test_a_page_that_somebody_shares_is_a_text():
    assert "Sign in" in block(file("a.html", "text/html", len(LOGIN)), LOGIN)["source"]["data"]


def test_a_picture_at_the_limit_keeps_to_it_as_base64():
    raw = samples.png() + bytes(MOST["picture"] - len(samples.png()))
    assert len(block(file("a.png"), raw)["source"]["data"]) <= 5 * 1024 * 1024


def test_what_slack_says_is_too_large_is_not_fetched():
    assert most(file("a.png", "image/png", 1000)) == MOST["picture"]
    assert most(file("a.pdf", "application/pdf")) == ROOM
    assert most(file("a.svg", "image/svg+xml")) == MOST["text"]
    with pytest.raises(Unreadable, match=r"it has 6.0 MB, and a picture may have at most 3.9 MB"):
        most(file("a.png", "image/png", 6_000_000))
    with pytest.raises(Unreadable, match="neither a picture"):
        most(file("film.mp4", "video/mp4", 80_000_000))


def test_the_files_of_a_question_share_one_room():
    assert most(file("a.pdf", "application/pdf", 10), room=20) == 20
    with pytest.raises(Unreadable, match="together with the other files"):
        most(file("a.pdf", "application/pdf", 30), room=20)
    assert "together" in str(contents.outgrown(file("a.pdf", "application/pdf"), room=20))


def test_a_sentence_names_the_file_on_one_line_and_opens_no_bracket():
    name = "a]\n[\u202eevil\ud800" + "x" * 300
    sentence = unread(file(name), "it is empty")
    assert sentence.startswith("The file “a) ( evil")
    assert sentence.endswith("” could not be read: it is empty.")
    assert len(sentence) < 180
    assert unread(file(""), "it is empty").startswith("The file “without a name”")


@settings(max_examples=60)
@given(
    st.sampled_from(["", "image/png", "application/pdf", "text/csv", "video/mp4"]),
    st.text(st.characters(), max_size=20),
    st.sampled_from([b"", samples.png(), samples.jpeg(), samples.webp(), samples.pdf(3), b"%PDF-"]),
    st.binary(max_size=60) | st.text(max_size=40).map(str.encode),
)
def test_whatever_a_file_holds_it_is_a_block_the_api_takes_or_unreadable(kind, name, begin, end):
    try:
        made = block(file(name, kind), begin + end)
    except Unreadable:
        return
    check_blocks({"messages": [{"role": "user", "content": [made]}]})
