"""Words that are meant to do harm, wherever words are taken."""

from tests.whole.table.commands import CAN_SUM, NOT_READ, ON_IT, READING
from tests.whole.table.row import typed, under

LONG = "weave " * 6_600
BIDI = "\u202e\u2066abc\u2069 what?"
ROWS = [
    typed(
        "ben",
        "general",
        "/ask <!channel> <@U0BEN0001> why?",
        ON_IT,
        aside="<!channel> <@U0BEN0001> why?",
    ),
    typed("chi", "general", "/ask @channel and @ben why?", ON_IT, aside="why?"),
    typed("ann", "general", f"/ask {BIDI}", ON_IT, aside="what?"),
    typed("ben", "general", "/ask why\x00 so?", ON_IT, aside="so?"),
    typed("chi", "general", f"/ask {LONG}why?", ON_IT, aside="why?"),
    typed("ann", "general", "/ask [x](javascript:alert(1)) why?", ON_IT, aside="why?"),
    typed(
        "ben",
        "general",
        "/summarize https://evil.slack.com/archives/C0FOUNDER/p1800000000000001",
        READING,
        direct=NOT_READ,
    ),
    typed(
        "chi",
        "general",
        "/summarize https://loomworks.slack.com.evil.example/archives/C0GENERAL/p1",
        READING,
        direct=NOT_READ,
    ),
    typed("ann", "general", f"/summarize since {LONG}", CAN_SUM),
    under(
        "ann",
        "answer",
        "<!channel> <!here> & <@U0BEN0001>?",
        asks="<!channel> <!here> & <@U0BEN0001>?",
    ),
    under("ann", "answer", "why\x00 not?", asks="not?"),
    under("ann", "answer", "\ud800 alone?", asks="alone?"),
    under("ann", "answer", BIDI, asks="what?"),
    under("ann", "answer", "＠Threadloom ！effort high", asks="effort high"),
    under("ann", "answer", f"{LONG}why?", asks="why?"),
    under("ann", "answer", "```!effort high``` what?", asks="what?"),
]
