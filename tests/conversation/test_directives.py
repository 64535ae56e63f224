"""All orders of a message, held to one law: understood, or answered; never what was not meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.dials import DIALS
from bot.conversation.directives import behind, carried, directives, only, overlooked
from bot.conversation.languages import language
from bot.conversation.orders import WORDS, word
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import WrongWords

CLOSED = [dial for dial in DIALS.values() if dial.offers]
BOUND = [dial for dial in DIALS.values() if not dial.free and "_" not in dial.name]
"""Those whose names a sentence may begin with."""
PROSE = st.sampled_from(
    [
        "is",
        "it",
        "no",
        "so",
        "am",
        "be",
        "he",
        "hi",
        "my",
        "or",
        "to",
        "any",
        "all",
        "none",
        "same",
        "what",
        "which",
        "why",
        "do",
        "does",
        "this",
        "that",
        "the",
        "a",
        "clear",
        "default",
        "normal",
        "yes",
        "no",
        "one",
        "two",
        "ok",
        "you",
        "use",
        "please",
        "tell",
        "me",
        "not",
        "y",
        "n",
        "min",
        "max",
        "on",
        "the",
    ]
)
ALONE = "has to be all that a message says"


def said(text):
    """What a message orders, asks of dials, and leaves, or None if it is answered with a line."""
    try:
        orders, asked, rest = directives(text)
    except WrongWords:
        return None
    return {one.dial.name: one.value for one in orders}, [dial.name for dial in asked], rest


@given(st.sampled_from(BOUND), st.lists(PROSE, min_size=2, max_size=6))
def test_of_an_order_before_a_sentence_only_a_value_beyond_doubt_is_taken(dial, words):
    """The law: set is the dial's own word and nothing else, or it is answered with its line."""
    found = said(f"!{dial.name} {' '.join(words)}")
    if set(words) <= {"please"} or found is None:
        return
    ((name, value),) = found[0].items()
    assert name == dial.name
    own = (*dial.offers, None)
    assert value in own
    if found[2]:
        assert words[0] == (value or "reset")
        assert found[2].split() == words[1:]


@given(
    st.lists(
        st.sampled_from(CLOSED).flatmap(lambda d: st.tuples(st.just(d), st.sampled_from(d.offers))),
        min_size=1,
        max_size=3,
        unique_by=lambda each: each[0].name,
    ),
    st.sampled_from(["!", "！", "! ", "/"]),
    st.sampled_from([" ", "\n", ": ", "  ", " = ", "："]),
    st.sampled_from([str.lower, str.upper, str.title]),
    st.tuples(st.sampled_from(["", " please", ", thanks!", "."]), st.booleans()),
)
def test_an_order_is_understood_however_it_is_typed_before_a_question_and_after(
    values, sign, gap, case, ends
):
    courtesy, late = ends
    orders = [f"{sign}{case(dial.name)}{gap}{value}{courtesy}" for dial, value in values]
    meant = {dial.name: value for dial, value in values}
    text = "\n".join(["why is that?", *orders] if late else [*orders, "why is that?"])
    assert said(text) == (meant, [], "why is that?")
    assert said("\n".join(orders)) == (meant, [], "")


@pytest.mark.parametrize(
    "text",
    [
        "!language is this ok?",
        "!model what do you use?",
        "!model which?",
        "!tools any ideas?",
        "!top_p",
        "!language no, leave it",
        "!effort please be quick",
        "!code review this for me",
        "why?\n!effort enormous",
        "!effort high !stop",
        *(f"!{name} that and tell me more" for name in WORDS),
    ],
)
def test_what_is_no_value_sets_nothing(text):
    found = said(text)
    assert found is None or (found[0] == {} and found[1])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("!effort high please", ({"effort": "high"}, [], "")),
        ("!effort high, please!", ({"effort": "high"}, [], "")),
        ("!web on", ({"websearch": "on"}, [], "")),
        ("!Web-Search: off", ({"websearch": "off"}, [], "")),
        ("!thinking off and tell me", ({"thinking": "off"}, [], "and tell me")),
        ("!effort\nhigh", ({"effort": "high"}, [], "")),
        ("!effort  HIGH", ({"effort": "high"}, [], "")),
        ("! effort high", ({"effort": "high"}, [], "")),
        ("!Effort: high", ({"effort": "high"}, [], "")),
        ("！effort　high", ({"effort": "high"}, [], "")),
        ("!effort “high”", ({"effort": "high"}, [], "")),
        ("!effort extra high", ({"effort": "xhigh"}, [], "")),
        ("/effort high why?", ({"effort": "high"}, [], "why?")),
        ("!effort?", ({}, ["effort"], "")),
        ("!model?", ({}, ["model"], "")),
        ("!language is", ({"language": "is"}, [], "")),
        ("!language is\nIs this ok?", ({"language": "is"}, [], "Is this ok?")),
        ("!language\nPolish", ({"language": "pl"}, [], "")),
        ("!language in English please", ({"language": "en"}, [], "")),
        ("!thinking enable !effort low", ({"thinking": "on", "effort": "low"}, [], "")),
        ("why? !effort high", ({"effort": "high"}, [], "why?")),
        ("why?\n\n!effort high\n!web on", ({"effort": "high", "websearch": "on"}, [], "why?")),
        ("为什么？！effort high", ({"effort": "high"}, [], "为什么？")),
        ("why?\n!effort", ({}, ["effort"], "why?")),
        ("!effort low\nwhy?\n!web on", ({"effort": "low", "websearch": "on"}, [], "why?")),
    ],
)
def test_what_people_type_is_understood(text, found):
    assert said(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "`!effort high` does what?",
        "```\n!effort high\n```",
        "what is this?\n```\n!effort high",
        "Like this: `why? !effort high",
        "&gt; !effort high",
        "&gt; why? !effort high",
        "“!effort high” he said",
        "what does !effort high do?",
        "say !effort high",
        "!banana split?",
        "!important in CSS",
        "/etc/hosts is what?",
        "why?\n!instructions Be brief.",
    ],
)
def test_code_quotations_and_the_middle_of_a_question_are_asked_as_they_are(text):
    assert said(text) == ({}, [], text)


@pytest.mark.parametrize("text", ["!efort high", "!langauge pl", "!retri", "！sumarize 7d"])
def test_a_slip_of_the_fingers_is_told(text):
    with pytest.raises(WrongWords, match="Did you mean"):
        directives(text)


@pytest.mark.parametrize("name", WORDS)
def test_a_word_that_stands_alone_is_not_swallowed_with_more(name):
    assert word(f"! {name.upper()}, please.") == name
    assert said(f"!{name}") == ({}, [], f"!{name}")
    with pytest.raises(WrongWords, match=ALONE):
        directives(f"!{name} and then some")


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ("tell me !effort high", "!effort high"),
        ("A?\n!websearch on\nB?", "!websearch on"),
        ("what is !effort high?", ""),
        ("what is `x !effort high` for", ""),
        ("&gt; so !effort high", ""),
        ("why !effort enormous", ""),
        ("why?", ""),
    ],
)
def test_an_order_that_was_part_of_a_question_is_told(rest, told):
    assert behind(rest) == rest
    assert overlooked(rest) == told


@given(st.sampled_from(sorted({"is", "no", "pl", "pt-BR", "zh-Hant"})))
def test_what_is_carried_is_no_part_of_what_follows(tag):
    assert language(tag) == tag
    asked = Question(Thread("T", "C", "1.0"), "1.0", "U", f"!language {tag}\nwhy?")
    told = carried(asked)
    for text in ("it is", "please go on", "!summarize since 24h"):
        again = Question(asked.thread, "2.0", "U", f"{told} {text}".strip())
        assert only([again]) == only([asked]) == {"language": tag}
        assert behind(again.text) == text


PIECES = st.lists(
    st.sampled_from(["!effort", "!thinking ", "high ", "\n", "why? ", "x ", "`", "```", "/", "！"])
    | st.sampled_from(["!web on", " is ", "&gt; ", "!stop", "please", "!instructions ", "。", ","])
)


@given(PIECES)
def test_what_is_left_orders_nothing_more(pieces):
    try:
        _, _, rest = directives("".join(pieces))
    except WrongWords:
        return
    try:
        assert directives(rest) == ([], [], rest)
    except WrongWords:
        assert rest.lstrip()[:1] in "!！"


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    said(text)
    overlooked(text)


def test_who_is_in_a_hurry_is_told_of_the_word_and_not_of_a_dial():
    with pytest.raises(WrongWords, match="Did you mean `!stop`"):
        directives("!stopp")
