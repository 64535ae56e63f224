"""What is said in threads and direct messages: words and directives after a "!", and questions."""

from tests.whole.table.commands import CAN_RESEARCH, CAN_SUM
from tests.whole.table.row import Row, typed, under

IDLE = "I am not writing anything in this thread"
NOT_STOPPED = "Only people who have asked me something in this thread"
LOW = "Usage: `!effort low|medium|high|xhigh|max|reset`."
ALONE = ("stop", "forget", "export", "mute", "help")

AT_ONCE = [
    *[
        under("ann", "answer", w, "Ask me anything")
        for w in ("!help", "!HELP", " !Help. ", "！help")
    ],
    *[under("ann", "answer", w, IDLE) for w in ("!stop", "!Stop!")],
    under("chi", "growing", "!stop", NOT_STOPPED),
    under("ann", "growing", "!stop", says="stopped by ann"),
    under(
        "ann",
        "answer",
        "!mute",
        "I stay quiet in this thread now",
        sets={"thread speak": "mentioned"},
    ),
    under(
        "chi", "answer", "!unmute", "I answer in this thread again", sets={"thread speak": "auto"}
    ),
    under("ann", "answer", "!summarize", "Only you see", aside="why is the sky blue?"),
    under("ann", "answer", "!summarize since banana", CAN_SUM),
    under("ann", "answer", "!summarise #", CAN_SUM),
    under("ann", "answer", "!research", CAN_RESEARCH),
    under("ann", "answer", "!research: ", CAN_RESEARCH),
    under("ann", "answer", "/effort high", "/effort is not supported in threads."),
]
TURNED = [
    *[
        under(
            "ann",
            "new answer",
            w,
            says="Effort is now *high* in this thread.",
            sets={"thread effort": "high"},
        )
        for w in (
            "!effort high",
            "!EFFORT: High.",
            "!effort “high”",
            "!effort ｈｉｇｈ",
            "！effort high",
            "!effort\nhigh",
            "!effort  HIGH",
            "! effort high",
            "!Effort: high, please!",
            "@Threadloom !effort high",
            "!effort high @Threadloom",
            "@Threadloom /effort high",
        )
    ],
    under(
        "ann",
        "new answer",
        "!web on",
        says="Web search is now *on* in this thread.",
        sets={"thread websearch": "on"},
    ),
    *[
        under("ann", "new answer", f"!{w} that and tell me more", says=f"`!{w}` has to be all")
        for w in ALONE
    ],
    *[
        under("ann", "new answer", w, says="Usage: `!language LANGUAGE")
        for w in ("!language is this ok?", "!language no, leave it")
    ],
    under("ann", "new answer", "!model what do you use?", says="Usage: `!model ID"),
    under("ann", "new answer", "!tools any ideas?", says="Usage: `!tools auto|any|none|NAME"),
    under("ann", "new answer", "why?\n!effort enormous", says=LOW),
    under(
        "ann", "new answer", "!efort high", says="I don't know `!efort`. Did you mean `!effort`?"
    ),
    under("chi", "new answer", "!effort?", says="Effort: *the model's own* (the default)."),
    under("chi", "new answer", "!effort", says="Effort: *the model's own* (the default)."),
    under("chi", "new answer", "!effort reset", says="Effort is no longer set in this thread."),
    *[
        under("ann", "new answer", w, says=LOW)
        for w in ("!effort enormous", "!effort <!channel>", "!effort javascript:alert(1)")
    ],
    under(
        "ann",
        "new answer",
        "!thinking budget 8000",
        says="Thinking is now *budget 8000* in this thread.",
        sets={"thread thinking": "budget 8000"},
    ),
    under(
        "ann",
        "new answer",
        "!temperature 0.5",
        says="Temperature is now *0.5* in this thread.",
        sets={"thread temperature": "0.5"},
    ),
    under("ann", "new answer", "!top_p 7", says="Usage: `!top_p N"),
    under("ann", "new answer", "!max_tokens 0", says="Usage: `!max_tokens N"),
    under("ann", "new answer", "!websearch no idea why", says="Usage: `!websearch on|off|reset`."),
    under(
        "ann",
        "new answer",
        "!language Polish",
        says="Language of answers is now *Polish* in this thread.",
        sets={"thread language": "pl"},
    ),
    under("ann", "new answer", "!language Klingonese", says="Usage: `!language LANGUAGE"),
    under(
        "ann",
        "new answer",
        "!instructions <!channel> Be brief.",
        says="From now on I am told this in this thread",
        sets={"thread instructions": "<!channel> Be brief."},
    ),
]
ASKED = [
    under("ann", "answer", "and at night?", asks="and at night?"),
    under("ben", "answer", "!effort high and at dawn?", asks="and at dawn?", effort="high"),
    under("ben", "answer", "and at noon? !effort low", asks="and at noon?", effort="low"),
    under("ben", "answer", "and at ten?\n!effort low", asks="and at ten?", effort="low"),
    under("ben", "answer", "tell me !effort high", asks="tell me !effort high"),
    under("ben", "answer", "```\n!effort high\n``` is what?", asks="!effort high"),
    under("ann", "answer", "what does !effort high do?", asks="what does !effort high do?"),
    under("ann", "answer", "`!effort high` does what?", asks="`!effort high` does what?"),
    under("ann", "answer", "> !effort high", asks="!effort high"),
    under("ann", "answer", "“!effort high” he said", asks="“!effort high” he said"),
    under("ann", "answer", "!banana split?", asks="!banana split?"),
    under("ann", "answer", "@Ben Nowak what do you say?"),
    under("chi", "talk", "just among us"),
    typed("ann", "general", "nobody calls it"),
    typed("chi", "general", "@Threadloom hello?", asks="hello?"),
    typed("ann", "random", "@Threadloom hello?", "You mentioned @Threadloom, but they"),
    under("ann", "new answer", "!retry", asks="what is new?"),
    under("ann", "new answer", "!export", "The files are in your direct messages", files=2),
    under("chi", "new answer", "!forget", says="Only whoever asked me first in this thread"),
    under("ann", "new answer", "!forget", says="I have forgotten what was said in this thread"),
]
DIRECT = [
    typed("ann", "D0ANN0001", "hi there", aside="hi there"),
    typed("chi", "D0CHI0001", "!help", "Ask me anything"),
    typed("chi", "D0CHI0001", "!mute", "In direct messages I always answer."),
    typed("chi", "D0CHI0001", "!stop", IDLE),
    typed("ben", "D0BEN0001", "!effort low why?", aside="why?", effort="low"),
    typed("ben", "D0BEN0001", "!effort enormous", direct=LOW),
    typed(
        "chi",
        "D0CHI0001",
        "/effort low",
        "Effort is now *low* for you",
        sets={"person effort": "low"},
    ),
]
CHANGED = [
    Row(
        act="edits",
        who="ann",
        on="new answer",
        what="@Threadloom what is old?",
        asks="what is old?",
    ),
    Row(act="edits", who="ben", on="talk", what="The launch moves to Monday"),
    Row(act="deletes", who="ann", on="new answer", what=""),
    Row(act="stops", who="ann", on="silent", what="", says="stopped by ann"),
    Row(act="speaks", who="ben", what="en-GB"),
]
ROWS = [*AT_ONCE, *TURNED, *ASKED, *DIRECT, *CHANGED]
