"""A canvas that those may read who are to, and its address."""

import pytest

from bot.errors import SlackError
from tests.rig import ANN, CHANNEL, rig

TEXT = "# So\n\n#### Deep <@U0BEN0001>\n\n- a\n\n  ```\n  b\n  ```\n"


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield here


def made(here):
    return list(here.slack.office.canvases.values())


async def test_a_canvas_is_written_and_opened(here):
    write = here.bot.giving.canvases.write
    link = await write("Notes", TEXT, [ANN, ANN], CHANNEL)
    (canvas,) = made(here)
    assert link == f"https://loomworks.slack.com/docs/T0LOOM01/{canvas.id}"
    assert canvas.levels == {"U0BOT0001": "owner", ANN: "read", CHANNEL: "read"}
    assert (canvas.title, canvas.markdown[:14]) == ("Notes", "# So\n\n### Deep")
    assert "<@" not in canvas.markdown


async def test_many_readers_take_several_calls(here):
    people = [here.slack.workspace.user(name).id for name in ("ann", "ben", "chi")]
    await here.bot.giving.canvases.write("Notes", "x", people * 9)
    assert len([c for c in here.slack.calls if c.method == "canvases.access.set"]) == 1


@pytest.mark.parametrize("method", ["canvases.create", "canvases.access.set"])
@pytest.mark.parametrize("fault", [{"status": 503}, {"status": 429}, {"drop": True}])
async def test_what_may_go_better_later_is_tried_again(here, method, fault):
    here.slack.fault(method, **fault)
    assert await here.bot.giving.canvases.write("Notes", "x", [ANN])
    assert ANN in made(here)[-1].levels


async def test_where_slack_does_not_say_its_address_it_is_known(here):
    here.slack.fault("files.info", error="file_not_found")
    link = await here.bot.giving.canvases.write("Notes", "x")
    assert link == f"https://loomworks.slack.com/docs/T0LOOM01/{made(here)[0].id}"


async def test_a_free_team_has_none(here):
    here.slack.paid = False
    with pytest.raises(SlackError, match="free_teams_cannot_create_non_tabbed_canvases"):
        await here.bot.giving.canvases.write("Notes", "x", [ANN])
