import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.dials import DIALS, besides, chosen, preferences
from bot.conversation.directives import directives, only
from bot.conversation.orders import Order, order, usage
from bot.conversation.preferences import (
    MESSAGE,
    Choice,
    Preferences,
    inside,
    outside,
    person,
    places,
    workspace,
)
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import WrongWords
from bot.reply import words

DEFAULT = Preferences(model="claude-sonnet-4-6")
HERE = places(Question(Thread("T1", "C1", "1.0"), "2.0", "U1", "why?"))
EFFORT, THINKING = DIALS["effort"], DIALS["thinking"]
VALUES = {
    "effort": ["low", "max"],
    "thinking": ["on", "off", "budget 2048"],
    "websearch": ["on", "off"],
    "webfetch": ["on", "off"],
    "code": ["on", "off"],
    "model": ["claude-opus-4-6", "claude-haiku-4-5"],
    "instructions": ["Be brief.", "Be\nlong."],
    "language": ["pl", "zh-Hant", "auto"],
    "max_tokens": ["1", "9000"],
    "temperature": ["0", "0.5"],
    "top_p": ["0.1", "1"],
    "speak": ["auto", "mentioned"],
    "callback": ["on", "off"],
}
SET = st.fixed_dictionaries({}, optional={n: st.sampled_from(v) for n, v in VALUES.items()}).filter(
    lambda set_: not {"temperature", "top_p"} <= set(set_)
)
"""What may be set at one place: of two rivals one, as the store has it."""
OWN = st.fixed_dictionaries(
    {}, optional={n: st.sampled_from([*v, ""]) for n, v in VALUES.items() if n != "speak"}
).filter(lambda set_: not (set_.get("temperature") and set_.get("top_p")))
"""The same of a message, which may also say that the operator's word stands."""
SAID = st.tuples(OWN, SET, SET, SET, SET)
ALL = (MESSAGE, *HERE)
CHOSEN = Preferences(
    "claude-sonnet-4-6", effort="medium", thinking="on", language="de", temperature=0.7
)


def test_the_places_of_a_question_are_its_thread_its_asker_its_channel_and_its_workspace():
    assert [str(place) for place in HERE] == [
        "thread:T1:C1:1.0",
        "person:T1:U1",
        "channel:T1:C1",
        "workspace:T1",
    ]
    assert inside(Thread("T1", "C1", "1.0"), "U1") == HERE
    assert outside("T1", "U1", "C1") == HERE[1:]
    assert outside("T1", "U1") == (HERE[1], HERE[3]) == (person("T1", "U1"), workspace("T1"))


@given(SAID, st.sampled_from(list(DIALS.values())))
def test_the_nearest_place_wins_and_is_told(said, dial):
    """Of places from the nearest on: the first that says anything of the dial, or its rival."""
    wanted = None
    for place, set_ in zip(ALL, said, strict=True):
        if dial.name in set_:
            wanted = Choice(set_[dial.name], place.kind) if set_[dial.name] else None
            break
        if set_.get(dial.rival):
            break
    assert chosen(dial, ALL, said) == wanted
    told = words.told(dial, preferences(CHOSEN, ALL, said), wanted)
    where = {
        "message": "for this answer only",
        "thread": "set in this thread",
        "person": "your own setting",
        "channel": "set for this channel",
        "workspace": "set for this workspace",
        "default": "the default",
    }
    assert f"({where[wanted.kind if wanted else 'default']})" in told


@given(SAID)
def test_what_nobody_set_is_as_the_operator_has_it(said):
    told = preferences(CHOSEN, ALL, said)
    for dial in DIALS.values():
        if not any(set_.get(name) for set_ in said for name in (dial.name, dial.rival)):
            assert dial.tell(told) == dial.tell(CHOSEN)


@given(SAID)
def test_every_dial_that_was_set_has_the_value_that_was_chosen(said):
    told = preferences(CHOSEN, ALL, said)
    for dial in DIALS.values():
        if choice := chosen(dial, ALL, said):
            assert dial.turn(told, choice.value) == told


@given(SAID)
def test_a_request_never_has_both_of_two_rivals(said):
    told = preferences(CHOSEN, ALL, said)
    assert told.temperature is None or told.top_p is None


@given(SAID, st.sampled_from(list(DIALS.values())))
def test_what_stands_further_away_is_told_in_its_order(said, dial):
    further = besides(dial, ALL[1:], said[1:])
    set_ = [
        Choice(values[dial.name], place.kind)
        for place, values in zip(HERE, said[1:], strict=True)
        if dial.name in values
    ]
    assert further == (set_[1:] if chosen(dial, ALL[1:], said[1:]) else set_)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["effort low", "effort max", "temperature 0.5", "top_p 0.9"])
            | st.sampled_from(["top_p reset", "effort reset", "speak mentioned", "websearch on"]),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_what_questions_say_of_their_answer_is_the_last_word_of_each(said):
    asked = [
        Question(Thread("T1", "C1", "1.0"), f"2.{n}", "U1", f"!{words}{' why?' if own else ''}")
        for n, (words, own) in enumerate(said)
    ]
    wanted = {}
    for (name, _, value), own in ((text.partition(" "), own) for text, own in said):
        if own and name != "speak":
            if value != "reset":
                wanted.pop(DIALS[name].rival, None)
            wanted[name] = "" if value == "reset" else value
    assert only(asked) == wanted


@pytest.mark.parametrize(
    ("name", "words", "value"),
    [
        ("effort", "High", "high"),
        ("effort", " “medium” ", "medium"),
        ("effort", "hi", "high"),
        ("thinking", "on", "on"),
        ("thinking", "Adaptive", "on"),
        ("thinking", "budget 8000", "budget 8000"),
        ("thinking", "budget=8,000", "budget 8000"),
        ("thinking", "1024", "budget 1024"),
        ("thinking", "budget ８０００", "budget 8000"),  # digits of another width
        ("websearch", "enable", "on"),
        ("webfetch", "OFF.", "off"),
        ("effort", "reset", None),
        ("thinking", "default", None),
    ],
)
def test_words_that_people_use_are_understood(name, words, value):
    assert order(DIALS[name], words) == Order(DIALS[name], value)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("effort", ""),
        ("effort", "extreme"),
        ("effort", "high low"),
        *[("thinking", f"budget {wrong}") for wrong in ("-1", "0", "1e309", "NaN", "ten", "1023")],
        ("thinking", "budget 128001"),
        ("thinking", "budget 99999999999999999999"),
        ("thinking", "budget"),
        ("websearch", "maybe"),
        ("webfetch", "on " * 10_000),
    ],
)
def test_wrong_words_get_a_line_that_names_the_right_ones(name, words):
    with pytest.raises(WrongWords) as wrong:
        order(DIALS[name], words)
    assert wrong.value.usage == usage(DIALS[name])
    assert f"`/{name} " in wrong.value.usage
    assert "|reset`" in wrong.value.usage
    assert "`here`" in wrong.value.usage
    assert "`everywhere`" in wrong.value.usage


@given(st.sampled_from(list(DIALS.values())), st.text(max_size=30))
def test_any_words_are_an_order_or_wrong_words(dial, words):
    try:
        found = order(dial, words)
    except WrongWords:
        return
    assert found.value is None or dial.read(found.value) == found.value


def test_a_message_that_begins_with_directives_orders_them_and_asks_the_rest():
    orders, asked, rest = directives("!effort high !Thinking budget 8000\n!websearch on  why?\nOr")
    assert [(one.dial.name, one.value) for one in orders] == [
        ("effort", "high"),
        ("thinking", "budget 8000"),
        ("websearch", "on"),
    ]
    assert asked == []
    assert rest == "why?\nOr"


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("!effort high, what is x?", "high", "what is x?"),
        ("!effort HIGH: what is x?", "high", "what is x?"),
        ("!thinking budget 8,000; what is x?", "budget 8000", "what is x?"),
        ("!model claude-opus-4-6, what is x?", "claude-opus-4-6", "what is x?"),
        ("!model claude-opus-4-6: what is x?", "claude-opus-4-6", "what is x?"),
        ("!stop_sequence ;; what is x?", ";;", "what is x?"),
        ("!websearch off reset it?", "off", "reset it?"),
        ("!effort reset, what is x?", None, "what is x?"),
        ("!websearch no", "off", ""),
        ("!websearch no. \nWhat is x?", "off", "What is x?"),
        ("!effort hi\nWhat is x?", "high", "What is x?"),
        ("!language Polish what is x?", "pl", "what is x?"),
        ("!language Brazilian Portuguese, what is x?", "pt-BR", "what is x?"),
        ("!language traditional chinese", "zh-Hant", ""),
        ("!instructions Be brief.\n\n!effort high", "Be brief.\n\n!effort high", ""),
        ("!INSTRUCTIONS: Be brief. ", "Be brief.", ""),
        ("!instructions\nBe brief.", "Be brief.", ""),
        ("!instructions Reset.", None, ""),
    ],
)
def test_a_directive_ends_with_its_value(text, value, rest):
    (one,), _, left = directives(text)
    assert (one.value, left) == (value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "!websearch no idea why",
        "!websearch yes, why?",
        "!effort hi there",
        "!effort clear this up",
    ],
)
def test_a_word_that_may_belong_to_the_question_is_no_value(text):
    with pytest.raises(WrongWords):
        directives(text)


def test_a_directive_without_a_word_asks_what_is_in_force():
    assert directives("!effort") == ([], [EFFORT], "")
    assert directives("!thinking\nWhat is a monad?") == ([], [THINKING], "What is a monad?")


@pytest.mark.parametrize(
    "text", ["!effort: high why?", "!effort = high why?", "！effort high why?"]
)
def test_a_directive_is_forgiven_its_signs(text):
    assert directives(text) == ([Order(EFFORT, "high")], [], "why?")


def test_what_a_directive_sets_is_what_was_typed_and_not_how_slack_writes_it():
    (one,), _, _ = directives("!instructions Write &lt;b&gt; &amp; cite <https://a.example>")
    assert one.value == "Write <b> & cite https://a.example"
    (end,), _, _ = directives("!stop_sequence &lt;/end&gt;")
    assert end.value == "</end>"


@pytest.mark.parametrize("text", ["", "why?", "!effortless", "say !effort high"])
def test_a_message_without_directives_is_left_as_it_is(text):
    assert directives(text) == ([], [], text)


def test_a_wrong_directive_is_refused_with_its_own_sign():
    with pytest.raises(WrongWords) as wrong:
        directives("!effort extreme please")
    assert "`!effort low|" in wrong.value.usage
    assert "here" not in wrong.value.usage


@given(
    st.lists(st.sampled_from(["!effort", "!thinking ", "high ", "budget ", "9000 ", "\n", "x "]))
)
def test_reading_directives_always_ends_and_leaves_none_at_the_start(words):
    try:
        _, _, rest = directives("".join(words))
    except WrongWords:
        return
    assert directives(rest) == ([], [], rest)
