"""Every key in Redis is made here, under one hash tag, so that one script may touch them all.

============================  =======  =========================================================
`ready`                       zset     threads with work that nobody holds; score: since when
`leases`                      zset     threads that are held; score: until when
`owner`                       hash     thread to the fencing token of its holder
`fence`                       integer  the last fencing token given
`wake`                        list     one element for each time a thread became ready
`waiting:<thread>`            zset     members (see `member`), in the order of their Slack ts
`question:<id>`               hash     `asked`, `first`, `journal`, `attempts`, `taken`, …; and
                                       `alone`, it shares its reply with none; `together`, the
                                       ids of all that its reply answers; `head`, whose reply
                                       answers it; `edited`, `gone`, `wish`, see `lua/amend.lua`;
                                       `full`, there was no room; `heard`, it was no question;
                                       `forgets`, it ordered that, and goes when it is committed;
                                       `once`, the key of what it orders
`running`                     hash     thread to the id of the question being answered
`asked:<thread>`              hash     id of each question asked there to who asked it
`conversation:<thread>`       list     turns (JSON), oldest first
`kept:<thread>`               hash     question, as first asked, to how many turns it has there
`known:<thread>`              string   ts of the question that called the bot into this thread
`preferences:<place>`         hash     dial to value
`changes:<place>`             stream   `who` set `dial` at `place` from `old` to `new`, if there was
                                       or is one; those of channels in one for all of a workspace
`allowance:<team>:…`          various  see `lua/ask.lua`
`calls:<team>:<method>:…`     various  see `lua/book.lua`
`flow:<team>:<method>:…`      various  see `lua/flow.lua`
`replay:<signature>`          string   this request came in already
`once:<digest>`               string   what this names is ordered: until shortly after it was done
`usage:<kind>:<key>[:<day>]`  hash     counters (see `Usage.counts`); days since 1970, in UTC
`barrier`                     string   empty: written so that replicas can be waited for
`workers`                     zset     live worker processes; score: until when we believe so
`memory`                      string   the run id of the Redis whose memory is known to be whole
`reconciler`                  string   which process looks for what was lost
`looking`                     string   the same, from its beginning; it goes if more is lost
`lately`                      zset     threads to look at then; score: the ts of the last question
`pause:<endpoint>`            string   no new request, as long as it is there
`refused:<endpoint>`          zset     features that the endpoint does not take; score: until when
`closed:<thread>`             string   when Slack last let nothing be said there, and why
`barred:<digest>`             string   why it refuses our token, of which this is made
`feedback:<thread>`           hash     `Verdict.key` to what a person thinks of an answer (JSON)
`judged:<team>`               zset     threads with feedback; score: when it came last
`threads:<team>:<user>`       zset     threads in which somebody asked; score: ts of the last time
`traces:<thread>`             set      ids of all that has a `question:` record, for forgetting
`forgotten:<digest>`          string   ts before which all of a thread was forgotten; nothing else
                                       names it, see `forgotten`
`wishes`                      channel  id of a question, and what is wished of its answer
============================  =======  =========================================================

Scores are microseconds of the clock of Redis.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from bot.conversation.preferences import Place
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.usage import Account

_ROOT = "{threadloom}:"
_EPOCH = date(1970, 1, 1)

READY = f"{_ROOT}ready"
LEASES = f"{_ROOT}leases"
OWNER = f"{_ROOT}owner"
FENCE = f"{_ROOT}fence"
WAKE = f"{_ROOT}wake"
RUNNING = f"{_ROOT}running"
WISHES = f"{_ROOT}wishes"
BARRIER = f"{_ROOT}barrier"
WORKERS = f"{_ROOT}workers"
MEMORY = f"{_ROOT}memory"
RECONCILER = f"{_ROOT}reconciler"
LOOKING = f"{_ROOT}looking"
LATELY = f"{_ROOT}lately"
WAITING = f"{_ROOT}waiting:"
QUESTION = f"{_ROOT}question:"
FEEDBACK = f"{_ROOT}feedback:"
_ALLOWANCE = ("window", "running", "interims", "finals", "asked", "pause", "last")


def waiting(thread: Thread) -> str:
    """The questions of a thread that are not dealt with."""
    return f"{WAITING}{thread}"


def question(id: str) -> str:  # noqa: A002  the design's word
    """One question: what was asked, and how far its answer came."""
    return f"{QUESTION}{id}"


def asked(thread: Thread) -> str:
    """Who asked what in a thread."""
    return f"{_ROOT}asked:{thread}"


def conversation(thread: Thread) -> str:
    """What has been said in a thread."""
    return f"{_ROOT}conversation:{thread}"


def kept(thread: Thread) -> str:
    """How many turns of each question a conversation holds."""
    return f"{_ROOT}kept:{thread}"


def known(thread: Thread) -> str:
    """The mark of a thread that the bot was called into."""
    return f"{_ROOT}known:{thread}"


def preferences(place: Place) -> str:
    """What is set at a place."""
    return f"{_ROOT}preferences:{place}"


def changes(place: Place) -> str:
    """What was changed at a place; of a channel, with that of all of its workspace."""
    channel = place.kind == "channel"
    return channels(place.key.partition(":")[0]) if channel else f"{_ROOT}changes:{place}"


def channels(team: str) -> str:
    """What was changed in the channels of a workspace."""
    return f"{_ROOT}changes:channels:{team}"


def allowance(team: str) -> list[str]:
    """What a workspace's edits are counted with, in the order of `lua/ask.lua`."""
    return [f"{_ROOT}allowance:{team}:{name}" for name in _ALLOWANCE]


def calls(team: str, method: str, *places: str) -> list[str]:
    """What the calls of a method are counted with, in the order of `lua/book.lua`."""
    root = f"{_ROOT}calls:{team}:{method}"
    return [f"{root}:pause", *(f"{root}:window:{place}" for place in places)]


def flow(team: str, method: str, later: str) -> list[str]:
    """What calls of a method are counted with, in the order of `lua/flow.lua`."""
    own, other = (f"{_ROOT}flow:{team}:{name}" for name in (method, later))
    return [f"{own}:full", f"{own}:pause", f"{other}:full", f"{other}:open"]


def replay(once: str) -> str:
    """The mark of a signed request that came in already."""
    return f"{_ROOT}replay:{once}"


def once(team: str, what: str) -> str:
    """The mark of what is ordered and must not be done twice; nobody can tell what from it."""
    return f"{_ROOT}once:{sha256(f'{team} {what}'.encode()).hexdigest()}"


def usage(account: Account) -> str:
    """The counters of an account; `ValueError` for a day that is none."""
    ever = f"{_ROOT}usage:{account.kind}:{account.key}"
    return f"{ever}:{(date.fromisoformat(account.day) - _EPOCH).days}" if account.day else ever


def pause(endpoint: str) -> str:
    """The mark of an endpoint that wants rest."""
    return f"{_ROOT}pause:{endpoint}"


def refused(endpoint: str) -> str:
    """What an endpoint does not take."""
    return f"{_ROOT}refused:{endpoint}"


def closed(thread: Thread) -> str:
    """The mark of a thread in which nothing can be said."""
    return f"{_ROOT}closed:{thread}"


def barred(token: str) -> str:
    """The mark of a token that Slack refuses; nobody learns the token from it."""
    return f"{_ROOT}barred:{sha256(token.encode()).hexdigest()}"


def feedback(thread: Thread) -> str:
    """What people think of the answers in a thread."""
    return f"{FEEDBACK}{thread}"


def judged(team: str) -> str:
    """The threads of a workspace where somebody thinks something of an answer."""
    return f"{_ROOT}judged:{team}"


def threads(team: str, user: str) -> str:
    """The threads in which somebody asked."""
    return f"{_ROOT}threads:{team}:{user}"


def traces(thread: Thread) -> str:
    """What there are records of that came from a thread."""
    return f"{_ROOT}traces:{thread}"


def forgotten(thread: Thread) -> str:
    """The mark of a thread that was forgotten, lest Slack telling of it again bring it back.

    Whoever reads it learns when that was, and not of which thread.
    """
    return f"{_ROOT}forgotten:{sha256(str(thread).encode()).hexdigest()}"


def member(question: Question) -> str:
    """`question` in its thread's `waiting`: as text these sort as their Slack ts do as numbers.

    Seconds are padded to one length; a fraction sorts as text of any length, since the blank that
    ends it sorts before every digit.
    """
    seconds, _, fraction = question.ts.partition(".")
    return f"{seconds.zfill(16)}.{fraction} {question.id}"
