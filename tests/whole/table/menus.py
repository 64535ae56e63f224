"""The shortcuts in the menu of a message, and the global one."""

from tests.whole.table.commands import ON_IT
from tests.whole.table.row import BARRED, STRANGE, pointed

TOO_LONG = "That took too long. Please press it once more."
ROWS = [
    pointed("ann", "talk", "explain", ON_IT, aside="Explain this message"),
    pointed("ben", "hostile talk", "explain", ON_IT, aside="Explain this message"),
    pointed("chi", "far talk", "explain", ON_IT, aside="Explain this message"),
    pointed("eve", "answer", "explain", STRANGE),
    pointed("ann", "talk", "explain", STRANGE, forged={"message": {}}),
    pointed("chi", "talk", "translate", ON_IT, aside="Translate this message into English"),
    pointed("ben", "secret", "translate", ON_IT, aside="Translate this message into English"),
    pointed("eve", "answer", "translate", STRANGE),
    pointed("ann", "talk", "translate", STRANGE, forged={"message": {"ts": "banana"}}),
    pointed("ann", "talk", "ask_about", shows="What ben wrote:"),
    pointed("ann", "hostile talk", "ask_about", shows="<!channel>"),
    pointed("ann", "far talk", "ask_about", shows="far away"),
    pointed("ann", "talk", "ask_about", TOO_LONG, forged={"trigger_id": "1.2.stale"}),
    pointed("eve", "answer", "ask_about", STRANGE),
    pointed(
        "chi",
        "answer",
        "summarize_thread",
        "Only you see the summary",
        aside="why is the sky blue?",
    ),
    pointed("eve", "answer", "summarize_thread", STRANGE),
    pointed("ann", "talk", "summarize_thread", STRANGE, forged={"message": {"ts": "1"}}),
    pointed("ann", "answer", "settings", shows="In force:"),
    pointed("chi", "secret", "settings", shows=BARRED),
    pointed("ann", "answer", "settings", TOO_LONG, forged={"trigger_id": "1.2.stale"}),
    pointed("eve", "answer", "settings", STRANGE),
    pointed("chi", "", "my_settings", shows="In force:"),
    pointed("eve", "", "my_settings"),
    pointed("chi", "", "my_settings", forged={"trigger_id": "1.2.stale"}),
    pointed("chi", "", "no_such_shortcut"),
]
