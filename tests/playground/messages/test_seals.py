from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.messages.seals import Seals, prefix

SEALS = Seals("a secret")
HERE = prefix({}, [{"role": "user", "content": "Hello"}])


@given(st.text(), st.text())
@settings(max_examples=60)
def test_a_signature_is_of_one_text_only(text, other):
    signature = SEALS.sign(text, HERE)
    assert SEALS.judge(text, signature, HERE) == "ours"
    if other != text:
        assert SEALS.judge(other, signature, HERE) == "forged"


@given(st.text())
@settings(max_examples=60)
def test_no_other_string_is_a_signature(signature):
    assert SEALS.judge("text", signature, HERE) == "forged"


def test_a_signature_of_another_secret_is_forged():
    assert SEALS.judge("text", Seals("another").sign("text", HERE), HERE) == "forged"


def test_a_signature_belongs_to_its_conversation():
    elsewhere = prefix({}, [{"role": "user", "content": "Good morning"}])
    assert SEALS.judge("text", SEALS.sign("text", elsewhere), HERE) == "elsewhere"


@given(st.text())
@settings(max_examples=60)
def test_what_is_sealed_is_known_again_and_nothing_else(text):
    opaque = SEALS.seal("content", text)
    assert SEALS.sealed("content", opaque)
    assert not SEALS.sealed("index", opaque)
    assert not SEALS.sealed("content", opaque[:-4])


def test_recorded_opaque_strings_are_trusted_after_they_were_streamed():
    seals = Seals("a secret")
    assert seals.judge("thought", "RXQ=", HERE) == "forged"
    seals.trust(b'data: {"type":"signature_delta","signature":"RXQ="}')
    assert seals.judge("thought", "RXQ=", HERE) == "ours"


def test_breakpoints_and_dropped_thinking_change_no_prefix():
    plain = [
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": [{"type": "text", "text": "Hi"}]},
    ]
    marked = {"type": "text", "text": "Hello", "cache_control": {"type": "ephemeral"}}
    thought = {"type": "thinking", "thinking": "", "signature": "x"}
    same = [
        {"role": "user", "content": [marked]},
        {"role": "assistant", "content": [thought, {"type": "text", "text": "Hi"}]},
    ]
    assert prefix({"system": "S"}, plain) == prefix({"system": "S"}, same)


def test_tools_system_and_words_change_the_prefix():
    turns = [{"role": "user", "content": "Hello"}]
    known = {
        prefix({}, turns),
        prefix({"system": "S"}, turns),
        prefix({"tools": [{"name": "t"}]}, turns),
        prefix({}, [{"role": "user", "content": "Hullo"}]),
    }
    assert len(known) == 4
