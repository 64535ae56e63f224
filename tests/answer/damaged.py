"""Histories with everything wrong that was ever seen to brick a thread (facts/peers.md, F51)."""

import json

from hypothesis import strategies as st

from bot.conversation.conversation import Conversation, Turn

PROVIDER = "api.example.com"
WORDS = st.sampled_from(["", " ", "\n\n", "a", "🧵", "Zażółć", "x" * 300, "\ud83d"])
NAMES = st.sampled_from(["t1", "t2", "t3", "srv 4", ""])
ODD = st.sampled_from([None, 7, True, [], {}, "", "odd", ["odd"], {"type": "text"}])


def text(words):
    return {"type": "text", "text": words}


def wire(body):
    """`body` as it arrives: half a surrogate pair, which UTF-8 can't say, as a question mark."""
    return json.loads(json.dumps(body, ensure_ascii=False).encode(errors="replace"))


def _block(kind, **fields):
    optional = {
        "cache_control": st.just({"type": "ephemeral"}),
        "from_tomorrow": ODD,
        "caller": st.just({"type": "direct"}),
    }
    return st.fixed_dictionaries(
        {"type": st.just(kind)},
        optional={name: value | ODD for name, value in fields.items()} | optional,
    ) | st.fixed_dictionaries({"type": st.just(kind)} | fields)


_RESULTS = st.just([{"type": "web_search_result", "url": "u", "encrypted_content": "sealed"}])
_CITED = st.just([{"type": "web_search_result_location", "url": "u", "encrypted_index": "i"}])
_INPUT = st.just({"query": "cats"})
BLOCKS = st.one_of(
    _block("text", text=WORDS),
    _block("text", text=WORDS, citations=_CITED | st.none() | st.just([])),
    _block("thinking", thinking=WORDS, signature=WORDS),
    _block("redacted_thinking", data=WORDS),
    _block("tool_use", id=NAMES, name=st.sampled_from(["clock", "gone"]), input=_INPUT),
    _block("tool_result", tool_use_id=NAMES, content=WORDS | st.lists(st.builds(text, WORDS))),
    _block("server_tool_use", id=NAMES, name=st.just("web_search"), input=_INPUT),
    _block("web_search_tool_result", tool_use_id=NAMES, content=_RESULTS),
    _block("mcp_tool_use", id=NAMES, name=WORDS, input=_INPUT),
    _block("mcp_tool_result", tool_use_id=NAMES, content=WORDS),
    _block("image", source=st.just({"type": "base64", "media_type": "image/png", "data": "AAAA"})),
    _block("image", source=st.just({"type": "base64", "media_type": "image/bmp", "data": "?"})),
    _block("document", source=st.just({"type": "text", "media_type": "text/plain", "data": "d"})),
    _block("compaction", content=WORDS | st.none(), encrypted_content=WORDS | st.none()),
    _block("hologram", depth=ODD, id=ODD, tool_use_id=ODD),
    _block("reasoning", reasoning=WORDS),
)
_NAME = st.sampled_from(["t1", "t2"])
_CALL = st.builds(lambda n: {"type": "tool_use", "id": n, "name": "clock", "input": {}}, _NAME)
_SEARCH = st.builds(
    lambda n: {"type": "server_tool_use", "id": n, "name": "web_search", "input": {}}, _NAME
)
_THOUGHT = st.just({"type": "thinking", "thinking": "Hm", "signature": "forged"})
_FOLD = st.just({"type": "compaction", "content": "In short.", "encrypted_content": "forged"})
_SAID = st.sampled_from(["a", "b"]).map(text)
_ANSWERED = st.builds(lambda n: {"type": "tool_result", "tool_use_id": n, "content": "c"}, _NAME)
_FOUND = st.builds(
    lambda n: {"type": "web_search_tool_result", "tool_use_id": n, "content": []}, _NAME
)
_ASKS = st.lists(_ANSWERED | _SAID, min_size=1, max_size=3)
_SPEAKS = st.lists(_THOUGHT | _FOLD | _SAID | _CALL | _SEARCH | _FOUND, min_size=1, max_size=4)
"""Each block in order by itself, so that what is wrong is how they stand together."""

_MESSAGES = st.fixed_dictionaries(
    {},
    optional={
        "role": st.sampled_from(["user", "assistant", "system", "tool", None, 7]),
        "content": st.lists(BLOCKS | ODD | WORDS, max_size=5) | WORDS | ODD,
        "name": WORDS,
    },
)
_NEAT = st.fixed_dictionaries({"role": st.just("user"), "content": _ASKS}) | (
    st.fixed_dictionaries({"role": st.just("assistant"), "content": _SPEAKS})
)
RAW = st.lists(_NEAT, max_size=8) | st.lists(_NEAT | _MESSAGES | ODD, max_size=8)
"""What no store of ours would hold: messages as some other bot may have left them."""


def turns(now):
    """Turns with any blocks in any order, of this epoch `now` and of others."""
    epochs = st.sampled_from([now, now, f"{PROVIDER}#old", "api.elsewhere.com#x", None, 7])
    reasons = st.sampled_from(["end_turn", "tool_use", "pause_turn", "refusal", "max_tokens", None])
    said = st.fixed_dictionaries({}, optional={"epoch": epochs, "stop_reason": reasons})
    marks = st.sampled_from(
        [
            {"epoch_ends": True},
            {"epoch_ends": True, "plain": True},
            {"summary": "Cats.", "upto": 2},
            {"summary": "Dogs.", "upto": 99},
            {"upto": -1},
            {},
        ]
    )
    blocks = st.lists(BLOCKS, max_size=5)
    return st.one_of(
        st.builds(Turn, st.just("user"), (blocks | _ASKS).map(tuple)),
        st.builds(Turn, st.just("assistant"), (blocks | _SPEAKS).map(tuple), about=said),
        st.builds(Turn, st.just("mark"), st.just(()), about=marks),
    )


def conversations(now):
    """Damaged turns, and then somebody asks something."""
    own = st.builds(
        Turn,
        st.just("assistant"),
        _SPEAKS.map(tuple),
        about=st.just({"epoch": now, "stop_reason": "tool_use"}),
    )
    asks = st.builds(Turn, st.just("user"), _ASKS.map(tuple))
    damaged = st.lists(turns(now), max_size=10) | st.lists(own | asks, max_size=8)
    return damaged.map(lambda turns: Conversation((*turns, Turn("user", (text("Why?"),), "q9"))))
