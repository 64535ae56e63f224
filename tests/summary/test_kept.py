from bot.conversation.conversation import Conversation, Turn, block
from bot.summary.kept import summary

ABOUT = {"of": {"channel": "C1", "thread": ""}, "coverage": "1 of 1 messages."}


def test_a_summary_is_known_by_the_question_it_answers_and_the_newest_counts():
    newer = {**ABOUT, "coverage": "2 of 2 messages."}
    turns = [Turn("user", (block("m"),), "q", about) for about in (ABOUT, newer)]
    conversation = Conversation((*turns, Turn("user", (block("and?"),), "other")))
    assert summary(conversation, "q") == newer
    assert summary(conversation, "other") == {}
    assert summary(Conversation(), "q") == {}
