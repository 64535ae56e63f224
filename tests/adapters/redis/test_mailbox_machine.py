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
from bot.adapters.redis.bell import RedisBell
from bot.adapters.redis.connection import connect
from bot.adapters.redis.mailbox import RedisMailbox, Room
from bot.adapters.redis.store import RedisStore
from bot.conversation.conversation import Turn
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.wish import Wish
from bot.errors import LeaseLost
from bot.reply.journal import Journal

CAP, TOGETHER = 5, 3
THREADS = st.sampled_from([Thread("T1", f"C{n}", "1.0") for n in range(3)])
STAMPS = st.sampled_from(["9.9", "9.900001", "10", "10.000000", "10.1", "10.09", "10.123456789"])


class Books:
    """What must be true of the mailbox, kept in plain sets, by the ids of questions."""

    def __init__(self):
        self.put: dict[str, Question] = {}
        self.done: dict[str, object] = {}
        self.gone: set[str] = set()
        self.groups: dict[str, list[str]] = {}
        self.wishes: dict[str, str] = {}
        self.held: dict[Thread, object] = {}
        self.running: dict[Thread, str] = {}
        self.expired: set[Thread] = set()
        self.refused: set[str] = set()
        self.journals: dict[str, Journal] = {}
        self.attempts: dict[str, int] = {}
        self.kept: dict[Thread, list[str]] = {}
        self.token = 0

    def begun(self, id_):
        return any(id_ in group for group in self.groups.values())

    def waiting(self, thread):
        """Of `thread`, oldest first; what is being answered included."""
        left = [q for id_, q in self.put.items() if q.thread == thread and id_ not in self.done]
        rest = [q for q in left if q.id not in self.gone or self.begun(q.id)]
        return sorted(rest, key=lambda q: (Decimal(q.ts), q.id))

    def group(self, head):
        """Whom the reply to `head` answers: those that waited when it was first taken."""
        if head.id not in self.groups:
            found = [head.id]
            for other in self.waiting(head.thread)[1:TOGETHER]:
                if self.begun(other.id):
                    break
                found.append(other.id)
            self.groups[head.id] = found
        return self.groups[head.id]

    def left(self, id_):
        """The group of a question, less what was taken back."""
        return [self.put[each] for each in self.groups[id_] if each not in self.gone]

    def head(self, id_):
        return next((head for head, group in self.groups.items() if id_ in group), id_)

    def free(self):
        return {q.thread for q in self.put.values() if self.waiting(q.thread)} - set(self.held)

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
        self.mailbox = RedisMailbox(redis, room=Room(CAP, TOGETHER), lease=3600)
        self.bell, self.store = RedisBell(redis), RedisStore(redis)
        self.ticks = 0

    def run(self, act):
        return self.runner.run(act)

    @rule(thread=THREADS, ts=STAMPS)
    def put(self, thread, ts):
        question = Question(thread, ts, "U1", f"about {ts}")
        full = len(self.books.waiting(thread)) >= CAP
        # Who was told that there is no room is not told again, nor answered after all.
        books, id_ = self.books, question.id
        known = id_ in books.put.keys() | books.refused | books.gone
        expected = "duplicate" if known else "full" if full else "new"
        assert self.run(self.mailbox.put(question)) == expected
        if expected == "full":
            books.refused.add(id_)
        elif not known:
            books.put[id_] = question

    @rule(thread=THREADS, ts=STAMPS)
    def change(self, thread, ts):
        self.ticks += 1
        question = Question(thread, ts, "U1", f"new {self.ticks}", edited=f"{1000 + self.ticks}.5")
        books, id_ = self.books, question.id
        said, head = self.run(self.bell.change(question))
        if id_ not in books.put:
            assert said == ("stale" if id_ in books.gone and id_ in books.put else "unknown")
        elif id_ in books.gone:
            assert said == "stale"
        else:
            books.put[id_] = question
            self._check_amended(id_, said, head, "change")

    @rule(thread=THREADS, ts=STAMPS)
    def withdraw(self, thread, ts):
        question = Question(thread, ts, "U1", "")
        books, id_ = self.books, question.id
        said, head = self.run(self.bell.withdraw(question))
        books.gone.add(id_)
        if id_ not in books.put:
            assert said == "unknown"
        else:
            head_ = books.head(id_)
            all_gone = not (books.left(head_) if head_ in books.groups else [])
            self._check_amended(id_, said, head, "withdraw" if all_gone else "change")

    def _check_amended(self, id_, said, head, wish):
        books, question = self.books, self.books.put[id_]
        assert head == books.head(id_)
        if books.running.get(question.thread) == head:
            assert said == "running"
            if books.wishes.get(head) != "withdraw" or wish == "withdraw":
                books.wishes[head] = wish
        elif id_ in books.done:
            assert said == "answered"
        else:
            assert said in ("waiting", "answered")

    @rule(thread=THREADS, user=st.sampled_from(["U1", "U9"]))
    def stop(self, thread, user):
        running = self.books.running.get(thread)
        said = self.run(self.bell.stop(thread, user))
        assert said == ("idle" if not running else "barred" if user == "U9" else "stopped")
        if said == "stopped" and self.books.wishes.get(running) != "withdraw":
            self.books.wishes[running] = "stop"

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
        id_ = question.id
        assert id_ not in books.done, "duplicate"
        assert question.thread not in books.held, "overlap"
        begun = books.running.get(question.thread)
        assert id_ == (begun or books.waiting(question.thread)[0].id), "inversion"
        group = books.group(books.put[id_])
        assert not set(group) & set(books.done), "duplicate"
        assert list(lease.asking.parts) == books.left(id_), "a group is decided once"
        assert lease.asking.less == bool(set(group) & books.gone)
        if books.wishes.get(id_) == "change":
            del books.wishes[id_]
        wish = books.wishes.get(id_)
        assert lease.wish == (wish and Wish(wish, "U1" if wish == "stop" else ""))
        assert lease.token > books.token
        assert lease.journal == books.journals.get(id_, Journal())
        books.attempts[id_] = books.attempts.get(id_, 0) + 1
        assert lease.attempt == books.attempts[id_]
        books.token = lease.token
        books.held[question.thread] = lease
        books.running[question.thread] = id_
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
            if wish := self.books.wishes.get(lease.question.id):
                assert lease.wish.kind == wish

    @rule(lease=leases)
    def note(self, lease):
        journal = Journal("posted", f"r{lease.token}", shown=lease.token)
        if self._fenced(lease, lease.note(journal)):
            self.books.journals[lease.question.id] = journal

    @rule(lease=leases)
    def keep(self, lease):
        question = lease.question
        turns = [Turn(role, ({"by": lease.token},), question.id) for role in ("user", "assistant")]
        if self._fenced(lease, self.store.keep(lease, turns, 0)):
            kept = self.books.kept.setdefault(question.thread, [])
            if question.id not in kept:
                kept.append(question.id)

    @rule(lease=leases, heeded=st.booleans())
    def commit(self, lease, heeded=True):
        books, id_ = self.books, lease.question.id
        if books.done.get(id_) is lease:
            assert self.run(self.mailbox.commit(lease))  # once more: its first try got through
            return
        wish = books.wishes.get(id_) if books.holds(lease) else None
        lost = wish == "change" or (wish == "withdraw" and not heeded)
        done = self._fenced(lease, self.mailbox.commit(lease, heeded=heeded), told=not lost)
        if done and not lost:
            assert not set(books.groups[id_]) & set(books.done), "duplicate"
            books.done |= dict.fromkeys(books.groups[id_], lease)
            books.wishes.pop(id_, None)
            books.running.pop(lease.question.thread, None)
            self._free(lease)

    @rule(lease=leases)
    def release(self, lease):
        self.run(self.mailbox.release(lease))
        if self.books.holds(lease):
            self.books.attempts[lease.question.id] -= 1
            self._free(lease)

    def _free(self, lease):
        self.books.held.pop(lease.question.thread)
        self.books.expired.discard(lease.question.thread)

    def _fenced(self, lease, act, told=None):
        """Whether `act` got through, as it must for the holder and for nobody else."""
        try:
            said = self.run(act)
        except LeaseLost:
            assert not self.books.holds(lease)
            return False
        assert self.books.holds(lease)
        assert said == told
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
        """In the end every question that was not taken back is dealt with, once."""
        books = self.books
        for lease in list(books.held.values()):
            self.commit(lease)
            self.release(lease)
        while lease := self.run(self.mailbox.take(0)):
            books.reap()
            self._check_taken(lease)
            self.commit(lease)
            self.release(lease)
        assert books.put.keys() - books.gone <= books.done.keys(), "lost"


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
