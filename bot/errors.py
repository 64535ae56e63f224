"""What can go wrong, and the sentence that a person then reads.

BotError
├── ModelError
│   ├── Overloaded
│   ├── Refused
│   │   ├── Unauthorized
│   │   └── Misplaced
│   ├── Unreachable
│   ├── Interrupted
│   ├── Declined
│   └── Exhausted
├── SlackError
│   ├── Throttled
│   ├── Ambiguous
│   ├── Gone
│   │   └── Closed
│   ├── Unscoped
│   ├── Barred
│   └── NotAllowed
├── StoreError
│   ├── StoreAway
│   └── LeaseLost
├── WrongWords
├── Forgotten
└── Twice
"""

from typing import ClassVar, Final

from bot.tongue import say
from bot.tongue import sentence as marked


class BotError(Exception):
    """Any failure we foresaw. The exception's text is for the log, `apology` for the asker."""

    apology: ClassVar[str] = marked("Something went wrong on my side.")

    @property
    def sentence(self) -> str:
        """The apology in the reader's language, with what is known of this very failure."""
        return say(self.apology)


class ModelError(BotError):
    """The Messages API refused or failed."""

    apology = marked("Claude could not answer that.")


class Overloaded(ModelError):
    """The Messages API asks us to come back later; `retry_after` in seconds, if it said."""

    apology = marked("Claude is very busy right now. Please try again in a minute.")

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after

    @property
    def sentence(self) -> str:
        if self.retry_after is None or self.retry_after < 1:
            return say(self.apology)
        return say(
            "Claude is very busy right now. Please try again in {seconds} seconds.",
            seconds=round(self.retry_after),
        )


class Refused(ModelError):
    """The Messages API will not take this request, now or later; `status` is HTTP's."""

    apology = marked("Claude's endpoint did not accept this request.")

    def __init__(self, reason: str, status: int = 400) -> None:
        super().__init__(reason)
        self.status = status


class Unauthorized(Refused):
    """The key is wrong, has no credit, or may not use this model."""

    apology = marked(
        "I am not allowed to ask Claude at the moment. Please tell whoever runs this app."
    )


class Misplaced(Refused):
    """What we ask is no Messages API at all: the base URL is wrong."""

    apology = marked(
        "This base URL is not a Messages endpoint, so I can't ask Claude. Please tell whoever runs "
        "this app to check MESSAGES_BASE_URL."
    )


class Unreachable(ModelError):
    """No answer from the Messages API, or one that it can't have written."""

    apology = marked("I could not reach Claude. Please try again in a moment.")


class Interrupted(ModelError):
    """The stream ended before the answer did."""

    apology = marked("The answer above was cut short.")


class Declined(ModelError):
    """Claude will not answer this; what it had begun to say is withdrawn."""

    apology = marked("Claude declined to answer this.")


class Exhausted(ModelError):
    """All tokens of the answer went into thinking."""

    apology = marked(
        "I used up all the tokens of this answer on thinking. Allow more of them "
        "(`!max_tokens 32000`), or lower the effort or the thinking budget, and try again."
    )


class SlackError(BotError):
    """Slack refused or failed; `code` is Slack's own word for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Throttled(SlackError):
    """Slack asks us to slow down, for `retry_after` seconds. Nothing was shown."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class Ambiguous(SlackError):
    """No telling whether Slack did it: a timeout, a reset, a 5xx, a page instead of JSON."""


class Gone(SlackError):
    """Slack will never take this: the channel, the message or our right to it is gone."""


class Closed(Gone):
    """Nothing can be said in this place: the channel or the thread is shut to us."""


class Unscoped(SlackError):
    """Our installation lacks a permission that this very call needs; all else goes on."""

    apology = marked(
        "I lack a permission in Slack for that. Please tell whoever runs this app to install it "
        "again."
    )


class Barred(SlackError):
    """Slack does not take our token, for now: whoever runs the app must mend that."""

    apology = marked("Slack does not let me in at the moment. Please tell whoever runs this app.")


class NotAllowed(SlackError):
    """The asker may not read this here, or it is not there, or nobody can tell: all the same."""

    apology = marked(
        "I can't read that. I only read channels of this workspace that the person who asks and I "
        "are both in, and what stands in a private one I tell nowhere else."
    )


LATER: Final = (Throttled, Ambiguous, Barred)
"""What Slack may do another time: whatever meets one of these is taken up again."""


class StoreError(BotError):
    """Redis refused or failed."""

    apology = marked("My memory is away for a moment. Please try again.")


class StoreAway(StoreError):
    """Redis did not answer in time, or not in its right mind (loading, read-only, full)."""


class LeaseLost(StoreError):
    """Another worker has this thread now: nothing may be shown or kept any more."""


class WrongWords(BotError):
    """A command or directive that says nothing we know; `usage` is the line that helps."""

    def __init__(self, usage: str) -> None:
        super().__init__(usage)
        self.usage = usage

    @property
    def sentence(self) -> str:
        return self.usage


class Forgotten(BotError):
    """Nobody remembers what a control is about: it is too old, or was to be forgotten."""

    apology = marked("I no longer remember that answer.")


class Twice(BotError):
    """What somebody wants was ordered already, and is under way or was done a moment ago."""

    apology = marked("That was asked already.")
