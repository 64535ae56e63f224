"""The commands that ask, summarise, research and tell; those of the dials are in `dials`."""

from tests.whole.table.row import typed

ON_IT = "I am on it. The answer comes in a direct message, to you alone."
READING = "I am reading it. The summary comes in a direct message, to you alone."
CAN_ASK = "Ask me anything, wherever you are: `/ask"
CAN_SUM = "I can summarise: nothing more said, what came since you last spoke here"
CAN_RESEARCH = "Write what is to be researched: `/research"
NOT_READ = "I can't read that. I only read channels of this workspace"
NO_LINK = "That is no link of a message here."
NOT_YOURS = "I remember no such thread that you can have me forget."
DESK = "I don't know `"

FIRST = [
    typed("chi", "general", "/threadloom forget", "I remember no thread of yours."),
    typed("chi", "general", "/threadloom export", "I remember no thread of yours."),
]
"""As long as they asked nothing."""
ASK = [
    typed("ann", "random", "/ask why is the sky blue?", ON_IT, aside="why is the sky blue?"),
    typed("ben", "general", "/ask    why?   ", ON_IT, aside="why?"),
    typed("chi", "research", "/ask !effort high why so?", ON_IT, aside="why so?", effort="high"),
    typed("chi", "random", "/ask “!effort high” is what?", ON_IT, aside="“!effort high” is what?"),
    typed("ann", "random", "/ask", CAN_ASK),
    typed("ann", "general", "/ask   ", CAN_ASK),
    typed("ann", "general", "/ask !help", CAN_ASK),
    typed("ann", "general", "/ask !stop", CAN_ASK),
    typed("ann", "general", "/ask !summarize 7d", CAN_ASK),
    typed("eve", "general", "/ask why?"),
    typed("ann", "general", "/ASK why?", "`/ASK` is not a valid command."),
]
SUMMARIZE = [
    typed(
        "ben",
        "research",
        "/summarize 7d",
        READING,
        aside="The launch moves to Friday",
        given=("talk",),
    ),
    typed(
        "ann",
        "research",
        "/summarize the last 100 messages",
        READING,
        aside="to Friday",
        given=("talk",),
    ),
    typed(
        "ben",
        "general",
        "/summarize #research today decisions only",
        READING,
        aside="decisions",
        given=("talk",),
    ),
    typed("chi", "general", "/summarize [[talk]] who writes it?", READING, aside="who writes it?"),
    *[
        typed("ben", "research", f"/summarize {w}", READING, aside="to Friday", given=("talk",))
        for w in (
            "today",
            "since monday",
            "last 3 days",
            "since yesterday 0:00, who says so?",
            "from yesterday to today",
            "od wczoraj",
            "最近3天",
        )
    ],
    *[
        typed("ann", "general", f"/summarize {w}", CAN_SUM)
        for w in ("since 9", "last year", "from 2026-13-01 to friday", "30 minutes")
    ],
    typed("ann", "random", "/summarize 7d", READING, direct=NOT_READ),
    typed("chi", "general", "/summarize [[secret]]", READING, direct=NOT_READ),
    typed("ann", "general", "/summarize since banana", CAN_SUM),
    typed("ann", "general", "/summarize since 2026-13-45", CAN_SUM),
    typed("ann", "general", "/summarize 0 messages", CAN_SUM),
    typed("ann", "general", "/summarize 99,999 messages", CAN_SUM),
    typed("ann", "general", "/summarize last 0 days", CAN_SUM),
    typed("ann", "general", "/summarize #nosuchchannel 7d", CAN_SUM),
    typed(
        "chi",
        "research",
        "/summarize 9 messages <#C0FOUNDER|founders>",
        READING,
        aside="founders",
        given=("talk",),
    ),
    typed("ann", "general", "/summarize 7ｄａｙｓｓ", CAN_SUM),
    typed("ann", "general", "/summarize https://files.slack.com/files-pri/T1-F1/x.pdf", CAN_SUM),
    typed("eve", "general", "/summarize 7d"),
]
RESEARCH = [
    typed(
        "ann",
        "research",
        "/research which loom?",
        "I am on it, in a thread here",
        says="Research for ann: which loom?",
        asks="which loom?",
    ),
    typed("ann", "random", "/research", CAN_RESEARCH),
    typed("ann", "research", "/research   ", CAN_RESEARCH),
    typed("eve", "general", "/research which loom?"),
]
TELLS = [
    *[
        typed("ann", "general", f"/threadloom{w}", "Ask me anything")
        for w in ("", " help", " HELP")
    ],
    *[
        typed("ann", "general", f"/threadloom {w}", "Ask me anything")
        for w in ("“help”", "commands", "Pomoc.", "?", "ｈｅｌｐ", "help me please")
    ],
    *[
        typed("chi", "random", f"/threadloom {w}", "For you, in this channel:")
        for w in ("status", "STATUS!", "settings", "`info`")
    ],
    *[
        typed("ann", "general", f"/threadloom {w}", "Nothing was changed")
        for w in ("audit", "log", "changes")
    ],
    *[
        typed("ann", "general", f"/threadloom {w}", "Usage: `/threadloom audit 2`")
        for w in ("audit x", "audit -1", "audit 999999999", "audit ²")
    ],
    *[
        typed("chi", "general", f"/threadloom {w}", "*Your usage*")
        for w in ("usage", "usage me", "cost last month", "money")
    ],
    typed("chi", "general", "/threadloom usage here", "*Usage of this channel*"),
    typed("ann", "general", "/threadloom usage workspace", "*Usage of this workspace*"),
    typed("chi", "general", "/threadloom usage workspace", "Only admins and owners"),
    typed("chi", "general", "/threadloom usage banana", "Usage: `/threadloom usage"),
    *[
        typed("ann", "general", f"/threadloom {w}", DESK)
        for w in ("banana", "helpp", "`rm -rf`", "<!channel>", "@ben", "x" * 3_000, "help\x00")
    ],
    typed("eve", "general", "/threadloom status"),
]
KEEPS = [
    typed("eve", "general", "/threadloom forget"),
    typed("ann", "general", "/threadloom forget", "Which thread?"),
    typed("ann", "general", "/threadloom export", "Which thread?"),
    *[typed("chi", "general", f"/threadloom forget {w}", "I can forget") for w in ("me", "ME")],
    *[
        typed("ann", "general", f"/threadloom {w}", NO_LINK)
        for w in (
            "forget banana",
            "export banana",
            "delete https://evil.example/archives/C0GENERAL/p1800000000000001",
            "export javascript:alert(1)",
        )
    ],
    typed("ann", "general", "/threadloom forget [[answer]]", "Shall I forget this thread?"),
    typed("chi", "general", "/threadloom forget [[answer]]", NOT_YOURS),
    typed("chi", "general", "/threadloom forget [[secret]]", NOT_YOURS),
    typed("chi", "general", "/threadloom export [[secret]]", "I remember no such thread"),
    typed("ann", "general", "/threadloom export [[new answer]]", "I am copying it.", files=2),
    typed("chi", "random", "/threadloom export [[new answer]]", "I am copying it.", files=2),
    typed("eve", "general", "/threadloom export [[answer]]"),
]
ROWS = [*FIRST, *ASK, *SUMMARIZE, *RESEARCH, *TELLS, *KEEPS]
