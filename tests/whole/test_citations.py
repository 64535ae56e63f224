"""Sources of what was searched stand in Slack: small links behind what cites, a list at the end."""

import re

import pytest

from tests.whole.world import body

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_what_was_searched_is_cited_and_goes_back_verbatim(place):
    # A model of its own: what another test had refused for the usual one is remembered.
    text = "@Threadloom !model claude-opus-4-5 !websearch on search for looms"
    root = await place.slack.type("ann", "general", text)
    said = body(await place.answered(root))
    text, _, listed = said.partition("**Sources**")
    rows = listed.strip().splitlines()
    assert [row.split(". ")[0] for row in rows] == ["1", "2", "3"]
    assert re.findall(r" \[(\d)\]\(https://example\.\w+/", text) == ["1", "2", "3"]
    assert all(f"https://example.{end}/" in said for end in ("com", "org", "net"))

    await place.slack.type("ann", "general", "and then?", thread_ts=root)
    await place.answered(root, 2)
    before = place.asked()[-1]["messages"][1]["content"]
    kinds = [block["type"] for block in before]
    assert kinds[:3] == ["text", "server_tool_use", "web_search_tool_result"]
    assert "Sources" not in str(before)
    assert sum(bool(block.get("citations")) for block in before) == 3
