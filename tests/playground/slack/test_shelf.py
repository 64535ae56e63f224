"""What a person opens at the page, and what may not be opened from elsewhere."""

import aiohttp
import pytest

from .conftest import ANN, FOUNDERS


@pytest.fixture
async def http(slack):
    async with aiohttp.ClientSession(slack.url) as session:
        yield session


@pytest.mark.parametrize(
    ("name", "kind", "how"),
    [
        ("a b.html", "text/html", "attachment"),
        ("a b.svg", "image/svg+xml", "inline"),
        ("a b.png", "image/png", "inline"),
    ],
)
async def test_a_file_is_handed_out_and_can_do_nothing(slack, http, name, kind, how):
    await slack.type("ann", "general", "", files=[(name, b"<script>1</script>", kind)])
    (file,) = slack.messages("general")[0]["files"]
    async with http.get(f"/file/{file['id']}") as answer:
        assert (answer.content_type, await answer.read()) == (kind, b"<script>1</script>")
        assert answer.headers["Content-Disposition"].startswith(f"{how}; filename*=UTF-8''a%20b.")
        assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_canvas_is_told_to_those_who_were_let_in(slack, ask, http):
    content = {"type": "markdown", "markdown": "**So** <@U0BEN0001>"}
    id_ = (await ask("canvases.create", document_content=content))["canvas_id"]
    statuses = []
    for level in ("nobody", {"user_ids": [ANN]}, {"channel_ids": [FOUNDERS]}):
        if level != "nobody":
            await ask("canvases.access.set", canvas_id=id_, access_level="read", **level)
        for name in ("ann", "ben", "chi", "nobody", ""):
            async with http.get(f"/canvas/{id_}", params={"as": name}) as answer:
                statuses.append(answer.status)
                if answer.status == 200:
                    told = await answer.json()
    assert statuses == [403] * 5 + [200] + [403] * 4 + [200, 200] + [403] * 3
    assert told["title"] == "Untitled"
    assert told["html"].startswith("<p><strong>So</strong>")


@pytest.mark.parametrize("path", ["/file/F1", "/canvas/F1"])
async def test_what_is_not_there_is_not_found_and_others_sites_are_told_nothing(http, path):
    async with http.get(path) as answer:
        assert answer.status == 404
    async with http.get(path, headers={"Origin": "https://evil.example"}) as answer:
        assert answer.status == 403
    async with http.get(path, headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403
