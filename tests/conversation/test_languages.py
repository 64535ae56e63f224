"""A language has one tag, whatever people call it."""

import pytest
from babel.core import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.languages import called, language
from bot.tongue import TONGUES


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("Polish", "pl"),
        ("polski", "pl"),
        ("波蘭文", "pl"),
        ("in GERMAN", "de"),
        ("Deutsch", "de"),
        ("pt-br", "pt-BR"),
        ("pt_BR", "pt-BR"),
        ("Brazilian Portuguese", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("繁體中文", "zh-Hant"),
        ("en-gb", "en-GB"),
        ("Latin", "la"),
        ("日本語", "ja"),
    ],
)
def test_names_and_codes_are_understood(words, tag):
    assert language(words) == tag


@pytest.mark.parametrize("words", ["", "klingonese", "xx", "root", "pl-", "en US please", "<@U1>"])
def test_what_is_no_language_is_none(words):
    assert language(words) is None


def test_it_is_called_by_its_name_in_the_language_of_whoever_reads():
    assert called("pl") == "Polish"
    assert called("pl", "pl") == "polski"
    assert called("zh-Hant-TW", "pl") == "chiński (tradycyjne, Tajwan)"


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_language_that_can_be_set_can_be_told_to_everybody(tongue):
    named = (str(name) for name in Locale.parse("en").languages.values())
    tags = {language(name) for name in named} - {None}
    assert len(tags) > 500
    assert {called(tag, tongue) for tag in tags} & {"", "None"} == set()


@given(st.text(max_size=12) | st.from_regex(r"[a-zA-Z]{2,3}([-_][a-zA-Z]{2,4})?", fullmatch=True))
def test_a_tag_means_itself_and_has_a_name(words):
    if tag := language(words):
        assert language(tag) == tag
        assert called(tag)
        assert called(tag, "zh_Hant")
