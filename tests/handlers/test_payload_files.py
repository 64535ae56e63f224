"""The files that an event brings, read into a question."""

import json

import pytest

from handlers.payload import question
from tests.corpora import CORPORA, corpora_needed

FILE = {"id": "F1", "name": "a.png", "mimetype": "image/png", "size": 7, "mode": "hosted",
        "url_private_download": "https://files.slack.com/a.png"}  # fmt: skip


def body(**event):
    said = {"type": "message", "channel": "C1", "user": "U1", "ts": "1.000001", "text": "look"}
    return {"team_id": "T1", "event": said | event}


@pytest.mark.parametrize("subtype", [None, "file_share", "thread_broadcast"])
def test_a_question_brings_its_files(subtype):
    (file,) = question(body(subtype=subtype, files=[FILE]), "U9", "T1").files
    assert (file.id, file.url) == ("F1", "https://files.slack.com/a.png")


@pytest.mark.parametrize("text", ["", None, "<@U9>"])
def test_a_file_alone_is_a_question(text):
    asked = question(body(text=text, files=[FILE]), "U9", "T1")
    assert (asked.text, len(asked.files)) == ("", 1)


@pytest.mark.parametrize("files", [None, "F1", {"id": "F1"}, 7, [], [None, 7, "F1", {}]])
def test_malformed_files_are_none_and_the_words_are_heard(files):
    asked = question(body(files=files), "U9", "T1")
    assert (asked.text, asked.files) == ("look", ())


@corpora_needed
@pytest.mark.parametrize("name", ["test_events--message_file_share_body",
                                  "test_message_file_share--event_payload"])  # fmt: skip
def test_recorded_shares_are_heard(name):
    path = CORPORA / "slack" / "bolt-python" / f"message.file_share--{name}.json"
    (file,) = question(json.loads(path.read_text()), "U9", "T1").files
    assert file.url.startswith("https://files.slack.com/files-pri/T111-F111/download/")
    assert (file.mimetype, file.mode) == ("image/png", "hosted")
