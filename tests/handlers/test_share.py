"""Somebody shares a summary: only who asked for it, and only their own."""

import pytest

from bot.playground.messages.script import Say
from tests.model.test_summarizing import answered, fill
from tests.whole.world import body, buttons


@pytest.fixture
async def summary(front):
    fill(front.rig, 3)
    front.rig.messages.script(Say("So it is [m1]."))
    await front.command("/summarize 3 messages")
    return await answered(front.rig)


async def test_the_button_puts_it_where_it_is_about(front, summary):
    payload = await front.click(summary, "share", channel="D0ANN0001")
    assert (await front.tell(payload)).status == 200
    await answered(front.rig)
    shared = front.rig.slack.messages("general")[-1]
    assert body(shared).startswith("So it is [1](")


@pytest.mark.parametrize("value", ["", "T0LOOM01:D0BEN0001:1.0", "T0LOOM01:D0ANN0001:1.0"])
async def test_a_forged_value_shares_nothing(front, summary, value):
    payload = await front.click(summary, "share", channel="D0ANN0001")
    payload["actions"][0]["value"] = value
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
    assert "Only who asked" in front.whispers()[-1]


async def test_somebody_else_shares_nothing(front, summary):
    payload = await front.click(summary, "share", channel="D0ANN0001")
    payload["user"]["id"] = "U0BEN0001"
    assert (await front.tell(payload)).status == 200
    assert await front.waiting() == []
    assert "share" in buttons(summary)
