"""Whatever happens in whatever order: lost 0, duplicate 0, inversions 0, overlap 0."""

import asyncio
from contextlib import AsyncExitStack
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.adapters.redis import keys
from bot.adapters.redis.connection import connect
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.store import RedisStore
from bot.conversation.conversation import Turn
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import LeaseLost
from bot.reply.journal import Journal

CAP = 4
THREADS = st.sampled_from([Thread("T1", f"C{n}", "1.0") for n in range(3)])
STAMPS = st.sampled_from(["9.9", "9.900001", "10", "10.000000", "10.1", "10.09", "10.123456789"])


class Books:
    """What must be true of the mailbox, kept in plain sets."""

    def __init__(self):
        self.put: set[Question] = set()
        self.done: dict[Question, object] = {}
        self.held: dict[Thread, object] = {}
        self.expired: set[Thread] = set()
        self.refused: set[Question] = set()
        self.journals: dict[Question, Journal] = {}
        self.attempts: dict[Question, int] = {}
        self.kept: dict[Thread, list[str]] = {}
        self.token = 0

    def waiting(self, thread):
        """Of `thread`, oldest first; the one being answered included."""
        rest = {q for q in self.put if q.thread == thread} - set(self.done)
        return sorted(rest, key=lambda q: (Decimal(q.ts), q.id))

    def free(self):
        return {q.thread for q in self.put if q not in self.done} - set(self.held)

    def reap(self):
        for thread in self.expired:
            self.held.pop(thread, None)
        self.expired.clear()

    def holds(self, lease):
        return self.held.get(lease.question.thread) is lease


class MailboxMachine(RuleBasedStateMachine):
    leases = Bundle("leases")

    def __init__(self, url):
        super().__init__()
        self.runner = asyncio.Runner()
        self.doors = AsyncExitStack()
        redis = self.run(self.doors.enter_async_context(connect(url)))
        self.run(redis.flushall())
        self.redis, self.books = redis, Books()
        self.mailbox, self.store = RedisMailbox(redis, cap=CAP, lease=3600), RedisStore(redis)

    def run(self, act):
        return self.runner.run(act)

    @rule(thread=THREADS, ts=STAMPS)
    def put(self, thread, ts):
        question = Question(thread, ts, "U1", f"about {ts}")
        full = len(self.books.waiting(thread)) >= CAP
        # Who was told that there is no room is not told again, nor answered after all.
        known = question in self.books.put | self.books.refused
        expected = "duplicate" if known else "full" if full else "new"
        assert self.run(self.mailbox.put(question)) == expected
        if not known:
            (self.books.refused if full else self.books.put).add(question)

    @rule(target=leases)
    def take(self):
        self.books.reap()
        lease = self.run(self.mailbox.take(0))
        if lease is None:
            assert not self.books.free(), "lost"
            return multiple()
        self._check_taken(lease)
        return lease

    def _check_taken(self, lease):
        books, question = self.books, lease.question
        assert question not in books.done, "duplicate"
        assert question.thread not in books.held, "overlap"
        assert question == books.waiting(question.thread)[0], "inversion"
        assert lease.token > books.token
        assert lease.journal == books.journals.get(question, Journal())
        books.attempts[question] = books.attempts.get(question, 0) + 1
        assert lease.attempt == books.attempts[question]
        books.token = lease.token
        books.held[question.thread] = lease
        lease.check()

    @precondition(lambda self: self.books.held)
    @rule(choice=st.randoms(use_true_random=False))
    def let_one_expire(self, choice):
        """The holder has been silent for long: what Redis knows of time is this score."""
        thread = choice.choice(sorted(self.books.held, key=str))
        self.run(self.redis.zadd(keys.LEASES, {str(thread): 1}))
        self.books.expired.add(thread)

    @rule(lease=leases)
    def renew(self, lease):
        if self._fenced(lease, self.mailbox.renew(lease)):
            self.books.expired.discard(lease.question.thread)

    @rule(lease=leases)
    def note(self, lease):
        journal = Journal("posted", f"r{lease.token}", shown=lease.token)
        if self._fenced(lease, lease.note(journal)):
            self.books.journals[lease.question] = journal

    @rule(lease=leases)
    def keep(self, lease):
        question = lease.question
        turns = [Turn(role, ({"by": lease.token},), question.id) for role in ("user", "assistant")]
        if self._fenced(lease, self.store.keep(lease, turns, 0)):
            kept = self.books.kept.setdefault(question.thread, [])
            if question.id not in kept:
                kept.append(question.id)

    @rule(lease=leases)
    def commit(self, lease):
        if self.books.done.get(lease.question) is lease:
            self.run(self.mailbox.commit(lease))  # once more: its first try got through
        elif self._fenced(lease, self.mailbox.commit(lease)):
            assert lease.question not in self.books.done, "duplicate"
            self.books.done[lease.question] = lease
            self._free(lease)

    @rule(lease=leases)
    def release(self, lease):
        self.run(self.mailbox.release(lease))
        if self.books.holds(lease):
            self.books.attempts[lease.question] -= 1
            self._free(lease)

    def _free(self, lease):
        self.books.held.pop(lease.question.thread)
        self.books.expired.discard(lease.question.thread)

    def _fenced(self, lease, act):
        """Whether `act` got through, as it must for the holder and for nobody else."""
        try:
            self.run(act)
        except LeaseLost:
            assert not self.books.holds(lease)
            return False
        assert self.books.holds(lease)
        return True

    @invariant()
    def conversations_hold_each_question_and_answer_once(self):
        for thread, kept in self.books.kept.items():
            turns = self.run(self.store.conversation(thread)).turns
            assert [turn.question for turn in turns] == [one for one in kept for _ in range(2)]

    def teardown(self):
        try:
            self._drain()
        finally:
            self.run(self.doors.aclose())
            self.runner.close()

    def _drain(self):
        """In the end every question is dealt with, once."""
        for lease in list(self.books.held.values()):
            self.commit(lease)
        while lease := self.run(self.mailbox.take(0)):
            self.books.reap()
            self._check_taken(lease)
            self.commit(lease)
        assert set(self.books.done) == self.books.put, "lost"


def test_nothing_is_lost_doubled_inverted_or_overlapping(url):
    run_state_machine_as_test(
        lambda: MailboxMachine(url),
        settings=settings(
            max_examples=40,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
