"""What comes back of an older, a newer or no version of ours at all is read or refused, in words.

Message metadata, the values of buttons, what a modal carries, and records in Redis.
"""

import json
from contextlib import suppress
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.redis import records
from bot.adapters.redis.store import _changed
from bot.adapters.slack import mark
from bot.conversation.changed import Changed
from bot.conversation.dials import DIALS, preferences
from bot.conversation.pointed import Pointed
from bot.conversation.preferences import Place, Preferences
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.conversation.turn import Turn
from bot.conversation.usage import Usage
from bot.conversation.verdict import Verdict
from bot.conversation.wish import Wish
from bot.errors import StoreError
from bot.reply import asked, forms
from bot.reply.journal import Journal
from bot.reply.opened import Opened
from handlers import payload

THREAD = Thread("T1", "C1", "1.000001")
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)
DEEP = "[" * 60_000


def others(told):
    """What another version may have made of the object `told`: less, more, and other types."""
    kept = st.sets(st.sampled_from(sorted(told))).map(
        lambda names: {name: value for name, value in told.items() if name not in names}
    )
    odd = st.dictionaries(st.sampled_from(sorted(told)) | st.text(max_size=6), values)
    return st.tuples(kept, odd).map(lambda both: both[0] | both[1]) | values


ABOUT = Pointed("C1", "1.000001", "1.000001", "U1", "App", "words")
ASKED = Question(THREAD, "1.000001", "U1", "why?", about=ABOUT)
OPENED = Opened(f"thread:{THREAD}", {"effort": "high"}, str(THREAD), "2026-10")
FORM = json.loads(asked.form(ASKED, ("Ann", "words"), public=True)["private_metadata"])
NAMED = {"team": "T1", "at": "1.1", "channel": "C1", "ts": "1.1", "root": "1.1"}


@given(others(asdict(OPENED)).map(json.dumps) | st.text())
def test_a_form_of_another_version_is_read_or_unknown(about):
    opened = Opened.read(about)
    if opened:
        assert all(isinstance(each, str) for each in (opened.at, opened.thread, opened.month))
        assert all(isinstance(value, str) for value in opened.before.values())
        assert not opened.thread or Thread.parse(opened.thread)


def test_what_a_newer_form_carries_beside_is_left_out_and_what_an_older_lacks_is_usual():
    assert Opened.read(OPENED.metadata) == OPENED
    assert Opened.read(json.dumps(asdict(OPENED) | {"shade": {"of": 3}})) == OPENED
    assert Opened.read(json.dumps({"at": OPENED.at})) == Opened(OPENED.at)
    assert asked.asked(json.dumps(NAMED | {"shade": 1}), {}, [], "U1").about.name == ""


@given(others(FORM).map(json.dumps) | st.text(), others({"ask_about": {}, "where": {}}))
def test_a_question_of_another_versions_form_is_read_or_unknown(about, entered):
    entered = entered if isinstance(entered, dict) else {}
    blocks = [{"block_id": "said_0", "text": entered.get("where")}]
    question = asked.asked(about, entered, blocks, "U1")
    if question:
        assert Question(**{f: getattr(question, f) for f in Question.__dataclass_fields__})
        assert question.thread.channel == question.about.channel


@given(others({name: {"x": {}} for name in forms.SHOWN}), others({"effort": "high"}))
def test_what_stands_in_a_forms_fields_is_an_order_or_told_to_be_none(entered, before):
    entered, before = (told if isinstance(told, dict) else {} for told in (entered, before))
    orders, wrong = forms.read(entered, before)
    assert all(order.dial.name in entered for order in orders)
    assert set(wrong) <= set(entered)


MARKS = (
    mark.Mark("r", 0, ("1.1",), final=True).metadata,
    mark.pin("m", ASKED),
)


@pytest.mark.parametrize("metadata", MARKS, ids=["reply", "pin"])
@given(st.data())
def test_metadata_of_another_version_is_read_or_unknown(metadata, data):
    payload_ = data.draw(others(metadata["event_payload"]))
    told = data.draw(st.just(metadata | {"event_payload": payload_}) | others(metadata))
    message = {"ts": "1.000002", "metadata": told}
    found = mark.read(message)
    assert found is None or (isinstance(found.reply, str) and 0 <= found.page < mark.MOST)
    assert isinstance(mark.pinned(message), bool)
    assert isinstance(mark.bears(message, metadata), bool)
    question = mark.asks(message, THREAD)
    assert question is None or (question.thread, question.ts) == (THREAD, "1.000002")


@given(others(json.loads(mark.pin("m", ASKED)["event_payload"]["asked"])).map(json.dumps))
def test_a_question_in_metadata_is_one_of_ours_or_none(asked_):
    told = {"event_type": mark.PIN, "event_payload": {"mark": "m", "asked": asked_}}
    question = mark.asks({"ts": "1.000002", "metadata": told}, THREAD)
    assert question is None or all(isinstance(w, str) for w in (question.user, question.text))


KINDS = {
    Question: ASKED,
    Journal: Journal("final", "r", ("1.1",)),
    Turn: Turn("user", ({"type": "text", "text": "hi"},), "T1:C1:1.1"),
    Verdict: Verdict(THREAD, "T1:C1:1.1", "msg_1", "U1", "up", "1.1"),
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(st.data())
def test_a_record_of_another_version_is_read_or_a_store_error(kind, data):
    whole = json.loads(records.write(KINDS[kind]))
    value = data.draw(others(whole["value"]))
    told = data.draw(st.just(whole | {"value": value}) | others(whole))
    for raw in (json.dumps(told).encode(), data.draw(st.binary())):
        with suppress(StoreError):
            assert isinstance(records.read(kind, raw), kind)
        with suppress(StoreError):
            assert all(isinstance(one, kind) for one in records.read_all(kind, [raw]))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_a_newer_record_has_beside_is_left_out(kind):
    whole = json.loads(records.write(KINDS[kind]))
    more = json.dumps(whole | {"value": whole["value"] | {"shade": [1]}, "shade": {}})
    assert records.read(kind, more) == KINDS[kind]


def test_what_is_nested_without_end_is_refused():
    assert Opened.read(DEEP) is None
    assert asked.asked(DEEP, {}, [], "U1") is None
    told = {"event_type": mark.PIN, "event_payload": {"mark": "m", "asked": DEEP}}
    assert mark.asks({"ts": "1.1", "metadata": told}, THREAD) is None
    for raw in (DEEP.encode(), b'{"v":1,"value":%b}' % DEEP.encode()):
        with pytest.raises(StoreError):
            records.read(Turn, raw)


words = st.text(max_size=12).map(lambda text: text.encode("utf-8", "replace")) | st.binary()


@given(st.dictionaries(st.sampled_from([*DIALS]).map(str.encode) | words, words))
def test_a_setting_that_another_version_kept_holds_or_is_not_set(kept):
    told = records.settings(kept)
    default = Preferences("claude-sonnet-4-6")
    now = preferences(default, [Place("person", "T1:U1")], [told])
    for dial in DIALS.values():
        assert dial.tell(now)


@pytest.mark.parametrize("dial", DIALS.values(), ids=DIALS)
def test_every_value_that_is_offered_is_known_again(dial):
    samples = {
        "model": ["claude-opus-4-6"],
        "instructions": ["Be\nshort."],
        "language": ["Polish", "pt-BR", "auto"],
        "max_tokens": ["4,096"],
        "temperature": [".5", "1"],
        "top_p": ["0,9"],
        "top_k": ["40"],
        "stop_sequence": ["</end> "],
        "tools": ["get_time"],
    }
    for said in (*dial.offers, *samples.get(dial.name, ())):
        value = dial.read(said if dial.exact else said.lower())
        assert value is not None
        assert records.settings({dial.name.encode(): value.encode()}) == {dial.name: value}


@given(
    st.dictionaries(
        st.sampled_from([b"place", b"dial", b"who", b"old", b"new", b"shade"]) | words, words
    )
)
def test_a_row_of_the_audit_list_is_read_or_left_out(fields):
    row = _changed(b"1700000000000-0", fields)
    assert (row is None) == (not {b"place", b"dial"} <= set(fields))
    assert row is None or isinstance(row, Changed)


@given(st.lists(words | st.just(b"T1:C1:1.1")), st.text(), st.text())
def test_threads_wishes_counters_and_values_are_read_or_none(raws, text, more):
    assert all(isinstance(thread, Thread) for thread in records.threads(raws))
    assert records.threads([b"T1:C1:1.1", *raws])[0] == Thread("T1", "C1", "1.1")
    wish = Wish.parse(text)
    assert wish is None or wish.kind in ("stop", "change", "withdraw")
    assert Usage.counted([(text, 3), (f"{text} {more}", 4)]) is not None
    thread = payload.elsewhere(f"{text}:{more}:1.1", text)
    assert thread is None or str(thread) == f"{text}:{more}:1.1"
