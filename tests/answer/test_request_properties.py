import copy

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.answer.request import Request
from bot.answer.setup import FEATURES, Setup
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Preferences
from bot.playground.messages.families import FAMILIES
from bot.playground.messages.seals import Seals
from bot.playground.messages.validation import check
from tests.answer.damaged import PROVIDER, conversations

ASKED = Conversation((Turn("user", ({"type": "text", "text": "Why?"},)),))
CLOCK = {"name": "clock", "input_schema": {"type": "object"}}
MODELS = st.sampled_from([name for family in FAMILIES for name in family.ids] + ["gpt-7"])
OURS = Setup(provider=PROVIDER, tools=(CLOCK, {**CLOCK, "name": "gone"}))
NOW = Request(ASKED, Preferences("claude-sonnet-4-6"), OURS).epoch
CONVERSATIONS = conversations(NOW)
PREFERENCES = st.builds(
    Preferences,
    MODELS,
    max_tokens=st.integers(1, 200_000),
    instructions=st.sampled_from(["", "Be brief."]),
    effort=st.sampled_from([None, "low", "medium", "high", "xhigh", "max"]),
    thinking=st.sampled_from(["", "on", "off"])
    | st.integers(1024, 128_000).map(lambda budget: f"budget {budget}"),
    web_search=st.booleans(),
    web_fetch=st.booleans(),
    code_execution=st.booleans(),
    temperature=st.none() | st.floats(0, 1),
    top_p=st.none() | st.floats(0, 1),
    top_k=st.none() | st.integers(0, 99),
    stop=st.lists(st.sampled_from(["END", " "]), max_size=2).map(tuple),
    tier=st.sampled_from(["", "auto", "standard_only"]),
    tool_choice=st.sampled_from(["", "auto", "any", "none", "clock", "hammer"]),
)
SETUPS = st.builds(
    Setup,
    cache=st.sampled_from(["5m", "1h", "off"]),
    automatic_cache=st.booleans(),
    user=st.sampled_from(["", "abc"]),
    tools=st.sampled_from([(), (CLOCK,)]),
    allowed_domains=st.sampled_from([(), ("example.com",)]),
    user_location=st.sampled_from([{}, {"country": "PL"}]),
    refused=st.frozensets(st.sampled_from(sorted(FEATURES)), max_size=3),
)


def marks(part):
    """How many ends of the cache are marked in a part of the body."""
    if isinstance(part, dict):
        return ("cache_control" in part) + sum(map(marks, part.values()))
    return sum(map(marks, part)) if isinstance(part, list) else 0


@given(PREFERENCES.filter(lambda asked: asked.model != "gpt-7"), SETUPS)
def test_whatever_is_wished_and_set_up_the_api_takes_it(preferences, setup):
    sent = Request(ASKED, preferences, setup).body()
    check(sent, {"anthropic-version": "2023-06-01"}, Seals("test"))


@given(CONVERSATIONS, PREFERENCES)
def test_a_body_is_one_that_the_api_takes(conversation, preferences):
    sent = Request(conversation, preferences, OURS).body()
    roles = [message["role"] for message in sent["messages"]]
    assert roles == [("user", "assistant")[at % 2] for at in range(len(roles))]
    assert roles[-1] == "user"
    assert marks(sent) == 1 + ("system" in sent)
    assert all(message["content"] for message in sent["messages"])
    assert sent["max_tokens"] > sent.get("thinking", {}).get("budget_tokens", 0)


@given(CONVERSATIONS, PREFERENCES)
def test_what_is_stored_is_never_changed(conversation, preferences):
    before = copy.deepcopy(conversation)
    sent = Request(conversation, preferences).body()
    assert conversation == before
    sent["messages"][-1]["content"].clear()
    assert conversation == before


@given(CONVERSATIONS, PREFERENCES)
def test_what_is_sent_of_a_block_is_what_was_stored(conversation, preferences):
    """Unless another endpoint said it, or a mark, a fold or a lost tool has it told in words."""
    spoken = [turn for turn in conversation.turns if turn.role != "mark"]
    own = [turn for turn in spoken if turn.about.get("epoch") in (None, NOW)]
    bare = [unmarked(block) for turn in own for block in turn.content]
    calls = [block for block in bare if block.get("type") == "tool_use"]
    assume(all(call.get("name") in ("clock", "gone") for call in calls))
    request = Request(Conversation(tuple(own)), preferences, OURS)
    for message in request.body()["messages"]:
        sent = [b for b in message["content"] if "<earlier_in_short>" not in str(b.get("text"))]
        assert all(unmarked(block) in bare for block in sent)


def unmarked(part):
    if isinstance(part, dict):
        return {name: unmarked(value) for name, value in part.items() if name != "cache_control"}
    return [unmarked(value) for value in part] if isinstance(part, list) else part
