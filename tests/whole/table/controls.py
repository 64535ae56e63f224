"""What is pressed under replies, at the desk and in the Home tab: by whom, and what is forged."""

from tests.whole.table.row import BARRED, LOST, STRANGE, Row, pressed

TOO_OLD = f"{LOST} question. Please ask it again."
NO_ANSWER = f"{LOST} answer."
ONCE = "That was asked already."
OUTDATED = "This button is out of date."
TOO_LONG = "That took too long. Please press it once more."
FORGED = "T0OTHER01:C0GENERAL:1800000000.000001:U0ANN0001"

ANEW = [
    pressed("ben", "new answer", "regenerate", asks="what is new?"),
    pressed(
        "ben", "new answer", "regenerate_varied", value="effort", asks="what is new?", effort="max"
    ),
    pressed("ben", "new answer", "regenerate_varied", value="search", asks="what is new?"),
    *[
        pressed("chi", "answer", "regenerate", TOO_OLD, value=v)
        for v in (FORGED, "[[secret:first]]", "", "banana", "\u202e", "x" * 2_000)
    ],
    *[
        pressed("chi", "answer", "regenerate_varied", TOO_OLD, value=v)
        for v in (
            "share [[answer:first]]",
            "gone [[answer:first]]",
            "max",
            "effort [[secret:first]]",
        )
    ],
    pressed("eve", "answer", "regenerate", STRANGE),
    pressed("eve", "answer", "regenerate_varied", STRANGE, value="search"),
    pressed("chi", "failed", "again", TOO_OLD, value="[[secret:first]]"),
    pressed("eve", "failed", "again", STRANGE),
    pressed("chi", "failed", "again", asks="what fails?"),
    pressed("chi", "failed", "again_there", TOO_OLD, value="[[failed:first]]"),
    pressed("eve", "failed", "again_there", STRANGE, value="[[failed:first]]"),
    *[
        pressed("ann", "failed", "again_there", TOO_OLD, value=v)
        for v in (FORGED, "", "banana", "\u202e", "x" * 2_000)
    ],
    pressed("ann", "new failed", "again_there", asks="what fails?", value="[[new failed:first]]"),
    pressed("ann", "new cut", "go_on", asks="Please go on exactly where you stopped."),
    pressed("ann", "cut", "go_on", OUTDATED, value="[[secret:thread]]"),
    pressed("ann", "cut", "go_on", OUTDATED, value="banana"),
    pressed("ben", "new answer", "regenerate", ONCE, times=2, asks="what is new?"),
    pressed("ben", "new answer", "regenerate", ONCE, value="[[answer:first]] msg_older"),
    pressed(
        "ben",
        "new answer",
        "regenerate_varied",
        ONCE,
        value="effort",
        times=3,
        asks="what is new?",
        effort="max",
    ),
    pressed("chi", "new failed", "again", ONCE, times=2, asks="what fails?"),
    pressed("ann", "new cut", "go_on", ONCE, times=2, asks="Please go on exactly where you"),
    pressed("eve", "cut", "go_on", STRANGE),
]
STOP = [
    pressed("ann", "growing", "stop", says="stopped by ann"),
    pressed("ann", "growing", "stop", perhaps="I am not writing", times=2, says="stopped by ann"),
    pressed("chi", "growing", "stop", "Only people who have asked me something"),
    pressed("ann", "answer", "stop", "I am not writing anything", value="[[answer:thread]]"),
    pressed("ann", "answer", "stop", OUTDATED, value="[[secret:thread]]"),
    pressed("ann", "answer", "stop", OUTDATED, value="banana"),
    pressed("ann", "answer", "stop", OUTDATED, value=""),
    pressed("eve", "answer", "stop", OUTDATED, value="[[secret:thread]]"),
    pressed("eve", "growing", "stop", "Only people who have asked me something"),
]
BEHIND = [
    pressed("chi", "answer", "thinking", shows="Let me see"),
    pressed("chi", "answer", "thinking", NO_ANSWER, value="[[secret:first]]"),
    pressed("chi", "answer", "thinking", TOO_LONG, forged={"trigger_id": "1.2.stale"}),
    pressed("chi", "secret", "thinking", shows=BARRED),
    pressed("eve", "answer", "thinking", STRANGE),
    pressed("ann", "answer's thinking", "leaf_next", shows="Page 2 of"),
    pressed("ann", "answer's thinking", "leaf_back", value="0", shows="Page 1 of"),
    pressed("ann", "answer's thinking", "leaf_next", value="99", shows="Page 2 of"),
    pressed("ann", "answer's thinking", "leaf_next", value="banana", shows="Page 1 of"),
    pressed("chi", "answer", "earlier", "Because of the air."),
    *[
        pressed("chi", "answer", "earlier", NO_ANSWER, value=f"[[answer:first]] {v}")
        for v in ("99", "-1", "²", "banana")
    ],
    pressed("chi", "answer", "earlier", NO_ANSWER, value="[[secret:first]] 0"),
    pressed("chi", "secret", "earlier", BARRED, value="[[secret:first]] 0"),
    pressed("eve", "answer", "earlier", STRANGE),
    pressed("chi", "answer", "rate", "Thank you", value="up"),
    pressed("chi", "answer", "rate", "Thank you", value="up", times=2),
    pressed("chi", "answer", "rate", shows="What was wrong?", value="down"),
    pressed("chi", "answer", "rate", NO_ANSWER, value="up [[answer:first]] msg_forged"),
    pressed("chi", "answer", "rate", NO_ANSWER, value="down [[secret:first]] msg_1"),
    pressed("chi", "answer", "rate", NO_ANSWER, value="banana"),
    pressed("eve", "answer", "rate", STRANGE, value="up"),
    pressed("chi", "answer", "settings", shows="In force:"),
    pressed("chi", "answer", "settings", TOO_LONG, forged={"trigger_id": "1.2.stale"}),
    pressed("chi", "answer", "settings", OUTDATED, value="[[secret:thread]]"),
    pressed("chi", "answer", "settings", OUTDATED, value="banana"),
    pressed("eve", "answer", "settings", STRANGE),
]
RESEARCHED = [
    pressed("ben", "research", "further_0", says="ben asks: Who makes it?", asks="Who makes it?"),
    pressed("chi", "research", "further_0", ONCE),
    pressed("eve", "research", "further_1", STRANGE),
    pressed("chi", "research", "further_1", OUTDATED, value=""),
    pressed("chi", "research", "further_1", ONCE, times=2, says="chi asks:", asks="in Spain?"),
    pressed("chi", "research", "steps", "- Searched the web"),
    pressed("chi", "research", "steps", NO_ANSWER, value="[[secret:first]]"),
    pressed("eve", "research", "steps", STRANGE),
    pressed("chi", "research", "export_file", says="[file]"),
    pressed("chi", "research", "export_canvas", says="The answer as a canvas:"),
    pressed("chi", "research", "export_file", NO_ANSWER, value="[[secret:first]]"),
    pressed("eve", "research", "export_canvas", STRANGE),
    pressed(
        "ann",
        "summary",
        "share",
        "Shared: ",
        perhaps=ONCE,
        times=2,
        says="The launch moves",
    ),
    pressed("ann", "summary", "share", "Only who asked", value="[[answer:first]]"),
    pressed("ben", "answer", "share", "Only who asked", value="[[answer:first]]"),
    pressed("eve", "answer", "share", STRANGE, value="[[answer:first]]"),
]
DESK = [
    pressed("ann", "offer", "forget", "I am forgetting it", says="I have forgotten"),
    pressed("ann", "offer", "export", "I am copying it.", files=2),
    pressed("ann", "offer", "export", "I am copying it.", perhaps=ONCE, times=2, files=2),
    pressed("ann", "offer", "forget", "I am forgetting it", times=2, says="I have forgotten"),
    *[
        pressed("ann", "offer", "forget", STRANGE, value=v)
        for v in ("banana", "T0OTHER01:C0GENERAL:1800000000.000001", "T0LOOM01:C0GENERAL:*", "")
    ],
    pressed("chi", "offer", "forget", "I remember no such thread", value="[[secret:thread]]"),
    pressed("chi", "offer", "forget", "I remember no such thread", value="[[answer:thread]]"),
    pressed("chi", "offer", "export", "I remember no such thread", value="[[secret:thread]]"),
    pressed("eve", "offer", "forget", STRANGE),
    pressed("eve", "offer", "export", STRANGE),
    pressed("eve", "offer", "forget_me", STRANGE),
    pressed("chi", "offer", "forget_me", "I have forgotten your settings"),
    pressed("chi", "answer", "no_such_control", value="banana"),
]
HOME = [
    Row(act="looks", who="ben", what="home", shows="Recent threads"),
    Row(act="looks", who="ben", what="messages"),
    pressed("ben", "home", "home_change", shows="In force:"),
    pressed("ben", "home", "home_change", forged={"trigger_id": "1.2.stale"}),
    pressed("eve", "home", "home_change"),
    pressed("ben", "home", "home_month", shows="Recent threads"),
    pressed("ben", "home", "home_month", value="9999-99", shows="Recent threads"),
    pressed("ben", "home", "home_month", value="banana", shows="Recent threads"),
]
ROWS = [*ANEW, *STOP, *BEHIND, *RESEARCHED, *DESK, *HOME]
