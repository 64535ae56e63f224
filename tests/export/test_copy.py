"""A copy holds all that is kept, less what its reader could not read in Slack."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.conversation import Conversation, Turn, block
from bot.conversation.quoted import Said, pointed
from bot.conversation.thread import Thread
from bot.export.copy import Copy, moment, shown
from bot.export.document import document
from bot.export.transcript import transcript

HERE = Thread("T1", "C1", "1800000000.000001")
LINK = "https://loom.slack.com/archives/C1/p1800000000000001"
ENDS = {"stop_reason": "end_turn", "model": "claude-x"}


def id_(number):
    return f"T1:C1:180000000{number}.000001"


def exchange(number, asked, answer):
    """One question and its answer, as they are kept."""
    question = Turn("user", (block(asked),), id_(number))
    return [question, Turn("assistant", (block(answer),), id_(number), ENDS)]


def copied(*turns, reader="U1", **changes):
    asked = {id_(number): f"U{number}" for number in range(1, 6)}
    names = {"U1": "Ann", "U2": "Ben"}
    copy = Copy(HERE, LINK, reader, 1_800_000_100.0, Conversation(tuple(turns)), asked, names)
    return replace(copy, **changes)


TWO = [*exchange(1, "Ann: why?", "Because."), *exchange(2, "Ben: secret slip", "Hush.")]
TAKEN = Turn("mark", (), id_(2), {"withdraws": id_(2)})


def test_nothing_is_withheld_of_what_stands():
    copy = copied(*TWO)
    assert copy.withheld == frozenset()
    assert shown(copy) == copy.conversation


def test_what_was_taken_back_is_withheld_from_all_but_who_said_it():
    assert copied(*TWO, TAKEN).withheld == {2, 3}
    assert copied(*TWO, TAKEN, reader="U2").withheld == frozenset()


def test_of_a_question_that_was_reworded_the_old_words_are_withheld():
    anew = Turn("mark", (), id_(2), {"anew": "", "of": "2@3"})
    copy = copied(*TWO, anew, *exchange(2, "Ben: better", "Ah."))
    assert copy.withheld == {2}
    assert "secret" not in transcript(copy)
    assert "better" in transcript(copy)


def test_the_transcript_tells_who_asked_what_and_when_and_what_was_answered():
    assert transcript(copied(*TWO, settings={"effort": "high"})) == (
        "# A thread with Claude\n\n"
        f"It stands in Slack: <{LINK}>. This copy was made on 2027-01-15 08:01 UTC.\n\n"
        "Set for this thread:\n\n- effort: high\n\n"
        "## Ann, 2027-01-15 08:00 UTC\n\nwhy?\n\n### Claude\n\nBecause.\n\n*claude-x*\n\n"
        "## Ben, 2027-01-15 08:00 UTC\n\nsecret slip\n\n### Claude\n\nHush.\n\n*claude-x*\n"
    )


def test_what_is_forwarded_without_a_word_is_not_told_as_theirs_who_did():
    said = pointed(Said("Ben", "9.0", "We ship\non Friday", LINK))
    told = transcript(copied(*exchange(1, said, "Good to know.")))
    assert "## Ann, 2027-01-15 08:00 UTC\n\n### Claude\n\nGood to know." in told
    assert "We ship" not in told


def test_blocks_that_nobody_can_read_are_in_the_document_alone():
    sealed = {"type": "redacted_thinking", "data": "sealed=="}
    user, answer = exchange(1, "why?", "Because.")
    copy = copied(user, replace(answer, content=(sealed, *answer.content)))
    assert "sealed==" not in transcript(copy)
    assert json.loads(document(copy))["turns"][1]["content"][0] == sealed


def test_a_document_says_when_things_were():
    told = json.loads(document(copied(*TWO)))
    assert told["exported"] == "2027-01-15T08:01:40+00:00"
    assert told["questions"][0]["asked"] == moment("1800000001.000001").isoformat()


WORDS = st.text(max_size=40)
TURNS = st.lists(
    st.tuples(st.integers(1, 5), WORDS, WORDS, st.sampled_from(["", "withdraws", "drops", "anew"])),
    max_size=8,
)


@given(TURNS, st.integers(1, 6))
def test_whatever_was_kept_a_document_has_every_turn_and_nobody_elses_withdrawn_words(told, reader):
    turns = []
    for number, asked, answer, mark in told:
        turns += exchange(number, f"<{asked}>", answer)
        if mark:
            about = {"anew": "x", "of": asked} if mark == "anew" else {mark: id_(number)}
            turns.append(Turn("mark", (), id_(number), about))
    copy = copied(*turns, reader=f"U{reader}")
    read = json.loads(document(copy).decode("utf-8", "replace"))
    assert [turn["role"] for turn in read["turns"]] == [turn.role for turn in turns]
    for at, turn in enumerate(read["turns"]):
        withheld = at in copy.withheld
        assert turn.get("withheld", False) is withheld
        assert (turn["content"] == []) is (withheld or not turns[at].content)
        assert not (withheld and copy.owns(turns[at]))
    assert transcript(copy).startswith("# A thread with Claude")
