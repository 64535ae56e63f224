"""The forms: filled in rightly and wrongly, with what they carry forged, by others, too late."""

from tests.whole.table.row import BARRED, STRANGE, sent

ASKS = {"ask_about": {"ask_about": "when?"}}
EMPTY = "Please write what you want to know of this message."
OLD = "This form is out of date."
LOST = "I no longer remember that answer."

SETTINGS = [
    sent(
        "ann",
        "answer",
        "settings",
        {"effort": {"thread": "low"}},
        told="Effort is now *low* in this thread.",
        sets={"thread effort": "low"},
    ),
    sent("ann", "answer", "settings", {}),
    sent("ann", "answer", "settings", {"effort": {"thread": "-"}}),
    sent(
        "ann",
        "answer",
        "settings",
        {"model": {"thread": "not a model"}},
        wrong="I don't know this.",
    ),
    sent(
        "ann", "answer", "settings", {"model": {"thread": "<!channel>"}}, wrong="I don't know this."
    ),
    sent(
        "ann",
        "answer",
        "settings",
        {"language": {"thread": "Klingonese"}},
        wrong="I don't know this.",
    ),
    sent(
        "ann",
        "answer",
        "settings",
        {"language": {"thread": " po polsku "}},
        told="Language of answers is now *Polish* in this thread.",
        sets={"thread language": "pl"},
    ),
    sent(
        "ann",
        "answer",
        "settings",
        {"instructions": {"thread": "Be <!channel>\n\u202ebrief"}},
        told="From now on",
        sets={"thread instructions": "Be <!channel>\n\u202ebrief"},
    ),
    sent(
        "chi",
        "answer",
        "settings",
        {"effort": {"thread": "low"}},
        forged={"thread": "[[secret:thread]]", "at": "thread:[[secret:thread]]"},
        wrong=BARRED,
    ),
    sent(
        "chi",
        "answer",
        "settings",
        {"effort": {"thread": "low"}},
        forged={"at": "person:T0LOOM01:U0ANN0001"},
        shows=OLD,
    ),
    sent(
        "chi",
        "answer",
        "settings",
        {"effort": {"thread": "low"}},
        forged={"at": "channel:T0LOOM01:C0GENERAL"},
        wrong="Only the person who made this channel",
    ),
    sent(
        "chi",
        "answer",
        "settings",
        {"effort": {"thread": "low"}},
        forged={"at": "workspace:T0LOOM01"},
        wrong="Only admins and owners",
    ),
    sent(
        "chi",
        "answer",
        "settings",
        {"effort": {"thread": "low"}},
        forged={"": "banana"},
        shows=OLD,
    ),
    sent("chi", "answer", "settings", {"effort": {"thread": "low"}}, forged={"": ""}, shows=OLD),
    sent("eve", "answer", "settings", {"effort": {"thread": "low"}}, wrong=STRANGE),
    sent(
        "chi",
        "",
        "my_settings",
        {"effort": {"person": "high"}},
        shows="Effort is now *high* for you",
        sets={"person effort": "high"},
    ),
    sent(
        "chi",
        "",
        "my_settings",
        {"effort": {"person": "high"}},
        forged={"at": "person:T0LOOM01:U0ANN0001"},
        shows=OLD,
    ),
    sent(
        "eve",
        "",
        "my_settings",
        {"effort": {"person": "high"}},
        forged={"at": "person:T0LOOM01:U0EVE0001"},
        wrong=STRANGE,
    ),
    sent("eve", "", "my_settings", {"effort": {"person": "high"}}),
    sent("ann", "", "settings_channel", {}, value="C0RESEARC", shows="in this channel, for all"),
    sent("ann", "", "settings_channel", {}, value="C0RANDOM1", shows="I am not in that channel."),
    sent("ann", "", "settings_channel", {}, value="D0BEN0001", shows=BARRED),
    sent("ann", "", "settings_channel", {}, value="banana", shows=BARRED),
    sent("chi", "", "settings_channel", {}, value="C0RESEARC", shows="Only the person who made"),
    sent("chi", "", "settings_channel", {}, value="C0FOUNDER", shows=BARRED),
    sent("eve", "", "settings_channel", {}, value="C0GENERAL"),
    sent(
        "ann",
        "",
        "my_settings",
        {"effort": {"person": "high"}},
        forged={"at": "channel:T0LOOM01:D0BEN0001"},
        wrong=BARRED,
    ),
    sent("ann", "answer", "settings_place", {}, value="channel", shows="in this channel"),
    sent("chi", "answer", "settings_place", {}, value="thread", shows="in this thread"),
]
ABOUT = [
    sent("ann", "talk", "ask_about", ASKS, told="Only you see the answer", aside="when?"),
    sent(
        "ann",
        "new talk",
        "ask_about",
        ASKS | {"where": {"where": "there"}},
        told="The answer comes in the thread",
        asks="when?",
    ),
    sent("ann", "talk", "ask_about", {"ask_about": {"ask_about": "!stop"}}, wrong=EMPTY),
    sent("ann", "talk", "ask_about", {"ask_about": {"ask_about": "  \n "}}, wrong=EMPTY),
    sent(
        "ann",
        "talk",
        "ask_about",
        {"ask_about": {"ask_about": "<!channel> \u202ewhen?"}},
        told="Only you see",
        aside="when?",
    ),
    sent("ann", "talk", "ask_about", ASKS, forged={"": "banana"}, wrong=OLD),
    sent("eve", "talk", "ask_about", ASKS, wrong=STRANGE),
]
COMMENT = [
    sent("chi", "answer", "comment", {"comment": {"comment": "Too short."}}),
    sent("chi", "answer", "comment", {"comment": {"comment": None}}),
    sent("chi", "answer", "comment", {"comment": {"comment": "<!channel> \x00\u202e"}}),
    sent(
        "chi",
        "answer",
        "comment",
        {"comment": {"comment": "x"}},
        forged={"": "a b c"},
        wrong=LOST,
    ),
    sent(
        "chi",
        "answer",
        "comment",
        {"comment": {"comment": "x"}},
        forged={"": "banana"},
        wrong=LOST,
    ),
]
ROWS = [*SETTINGS, *ABOUT, *COMMENT]
