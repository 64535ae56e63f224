import json
import re

import pytest

from bot.playground.messages.usage import Usage
from bot.playground.messages.wire import Message, encode, events, whole

CITATION = {"type": "web_search_result_location", "url": "https://example.com", "title": "T"}
CONTENT = (
    {"type": "thinking", "thinking": "Let me think about it.", "signature": "c2ln"},
    {"type": "text", "text": "I will look that up for you."},
    {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {"query": "q"}},
    {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": []},
    {"citations": [CITATION], "type": "text", "text": "Found it."},
    {"type": "tool_use", "id": "toolu_1", "name": "now", "input": {}},
)
MESSAGE = Message("msg_1", "claude-sonnet-4-6", CONTENT, Usage(7, 5, 3, 2, 40, 6, 1), "tool_use")


def told():
    return list(events(MESSAGE))


def deltas(index):
    return [
        e["delta"] for e in told() if e["type"] == "content_block_delta" and e["index"] == index
    ]


def test_a_message_begins_and_ends_as_on_the_wire():
    names = [event["type"] for event in told()]
    assert names[:3] == ["message_start", "content_block_start", "ping"]
    assert names[-2:] == ["message_delta", "message_stop"]
    assert names.count("content_block_start") == names.count("content_block_stop") == len(CONTENT)


def test_a_message_starts_empty_and_with_its_prompt_counted():
    start = told()[0]["message"]
    assert (start["content"], start["stop_reason"], start["role"]) == ([], None, "assistant")
    assert start["usage"]["input_tokens"] == 7
    assert start["usage"]["cache_creation"] == {
        "ephemeral_5m_input_tokens": 5,
        "ephemeral_1h_input_tokens": 3,
    }


def test_thinking_ends_with_exactly_one_signature():
    kinds = [delta["type"] for delta in deltas(0)]
    assert kinds[-1] == "signature_delta"
    assert set(kinds[:-1]) == {"thinking_delta"}


def test_a_citation_comes_before_its_text():
    assert deltas(4)[0] == {"type": "citations_delta", "citation": CITATION}
    assert all(delta["type"] == "text_delta" for delta in deltas(4)[1:])


def test_the_input_of_a_tool_comes_in_pieces_that_begin_with_nothing():
    cut = [delta["partial_json"] for delta in deltas(2)]
    assert cut[0] == ""
    assert json.loads("".join(cut)) == {"query": "q"}
    assert [delta["partial_json"] for delta in deltas(5)] == [""]


def test_the_result_of_a_server_tool_is_whole_at_its_start():
    starts = [e["content_block"] for e in told() if e["type"] == "content_block_start"]
    assert starts[3] == CONTENT[3]
    assert deltas(3) == []


def test_the_ending_tells_why_and_what_it_cost():
    ending = told()[-2]
    assert ending["delta"]["stop_reason"] == "tool_use"
    assert ending["usage"] == {
        "input_tokens": 7,
        "cache_creation_input_tokens": 8,
        "cache_read_input_tokens": 2,
        "output_tokens": 40,
        "output_tokens_details": {"thinking_tokens": 6},
        "server_tool_use": {"web_search_requests": 1, "web_fetch_requests": 0},
    }


def test_unstreamed_it_is_the_same_message():
    body = whole(MESSAGE)
    assert body["content"] == list(CONTENT)
    assert body["usage"]["output_tokens"] == 40
    assert body["stop_reason"] == "tool_use"


@pytest.mark.parametrize("event", told(), ids=lambda e: e["type"])
def test_an_event_is_a_name_and_one_line_of_json(event):
    found = re.fullmatch(rb"event: (\w+)\ndata: ([^\n]+)\n\n", encode(event))
    assert found is not None
    assert found[1].decode() == event["type"]
    assert json.loads(found[2]) == event
