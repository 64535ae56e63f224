"""Nothing that people read is left out of a catalogue, and nothing gets lost on the way there."""

import ast
import re
from string import Formatter

import pytest

from bot.tongue import TONGUES, say, say_many, speaking
from tests.words import KEYWORDS, LANGUAGES, ROOMS, ROOT, extracted, kept, lacking

SAYING = set(KEYWORDS)
CATALOGUES = {language: kept(language) for language in LANGUAGES}
SENTENCES = [message for message in extracted() if message.id]
PATHS = sorted(
    path
    for room in ROOMS
    for path in (ROOT / room).rglob("*.py")
    if "playground" not in path.parts and path.name != "tongue.py"
)
EITHER = pytest.mark.parametrize("language", LANGUAGES)
SPOKEN_TO = {
    **dict.fromkeys(("whisper", "ack", "respond", "_whisper_once", "failed", "declined"), None),
    "Furniture": None,
    "Button": 1,
}
"""What brings words to a person, and which argument they are; None: whichever."""
ALIKE = {"on", "off", "auto", "Model", "Top p", "Top k", "{size} MB", "{size} kB"}
"""What is the same in other languages: it is typed, or a name, or a unit."""
NO_WORDS = {"ephemeral", "update", "push", "clear", "errors", "primary", "danger"}
"""Words that Slack reads, not a person."""
LETTERS = re.compile(r"[A-Za-z]{2}")


def name(path):
    return str(path.relative_to(ROOT))


def forms(message):
    """Its sentence, or both forms of it."""
    return message.id if isinstance(message.id, tuple) else (message.id,)


def strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def fields(text):
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def has_facts(text):
    """Whether it is formatted at all: a sentence without facts may hold braces."""
    try:
        return all(re.fullmatch(r"\w+", field) for field in fields(text)) and bool(fields(text))
    except ValueError:
        return False


@EITHER
def test_every_sentence_has_a_translation_and_every_translation_a_sentence(language):
    catalogue = CATALOGUES[language]
    ours = {message.id for message in SENTENCES}
    theirs = {message.id for message in catalogue if message.id}
    assert (ours - theirs, theirs - ours) == (set(), set()), "`make words` tells them apart"
    assert lacking(catalogue) == []
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert list(catalogue.obsolete) == []


@EITHER
def test_a_language_has_all_of_its_plural_forms(language):
    catalogue = CATALOGUES[language]
    plural = [m for m in catalogue if m.id and isinstance(m.id, tuple)]
    assert plural
    assert {len(strings(message)) for message in plural} == {catalogue.num_plurals}


@EITHER
def test_no_fact_is_lost_and_none_is_invented(language):
    for message in CATALOGUES[language]:
        if message.id and has_facts(forms(message)[-1]):
            for form in strings(message):
                assert fields(form) == fields(forms(message)[-1]), message.id


@EITHER
def test_what_is_typed_or_has_a_name_is_the_same_in_every_language(language):
    """Commands, settings and code stay as they are; so do the ends that Slack's marks have."""
    typed = re.compile(r"`[^`]*`|\b(?:[A-Z]+_)+[A-Z]+\b|\b[a-z]+_[a-z]+\b|[*_](?=\W|$)")
    for message in CATALOGUES[language]:
        if message.id and "`{words}`" not in message.id:
            for form in strings(message):
                both = (re.sub(r"\{\w+[^}]*\}", "", text) for text in (form, forms(message)[0]))
                theirs, ours = (sorted(typed.findall(text)) for text in both)
                assert theirs == ours, message.id


@EITHER
def test_it_is_not_our_english_that_is_said(language):
    same = {m.id for m in CATALOGUES[language] if m.id and m.string == m.id}
    assert {text for text in same if LETTERS.search(re.sub(r"\{.*?\}", "", text))} <= ALIKE


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("message", SENTENCES, ids=lambda message: forms(message)[0][:40])
def test_every_sentence_can_be_said(language, message):
    facts = dict.fromkeys(set().union(*(fields(f) for f in forms(message) if has_facts(f))), 77)
    with speaking(language.replace("_", "-")):
        for count in (1, 2, 5, 12, 22, 1_000_000):
            told = said(message.id, count, facts)
            assert told.strip()
            assert "77" in told or not facts.keys() - {"count"}


def said(sentence, count, facts):
    if isinstance(sentence, tuple):
        return say_many(*sentence, count, **{k: v for k, v in facts.items() if k != "count"})
    return say(sentence, **facts)


def called(tree, names):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            said = function.attr if isinstance(function, ast.Attribute) else ""
            said = function.id if isinstance(function, ast.Name) else said
            if said in names:
                yield said, node


def tree(path):
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", PATHS, ids=name)
def test_what_is_said_is_a_literal_that_babel_finds(path):
    """Put together or hidden in an f-string, a sentence would never get into a catalogue."""
    found = {text for message in SENTENCES for text in forms(message)}
    hidden = [
        ast.unparse(call)
        for inside in ast.walk(tree(path))
        if isinstance(inside, ast.JoinedStr)
        for _, call in called(inside, SAYING)
        if any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert hidden == []
    for said, call in called(tree(path), SAYING):
        for argument in call.args[: 2 if said == "say_many" else 1]:
            pieced = isinstance(argument, ast.JoinedStr | ast.BinOp | ast.Starred)
            assert not pieced, ast.unparse(call)
            if isinstance(argument, ast.Constant):
                assert argument.value in found, "Babel does not find it"


@pytest.mark.parametrize("path", PATHS, ids=name)
def test_nobody_is_spoken_to_in_bare_words(path):
    """Where words reach a person they were said, or a part of the furniture says them."""
    told = called(tree(path), SPOKEN_TO)
    assert [ast.unparse(call) for said, call in told if bare(said, call)] == []


def bare(said, call):
    which = SPOKEN_TO[said]
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(map(english, given if which is None else given[which : which + 1]))


def english(word):
    """Whether it is, or may be, words that nobody said: a literal, or what is kept in English."""
    match word:
        case ast.Constant(value=str(text)):
            return bool(LETTERS.search(text)) and text not in NO_WORDS
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts):
            return any(map(english, parts))
        case ast.IfExp(body=one, orelse=other):
            return english(one) or english(other)
        case ast.Attribute(value=owner, attr=attribute):
            kept_in_english = ast.unparse(owner) == "words" and attribute.isupper()
            return attribute == "apology" or kept_in_english
    return False


def test_the_source_is_told_from_the_catalogues_by_a_test_that_can_fail():
    told = ast.parse('ack("Yes."); whisper(words.HELP); Button("a", "Go"); ack(say("Yes."))')
    assert [said for said, call in called(told, SPOKEN_TO) if bare(said, call)] == [
        "ack",
        "whisper",
        "Button",
    ]


def test_each_language_but_english_has_its_catalogue():
    there = {path.stem for path in (ROOT / "bot" / "tongues").glob("*.po")}
    assert there == set(LANGUAGES)
