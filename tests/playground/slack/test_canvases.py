"""Documents of the app: who makes them, of what, and who may read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack.arguments import Arguments
from bot.playground.slack.canvas import CELLS, LARGEST, complaint
from bot.playground.slack.methods import perform
from bot.playground.slack.refusal import Refusal

from .conftest import ANN, BEN, FOUNDERS, GENERAL, RANDOM


def written(markdown):
    return {"type": "markdown", "markdown": markdown}


@pytest.fixture
async def canvas(slack, ask):
    told = await ask("canvases.create", title="Notes", document_content=written("# So\n\nWords."))
    return told["canvas_id"]


def seen(slack, id_, name):
    places = slack.workspace.channels.values()
    person = slack.workspace.user(name).id
    there = [channel for channel in places if person in channel.members]
    return slack.office.canvases[id_].seen_by(person, there)


async def test_a_canvas_is_the_bot_s_until_it_lets_others_in(slack, ask, canvas):
    told = (await ask("files.info", file=canvas))["file"]
    assert (told["title"], told["filetype"], told["user"]) == ("Notes", "quip", "U0BOT0001")
    assert told["permalink"] == f"https://loomworks.slack.com/docs/T0LOOM01/{canvas}"
    assert not seen(slack, canvas, "ann")
    assert (await ask(
        "canvases.access.set", canvas_id=canvas, access_level="read", user_ids=[ANN]
    ))["ok"]  # fmt: skip
    assert seen(slack, canvas, "ann")
    assert not seen(slack, canvas, "chi")
    assert (await ask(
        "canvases.access.set", canvas_id=canvas, access_level="write", channel_ids=[FOUNDERS]
    ))["ok"]  # fmt: skip
    assert seen(slack, canvas, "ben")
    assert not seen(slack, canvas, "chi")


async def test_the_official_client_says_ids_with_commas(slack, client, canvas):
    await client.canvases_access_set(canvas_id=canvas, access_level="read", user_ids=[ANN, BEN])
    assert seen(slack, canvas, "ben")
    told = await client.canvases_create(title="Two", document_content=written("x"))
    assert told["canvas_id"] != canvas


async def test_a_canvas_may_be_a_tab_of_a_channel(slack, ask):
    told = await ask("canvases.create", channel_id=GENERAL)
    assert slack.office.canvases[told["canvas_id"]].tab == GENERAL
    assert seen(slack, told["canvas_id"], "chi")
    assert (await ask("canvases.create", channel_id=RANDOM))["error"] == "not_in_channel"
    assert (await ask("canvases.create", channel_id="C1"))["error"] == "channel_not_found"


async def test_a_channel_has_one_canvas_of_its_own(slack, ask):
    method = "conversations.canvases.create"
    assert (await ask("canvases.create", channel_id=GENERAL))["ok"]
    assert (await ask(method, channel_id=GENERAL, document_content=written("x")))["ok"]
    assert (await ask(method, channel_id=GENERAL))["error"] == "channel_canvas_already_exists"
    assert (await ask(method))["error"] == "invalid_arguments"
    assert (await ask(method, channel_id=RANDOM))["error"] == "not_in_channel"


async def test_a_free_team_has_one_tab_a_channel_and_nothing_else(slack, ask):
    slack.paid = False
    alone = await ask("canvases.create", document_content=written("x"))
    assert alone["error"] == "free_teams_cannot_create_non_tabbed_canvases"
    assert (await ask("canvases.create", channel_id=GENERAL))["ok"]
    again = await ask("canvases.create", channel_id=GENERAL)
    assert again["error"] == "free_team_canvas_tab_already_exists"


@pytest.mark.parametrize(
    "content", [7, [], {}, {"type": "html", "markdown": "x"}, {"type": "markdown"},
                {"type": "markdown", "markdown": 7}]
)  # fmt: skip
async def test_a_document_is_markdown_of_a_certain_length(slack, ask, content):
    told = await ask("canvases.create", document_content=content)
    assert told["error"] == "invalid_arguments"


async def test_a_document_has_a_largest_length(slack):
    told = {"document_content": written("x" * LARGEST)}
    assert perform(slack.office, "canvases.create", Arguments(told))["ok"]
    told = {"document_content": written("x" * (LARGEST + 1))}
    with pytest.raises(Refusal, match="invalid_arguments"):
        perform(slack.office, "canvases.create", Arguments(told))


async def test_what_a_canvas_can_t_show_is_refused_with_its_line(slack, ask):
    told = await ask("canvases.create", document_content=written("So.\n\n#### Deep\n"))
    assert told["error"] == "canvas_creation_failed"
    assert told["detail"] == "'content' error: line 3: Unsupported heading depth (4)"


def table(rows, cells):
    row = "|" + "x|" * cells + "\n"
    return row + "|" + "-|" * cells + "\n" + row * (rows - 1)


@pytest.mark.parametrize(
    ("markdown", "fine"),
    [
        ("# One\n\n## Two\n\n### Three\n", True),
        ("- a\n  - b\n\n> quoted\n", True),
        ("- a\n\n  ```\n  code\n  ```\n", False),
        ("> # quoted\n", False),
        ("> - a\n", True),
        (table(CELLS // 3, 3), True),
        (table(CELLS // 3 + 1, 3), False),
        (table(60, 3) + "\nand\n\n" + table(60, 3), True),
        ("", True),
    ],
)
def test_headings_tables_and_nested_blocks_have_limits(markdown, fine):
    assert (complaint(markdown) == "") is fine


@given(st.text(alphabet="#|-> `x\n1.*", max_size=200))
def test_any_markdown_is_either_taken_or_told_why_not(markdown):
    told = complaint(markdown)
    assert told == "" or told.startswith("'content' error: line ")


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"canvas_id": "F1", "access_level": "read", "user_ids": [ANN]}, "canvas_not_found"),
        ({"canvas_id": None, "access_level": "read", "user_ids": [ANN]}, "invalid_arguments"),
        ({"access_level": "read"}, "invalid_parameters"),
        ({"access_level": "read", "user_ids": [ANN], "channel_ids": [GENERAL]},
         "invalid_parameters"),
        ({"access_level": "owner", "channel_ids": [GENERAL]}, "invalid_parameters"),
        ({"access_level": "admin", "user_ids": [ANN]}, "invalid_arguments"),
        ({"access_level": "read", "user_ids": ["U1"]}, "user_not_found"),
        ({"access_level": "read", "channel_ids": ["C1"]}, "channel_not_found"),
        ({"access_level": "read", "channel_ids": ["D0ANN0001"]}, "channel_not_found"),
        ({"access_level": "read", "user_ids": [ANN] * 21}, "invalid_arguments"),
        ({"access_level": "read", "user_ids": [7]}, "invalid_arguments"),
    ],
)  # fmt: skip
async def test_access_is_asked_for_rightly(slack, ask, canvas, told, error):
    assert (await ask("canvases.access.set", **{"canvas_id": canvas} | told))["error"] == error


async def test_who_gave_a_canvas_away_has_no_say_in_it(slack, ask, canvas):
    rights = {"canvas_id": canvas, "user_ids": [ANN]}
    assert (await ask("canvases.access.set", **rights, access_level="owner"))["ok"]
    told = await ask("canvases.access.set", **rights, access_level="read")
    assert told["error"] == "restricted_action"


async def test_canvases_want_their_scope(slack, ask):
    slack.scopes = ("files:write",)
    for method in ("canvases.create", "conversations.canvases.create", "canvases.access.set"):
        assert (await ask(method))["error"] == "missing_scope"
