from bot.playground.slack.message import Message, Said
from bot.playground.slack.team import BOT_USER

from .conftest import ANN


def test_only_the_bot_is_told_as_a_bot():
    person = Message("C1", "1.000000", ANN, Said("hi", client_msg_id="uuid")).wire()
    bot = Message("C1", "2.000000", BOT_USER, Said("hi")).wire()
    assert "bot_id" not in person
    assert "client_msg_id" not in bot
    assert bot["bot_profile"]["id"] == bot["bot_id"]


def test_a_reply_sent_to_the_channel_as_well_says_so():
    root = Message("C1", "1.000000", ANN, Said("root"))
    reply = Message("C1", "2.000000", ANN, Said("x"), parent=root, broadcast=True)
    assert reply.wire()["subtype"] == "thread_broadcast"
