"""Whatever people did: each question once, in its newest answered version, at its place."""

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.conversation.conversation import STOPPED, Conversation, Turn, block, text
from bot.conversation.question import Asking, Question
from bot.conversation.thread import Thread

HERE = Thread("T1", "C1", "1.0")


@dataclass
class Story:
    """One exchange as people know it; `counts` is what they would say that the bot remembers."""

    parts: list[Question]
    gone: set[str] = field(default_factory=set)
    counts: list[str] | None = None
    answered: bool = False
    open: bool = False
    worded: dict[str, list[str]] = field(default_factory=dict)

    @property
    def first(self):
        return self.parts[0].first

    def asking(self, anew=""):
        left = tuple(part for part in self.parts if part.first not in self.gone)
        head = self.parts[0]
        how = "same" if anew else ""
        question = Question(HERE, head.ts, head.user, head.text, again=anew, how=how)
        return Asking(question, left, less=bool(self.gone))

    def words(self):
        return [part.text for part in self.parts if part.first not in self.gone]


class HistoryMachine(RuleBasedStateMachine):
    """People ask, change their minds, stop and regenerate; the log is kept as the bot does it."""

    def __init__(self):
        super().__init__()
        self.conversation = Conversation()
        self.stories: list[Story] = []
        self.ticks = 0

    def tick(self):
        self.ticks += 1
        return self.ticks

    def keep(self, *turns):
        self.conversation = self.conversation.add(*turns)

    def begin(self, story, anew=""):
        """What `Saying` keeps before it asks the model."""
        asking = story.asking(anew)
        lacking = self.conversation.lacks(story.first, asking.anew, asking.of)
        if lacking is not None:
            turns, wordless = lacking
            for part in asking.parts if wordless else ():
                about = {} if part.first == story.first else {"asked": part.first}
                turns.append(Turn("user", (block(part.text),), story.first, about))
            self.keep(*turns)
        story.open = self.conversation.answered(story.first) is None
        if not story.answered:
            story.counts = story.words()
        self._check_asked(story)

    def _check_asked(self, story):
        """The request: all that stands before, then this question, whatever came after it."""
        upon = self.conversation.upon(story.first)
        before = self.stories[: self.stories.index(story)]
        said = [word for each in before if each.counts for word in each.counts]
        if story.open:
            assert words(upon) == [*said, *story.words()]
            assert upon.messages()[-1]["role"] == "user"

    @rule(count=st.integers(1, 3))
    def ask(self, count):
        names = [self.tick() for _ in range(count)]
        parts = [Question(HERE, f"{n}.0", f"U{n}", f"question {n}") for n in names]
        story = Story(parts)
        self.stories.append(story)
        self.begin(story)

    def _open(self):
        return [s for s in self.stories if s.open]

    def _settled(self):
        return [s for s in self.stories if not s.open and set(s.gone) < {p.first for p in s.parts}]

    @precondition(_open)
    @rule(choice=st.randoms(use_true_random=False), tools=st.booleans())
    def answer(self, choice, tools):
        story = choice.choice(self._open())
        said = f"answer {self.tick()}"
        if tools:
            call, result = {"type": "tool_use", "id": said}, {"type": "tool_result"}
            self.keep(
                Turn("assistant", (call,), story.first, {"stop_reason": "tool_use"}),
                Turn("user", (result,), story.first),
            )
        self._end(story, said, "end_turn")

    @precondition(_open)
    @rule(choice=st.randoms(use_true_random=False), silent=st.booleans())
    def stop(self, choice, silent):
        story = choice.choice(self._open())
        if not silent:
            self._end(story, f"half of {self.tick()}", STOPPED)
            return
        story.open = False
        if not story.answered:
            self.keep(Turn("mark", (), story.first, {"withdraws": story.first}))
            story.counts = None

    def _end(self, story, said, reason):
        self.keep(Turn("assistant", (block(said),), story.first, {"stop_reason": reason}))
        story.counts, story.answered, story.open = [*story.words(), said], True, False

    @precondition(_settled)
    @rule(choice=st.randoms(use_true_random=False))
    def regenerate(self, choice):
        self.begin(choice.choice(self._settled()), f"{self.tick()}.5")

    @precondition(_settled)
    @rule(choice=st.randoms(use_true_random=False))
    def retry(self, choice):
        story = choice.choice(self._settled())
        self.begin(story)

    @precondition(lambda self: self.stories)
    @rule(choice=st.randoms(use_true_random=False))
    def edit(self, choice):
        story = choice.choice(self.stories)
        left = [p for p in story.parts if p.first not in story.gone]
        if not left:
            return
        old = choice.choice(left)
        new = Question(HERE, old.ts, old.user, f"changed {self.tick()}", edited=f"{self.ticks}.7")
        story.parts[story.parts.index(old)] = new
        story.worded.setdefault(old.first, []).append(old.text)
        self.begin(story)

    @precondition(_settled)
    @rule(choice=st.randoms(use_true_random=False))
    def delete(self, choice):
        """After it was answered, or failed."""
        story = choice.choice(self._settled())
        part = choice.choice([p for p in story.parts if p.first not in story.gone])
        story.gone.add(part.first)
        self.keep(Turn("mark", (), part.first, {"drops": part.first}))
        if set(story.gone) == {p.first for p in story.parts}:
            story.counts = None
        elif story.counts:
            ours = {part.text, *story.worded.get(part.first, ())}
            story.counts = [word for word in story.counts if word not in ours]

    @invariant()
    def it_alternates_and_begins_with_a_question(self):
        messages = self.conversation.messages()
        assert all(one["role"] != two["role"] for one, two in pairwise(messages))
        assert not messages or messages[0]["role"] == "user"

    @invariant()
    def the_newest_version_of_each_exchange_stands_at_its_place(self):
        counted = [word for story in self.stories if story.counts for word in story.counts]
        assert words(self.conversation) == counted

    @invariant()
    def what_stands_on_something_else_than_when_it_was_said_is_in_an_earlier_epoch(self):
        ends = [at for at, t in enumerate(self.conversation.current()) if t.about.get("epoch_ends")]
        fresh = self.conversation.current()[(ends or [-1])[-1] + 1 :]
        places = {id(turn): at for at, turn in enumerate(self.conversation.turns)}
        indices = [places[id(turn)] for turn in fresh]
        assert indices == sorted(indices)


def words(conversation):
    """What a request says, in order, tools left out."""
    said = [text(turn.content) for turn in conversation.current() if turn.role != "mark"]
    return [each for each in said if each]


def test_the_newest_version_of_each_exchange_is_sent_in_the_order_of_the_thread():
    run_state_machine_as_test(
        HistoryMachine, settings=settings(max_examples=150, stateful_step_count=25, deadline=None)
    )


def asked(question, words="?", **about):
    return Turn("user", (block(words),), question, about)


def said(question, words="!", **about):
    return Turn("assistant", (block(words),), question, {"stop_reason": "end_turn", **about})


def mark(question, **about):
    return Turn("mark", (), question, about)


def test_what_the_first_bot_kept_when_it_was_asked_again_counts_once_at_its_place():
    kept = (asked("q1", "one"), asked("q2", "two"), said("q2", "Two."), asked("q1", "one"))
    assert words(Conversation((*kept, said("q1", "One.")))) == ["one", "One.", "two", "Two."]


def test_a_new_answer_to_the_last_question_ends_no_epoch():
    kept = (asked("q1"), said("q1"), asked("q2"), said("q2", "Old."))
    anew = Conversation(kept).add(mark("q2", anew="9.0", of=""), said("q2", "New."))
    assert words(anew) == ["?", "!", "?", "New."]
    assert all(turn.role != "mark" for turn in anew.current())
    assert [[text(turn.content) for turn in turns] for turns in anew.earlier("q2")] == [["Old."]]


def test_a_new_answer_further_up_ends_the_epoch_of_all_that_stood_on_the_old_one():
    kept = (asked("q1"), said("q1"), asked("q2"), said("q2"))
    anew = Conversation(kept).add(mark("q1", anew="9.0", of=""), said("q1", "New."), asked("q3"))
    roles = [(turn.role, turn.question) for turn in anew.current()]
    assert roles[-2:] == [("mark", ""), ("user", "q3")]


def test_what_is_taken_back_ends_the_epoch_of_what_came_after_it():
    kept = (asked("q1"), said("q1"), asked("q2"), said("q2"), mark("q1", drops="q1"), asked("q3"))
    assert [(t.role, t.question) for t in Conversation(kept).current()] == [
        ("user", "q2"),
        ("assistant", "q2"),
        ("mark", ""),
        ("user", "q3"),
    ]


def test_an_answer_that_is_half_made_does_not_replace_the_old_one():
    kept = (asked("q1"), said("q1", "Old."), mark("q1", anew="9.0", of=""))
    half = Turn("assistant", ({"type": "tool_use"},), "q1", {"stop_reason": "tool_use"})
    trying = Conversation((*kept, half))
    assert words(trying) == ["?", "Old."]
    assert words(trying.upon("q1")) == ["?"]
    assert [text(turn.content) for turn in trying.stands("q1")] == ["Old."]


def test_what_is_answered_anew_stays_whole_beside_a_summary():
    kept = (asked("q1"), said("q1"), asked("q2"), said("q2"), mark("q2", summary="Cats.", upto=2))
    anew = Conversation(kept).add(mark("q1", anew="9.0", of=""), said("q1", "New."))
    told = words(anew)
    assert "Cats." in told[0]
    assert told[1:] == ["?", "New.", "?", "!"]


def test_the_last_open_question_is_the_one_to_ask_again():
    kept = (asked("q1"), asked("q2"), said("q2"))
    assert Conversation(kept).again()[0] == ("q1", False)
    assert Conversation(kept[1:]).again()[0] == ("q2", True)
    assert Conversation().again() == []
