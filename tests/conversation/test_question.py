from dataclasses import replace

from bot.conversation.question import Question
from bot.conversation.thread import Thread

ROOT = Question(Thread("T1", "C1", "1.0"), "1.0", "U1", "why?")
LATER = replace(ROOT, ts="2.0")


def test_a_retry_and_the_twin_of_a_mention_are_the_same_question():
    assert replace(ROOT, text="<@B1> why?", direct=True).id == ROOT.id == "T1:C1:1.0"


def test_two_messages_are_two_questions():
    assert LATER.id != ROOT.id


def test_asked_again_it_is_another_question_that_shares_the_reply_of_the_first():
    again = replace(ROOT, again="9.9")
    assert again.id == "T1:C1:1.0:9.9"
    assert again.first == ROOT.first == ROOT.id


def test_a_question_opens_the_thread_that_its_own_message_started():
    assert ROOT.opens
    assert not LATER.opens
