"""The commands that set how one is answered: right, sloppy, wrong and hostile words of each.

They are played by `tests/whole/test_preferences.py`: what is typed, and what is then set, or said.
"""

from bot.conversation.preferences import channel, workspace
from tests.rig import CHANNEL, TEAM

HERE, ALL = channel(TEAM, CHANNEL), workspace(TEAM)

MINE = [
    *[("effort", w, "high") for w in ("high", "HIGH", " High. ", "“high”", "hi", "= high")],
    *[("effort", w, "high") for w in ("set to high", "high everywhere", "for me: high", "*high*")],
    *[("effort", w, "xhigh") for w in ("xhigh", "extra high", "X-High")],
    *[("effort", w, "medium") for w in ("med", "middle", "(medium)")],
    *[("thinking", w, "on") for w in ("on", "yes", "YES!", "true", "enable", "adaptive", "y")],
    *[("thinking", w, "off") for w in ("off", "No.", "false", "disabled", "turn off")],
    *[
        ("thinking", w, "budget 8000")
        for w in ("budget 8000", "8,000", "budget=8000", "8000 tokens")
    ],
    *[("websearch", w, "on") for w in ("on", "‘on’", "Enabled", "1", "switch on")],
    *[("webfetch", w, "off") for w in ("off", "none", "0", "N")],
    *[("model", w, "claude-opus-4-6") for w in ("claude-opus-4-6", "“claude-opus-4-6”")],
    *[("language", w, "pl") for w in ("Polish", "polski", "in polish", "pl", "po polsku")],
    *[("language", w, "zh-Hant") for w in ("Traditional Chinese", "繁體中文", "zh_hant")],
    *[("callback", w, "off") for w in ("off", "no", "OFF everywhere")],
    ("instructions", "Be brief.\n\n- “never” lists", "Be brief.\n\n- “never” lists"),
    ("instructions", "Here we write <b>plainly</b> & well", "Here we write <b>plainly</b> & well"),
    ("instructions", "everywhere: Use metric units", "Use metric units"),
    ("instructions", "Be kind to everyone here", "Be kind to everyone here"),
]
WRONG = [
    *[
        ("effort", w, "low|medium|high|xhigh|max")
        for w in ("enormous", "high low", "help", "?", "9")
    ],
    *[
        ("effort", w, "low|medium")
        for w in ("high here everywhere", "high\x00", "'; DROP TABLE", "🙂")
    ],
    *[("thinking", w, "budget N") for w in ("maybe", "budget", "budget 12", "budget -1", "1e9")],
    *[("thinking", w, "budget N") for w in ("budget 99999999999999999999", "NaN", "budget ten")],
    *[("websearch", w, "on|off") for w in ("perhaps", "on off", "@chi", "<!channel>", "on " * 900)],
    *[("webfetch", w, "on|off") for w in ("https://example.com", "-", "{}")],
    *[("model", w, "ID") for w in ("two words", "opus!", "<script>", "x" * 200)],
    *[("language", w, "Polish or pt-BR") for w in ("Klingonese", "xx", "pl-", "English or Polish")],
    *[("speak", w, "auto|mentioned") for w in ("never", "mentioned everywhere", "on")],
    *[("callback", w, "on|off") for w in ("later", "on/off")],
    ("instructions", "x" * 3_001, "at most 3,000 characters"),
]
OURS = [
    *[
        ("effort", w, HERE)
        for w in ("high here", "HERE: high", "high for this channel", "high channel")
    ],
    *[
        ("effort", w, ALL)
        for w in ("high workspace", "high for everyone", "“high” Team", "workspace high")
    ],
    *[("speak", w, HERE) for w in ("mentioned", "Mentioned here", "when mentioned")],
    *[("speak", w, ALL) for w in ("mentioned workspace",)],
    *[("instructions", w, HERE) for w in ("here Be brief.", "HERE:\nBe brief.")],
    *[("instructions", w, ALL) for w in ("workspace Be brief.", "Workspace: Be brief.")],
    *[("language", w, HERE) for w in ("Polish here", "here: pl")],
]
NAMES = {name for name, *_ in (*MINE, *WRONG, *OURS)}
"""The dials that are turned by them."""
