"""Threads to choose from: each with its link and its button, and no deed without a confirmation."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.thread import Thread
from bot.reply.desk import EXPORT, FORGET, FORGET_ME, MOST, Row, offer, offer_me, threads

STAMPS = st.from_regex(r"1[0-9]{9}\.[0-9]{6}", fullmatch=True)
ROWS = st.builds(
    lambda channel, ts: Row(
        Thread("T1", channel, ts), f"https://a.slack.com/archives/{channel}/p1"
    ),
    st.sampled_from(["C1", "D1"]),
    STAMPS,
)


def buttons(shown):
    each = [
        e for block in shown["blocks"] for e in (*block.get("elements", ()), block.get("accessory"))
    ]
    return [element for element in each if element]


@given(st.lists(ROWS, min_size=1, max_size=MOST), st.sampled_from([FORGET, EXPORT]))
def test_every_thread_has_its_link_and_its_button(rows, action):
    shown = threads(rows, action)
    assert [button["value"] for button in buttons(shown)] == [str(row.thread) for row in rows]
    assert {button["action_id"] for button in buttons(shown)} == {action}
    assert all(("confirm" in button) is (action == FORGET) for button in buttons(shown))
    for row, block in zip(rows, shown["blocks"][1:], strict=True):
        assert f"^{row.link}|" in block["text"]["text"]
        assert ("<#C1>" in block["text"]["text"]) is (row.thread.channel == "C1")


def test_nothing_is_forgotten_without_a_confirmation():
    row = Row(Thread("T1", "C1", "1800000000.000001"), "https://a.slack.com/archives/C1/p1")
    for shown in (offer(row), offer_me()):
        for button in buttons(shown):
            sure = button.get("confirm")
            assert bool(sure) is (button["action_id"] in (FORGET, FORGET_ME))
            if sure:
                assert len(sure["text"]["text"]) <= 300
