from dataclasses import replace

from bot.conversation.question import Asking, Question
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


def test_an_asking_is_told_from_others_by_its_words_and_by_who_wants_it_anew():
    one, two = LATER, Question(ROOT.thread, "3.0", "U2", "b")
    plain = Asking(one, (one, two))
    assert (plain.of, plain.anew, plain.id, plain.users) == ("", "", one.id, ("U1", "U2"))
    changed = Asking(one, (one, replace(two, edited="9.0")))
    less = Asking(one, (one,), less=True)
    retried = Asking(replace(one, again="7.0"), (one, two))
    anew = Asking(replace(one, again="7.0", how="effort"), (one, two))
    assert [each.anew for each in (changed, less, retried, anew)] == ["", "", "", "7.0"]
    assert [each.of for each in (changed, less, retried)] == ["2.0@ 3.0@9.0", "2.0@", ""]
    assert len({each.id for each in (plain, changed, less, retried)}) == 4
