import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.attachment import Attachment, attachments
from tests.corpora import CORPORA, corpora_needed

WORDS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
JSON = st.recursive(WORDS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
FIELDS = st.sampled_from(
    ["id", "name", "title", "mimetype", "size", "url_private", "mode", "file_access", "is_external"]
)


@corpora_needed
def test_a_recorded_share_is_read():
    path = CORPORA / "slack" / "bolt-python"
    file = path / "message.file_share--test_events--message_file_share_body.json"
    (read,) = attachments(json.loads(file.read_text())["event"]["files"])
    assert read == Attachment(
        id="F111",
        name="test.png",
        mimetype="image/png",
        size=42706,
        url="https://files.slack.com/files-pri/T111-F111/download/test.png",
        mode="hosted",
    )


def test_a_file_kept_elsewhere_says_so():
    told = {"id": "F1", "mode": "hosted", "is_external": True, "url_private": "http://elsewhere"}
    assert attachments([told])[0].mode == "external"


def test_a_stub_of_slack_connect_asks_to_be_looked_up():
    (stub,) = attachments([{"id": "F1", "mode": "file_access", "file_access": "check_file_info"}])
    assert (stub.id, stub.access, stub.url, stub.size) == ("F1", "check_file_info", "", 0)


@pytest.mark.parametrize("told", [None, "F1", {"id": "F1"}, 7, [None, "F1", {}, {"id": 7}, []]])
def test_what_is_malformed_is_no_file(told):
    assert attachments(told) == ()


@given(JSON | st.lists(st.dictionaries(FIELDS, JSON) | JSON))
def test_whatever_comes_is_read_in_peace(told):
    for file in attachments(told):
        assert file.id
        assert isinstance(file.url, str)
        assert file.size >= 0


@pytest.mark.parametrize("size", [-1, 1e9, "7", None, True, 1 << 60])
def test_a_size_that_makes_no_sense_is_untold(size):
    (file,) = attachments([{"id": "F1", "size": size}])
    assert file.size in (0, 1)
