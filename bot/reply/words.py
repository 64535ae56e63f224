"""The bot's own sentences, in Slack's Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.conversation.commands import Commands
from bot.conversation.dials import Dial
from bot.conversation.preferences import Choice, Kind, Preferences
from bot.reply.characters import still
from bot.tongue import say, sentence

HERE = sentence("_Reading your question…_")
AGAIN = sentence("_Trying again…_")
FULL = sentence(
    "There are 50 questions waiting in this thread already, so I did not take this one. "
    "Please ask again when I have caught up."
)
GO_ON = "Please go on exactly where you stopped."
FOLDED = sentence("The oldest part of this thread no longer fits and was folded into a summary.")
TIRED = sentence("I tried this several times and did not get through.")
STALE = sentence("I did not get to this for more than a day. Do you still want an answer?")
HELP = sentence("""\
Ask me anything: mention me in a channel, or write to me directly. I answer in the thread \
and remember what was said there.

- In a channel: `{sign}effort high`, `{sign}thinking on`, `{sign}websearch on`, \
`{sign}webfetch on`, `{sign}model ID`, `{sign}language Polish`, `{sign}instructions TEXT` set how \
I answer *you*; add `here` to set the channel, `workspace` to set all of it. Without a word they \
tell what is in force.
- In a thread: `!effort high`, `!thinking budget 8000` or `!websearch on` alone sets the thread; \
with a question behind it, that one answer. `reset` clears it.
- In a thread, too: `!stop` ends the answer being written, `!retry` has the last one written anew, \
`!forget` makes me forget the thread, `!export` gives it to you alone as files. If you change or \
delete your question, I follow.
- `!mute` keeps me quiet in a thread unless I am mentioned, `!unmute` ends that; \
`{sign}speak mentioned` does it for a channel.
- If an answer takes longer than a minute I mention you once it is there; \
`{sign}callback off` ends that.
- `{sign}ask QUESTION`, wherever you are: the answer comes to you alone, in a direct message. In \
the menu of a message: *Ask about this*, *Explain*, *Translate*.
- `{sign}summarize`, or `!summarize` in a thread: what was said since you last spoke; or `24h`, \
`7d`, `since 2026-11-01`, `100 messages`, `#channel`, a link. Only you see it, until you press \
Share.
- `{sign}research QUESTION`, or `!research QUESTION` in a thread: I make a plan, search the web, \
read pages and answer with sources, within bounds that I show before.
""")
DESK = sentence("Here is what you can ask of me, and only you read the answer:")
MUTED = sentence(
    "I stay quiet in this thread now, unless somebody mentions me. `!unmute` ends that."
)
UNMUTED = sentence("I answer in this thread again, whether I am mentioned or not.")
DIRECT = sentence("In direct messages I always answer.")
_LIVE = re.compile(r"[^\w\s.,:;?!%/+-]")
_WORKING = (sentence("_Working…_"), sentence("_Working: {about}…_"))
_USING = sentence("_Looking something up…_")
_DOING: Mapping[str, tuple[str, str]] = {
    "thinking": (sentence("_Thinking…_"), sentence("_Thinking…_")),
    "searching": (sentence("_Searching the web…_"), sentence("_Searching the web: {about}…_")),
    "fetching": (sentence("_Reading a page…_"), sentence("_Reading {about}…_")),
    "using": (_USING, _USING),
    "planning": (sentence("_Making a plan…_"),) * 2,
    "gathering": (
        sentence("_Reading what was said…_"),
        sentence("_Reading what was said: {about}…_"),
    ),
    "noting": (
        sentence("_Summarising part by part…_"),
        sentence("_Summarising part by part: {about}…_"),
    ),
    "proving": (sentence("_Checking what it rests on…_"),) * 2,
    "folding": (sentence("_Reading back through the thread…_"),) * 2,
    "waiting": (sentence("_Waiting for Claude…_"),) * 2,
    "busy": (sentence("_Claude is busy; I keep trying…_"),) * 2,
}
_WHERE: Mapping[Kind, str] = {
    "message": sentence("for this answer only"),
    "thread": sentence("set in this thread"),
    "person": sentence("your own setting"),
    "channel": sentence("set for this channel"),
    "workspace": sentence("set for this workspace"),
    "default": sentence("the default"),
}
_NOWHERE = Preferences("")
_FOR: Mapping[Kind, str] = {
    "message": sentence("for this answer only"),
    "thread": sentence("in this thread"),
    "person": sentence("for you, everywhere"),
    "channel": sentence("for this channel"),
    "workspace": sentence("for this workspace"),
    "default": sentence("everywhere"),
}


def helping(commands: Commands) -> str:
    """All that can be done, in short, by the names that it has here."""
    return say(HELP, sign=commands.sign)


def whence(kind: Kind) -> str:
    """Who says what a dial stands at: `your own setting`."""
    return say(_WHERE[kind])


def told(dial: Dial, now: Preferences, choice: Choice | None) -> str:
    """What a dial stands at, and who says so."""
    facts = {"dial": say(dial.title), "where": say(_WHERE[choice.kind if choice else "default"])}
    if dial.free and choice:
        return say("{dial} ({where}):", **facts) + f"\n{_quote(choice.value)}"
    return say("{dial}: *{value}* ({where}).", value=dial.tell(now), **facts)


def besides(dial: Dial, choices: Sequence[Choice]) -> str:
    """What is set for a dial at further places, which does not count; "" for nothing."""
    told = [
        say(
            "*{value}* ({where})",
            value=still(shown(dial, choice.value)),
            where=say(_WHERE[choice.kind]),
        )
        for choice in choices
    ]
    return say("Further away: {told}.", told=", ".join(told)) if told else ""


def shown(dial: Dial, value: str) -> str:
    """A value as people read it, on one line."""
    named = dial.free or dial.words > 1
    return dial.tell(dial.turn(_NOWHERE, value)) if named else value


def stands(dial: Dial, now: Preferences, choice: Choice | None) -> str:
    """What a dial stands at and who says so, in plain words: `high (your own setting)`."""
    where = _WHERE[choice.kind if choice else "default"]
    return say("{value} ({where})", value=dial.tell(now), where=say(where))


def turned(dial: Dial, value: str | None, kind: Kind) -> str:
    """That a dial was set, or cleared, and where."""
    facts = {"dial": say(dial.title), "where": say(_FOR[kind])}
    if dial.free:
        return _instructed(value, say(_FOR[kind]))
    if value is None:
        return say("{dial} is no longer set {where}.", **facts)
    return say("{dial} is now *{value}* {where}.", value=shown(dial, value), **facts)


def _instructed(value: str | None, where: str) -> str:
    if value is None:
        return say("No instructions are set {where} any more.", where=where)
    told = say("From now on I am told this {where}, in addition to the operator's:", where=where)
    return f"{told}\n{_quote(value)}"


def overlooked(order: str) -> str:
    """That an order within a question was no more than a part of it."""
    return say(
        "I took `{order}` for a part of your question. An order stands at the beginning, or at the "
        "end on a line of its own.",
        order=order,
    )


def together(first: str, then: str) -> str:
    """Both in one paragraph; but nothing goes on in a quotation that is not quoted."""
    *_, last = ("", *first.splitlines())
    gap = "\n\n" if last.startswith(">") else " "
    return f"{first}{gap}{then}" if then else first


def _quote(text: str) -> str:
    """`text` as a quotation, in mrkdwn as in Markdown; nothing in it is a sign for Slack."""
    return "\n".join(f"> {line}" for line in still(text).splitlines())


def called(users: Sequence[str], link: str) -> str:
    """What calls `users`, by their ids, to the reply at `link`; Slack tells each of them."""
    told = say("My reply is there: {link}", link=f"<{link}>")
    return " ".join((*(f"<@{user}>" for user in users), told))


def prompts() -> list[tuple[str, str]]:
    """What somebody may say next with one click: titles, and whole sentences to be answered."""
    return [
        (
            say("Summarise something"),
            say("Summarise something for me. Ask me for its text, its address or its file first."),
        ),
        (
            say("Research a question"),
            say("Find something out for me on the web, with sources. Ask me first what."),
        ),
        (
            say("Explain something"),
            say("Explain something to me, step by step. Ask me first what, and what I know of it."),
        ),
        (
            say("Draft a message"),
            say("Draft a message to my team with me. Ask me first what it is about."),
        ),
    ]


def strange() -> str:
    """Why somebody of another workspace can't press that."""
    return say("Only people of this workspace can do that.")


def doing(what: str, subject: str) -> str:
    """One quiet line for what goes on while there is nothing new to read; "" for nothing.

    `subject` is the model's or a page's: nothing of it is left that Slack could act on.
    """
    if not what:
        return ""
    alone, about = _DOING.get(what, _WORKING)
    bare = " ".join(_LIVE.sub(" ", subject).split())[:80]
    return say(about, about=bare) if bare else say(alone)
