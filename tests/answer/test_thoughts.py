from bot.answer.thoughts import thoughts
from bot.conversation.conversation import Turn, block


def thinks(words):
    return {"type": "thinking", "thinking": words, "signature": "s"}


def test_what_was_thought_in_all_rounds_may_be_read():
    turns = [
        Turn("user", (block("Why?"),)),
        Turn("assistant", (thinks("First.\n"), {"type": "redacted_thinking", "data": "x"})),
        Turn("user", ({"type": "tool_result", "tool_use_id": "t", "content": "no"},)),
        Turn("assistant", (thinks(""), thinks("Then."), block("So."))),
    ]
    assert thoughts(turns) == "First.\n\nThen."


def test_where_nothing_was_thought_there_is_nothing_to_read():
    assert thoughts([Turn("assistant", (block("So."),))]) == ""
