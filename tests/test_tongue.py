import asyncio
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tongue import Remark, number, said, say, say_many, speak, speaking, tongue

MANY = ("{count} thread", "{count} threads")
TOO_LARGE = Remark("{size} MB", size=Decimal("3.0"))
FILE = Remark("The file “{name}” could not be read: {why}.", name="a", why=Remark("it is empty"))


def test_a_sentence_is_said_with_its_facts():
    facts = {"model": "Opus {5}"}
    assert say("{model} always thinks.", **facts) == "Opus {5} always thinks."


def test_a_sentence_without_facts_may_hold_braces():
    assert say("Write `{}`.") == "Write `{}`."


def test_the_number_decides_the_form():
    assert say_many(*MANY, 1) == "1 thread"
    assert say_many(*MANY, 2) == "2 threads"


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("pl-PL", ["0 wątków", "1 wątek", "3 wątki", "5 wątków"]),
        ("zh-TW", ["0 個討論串", "1 個討論串", "3 個討論串", "5 個討論串"]),
    ],
)
def test_each_language_has_its_own_forms(locale, told):
    with speaking(locale):
        assert [say_many(*MANY, count) for count in (0, 1, 3, 5)] == told


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("pl-PL", "pl"),
        ("pl", "pl"),
        ("zh-TW", "zh_Hant"),
        ("zh-HK", "zh_Hant"),
        ("zh-Hant", "zh_Hant"),
        ("zh-CN", "en"),
        ("de-DE", "en"),
        ("en-GB", "en"),
        ("pt-BR", "en"),
    ],
)
def test_a_locale_of_slack_means_the_language_that_is_read_there(locale, language):
    assert tongue(locale) == language


@given(st.text(max_size=20))
def test_any_locale_means_a_language_of_ours(locale):
    assert tongue(locale) in ("en", "pl", "zh_Hant")


def test_a_language_that_we_do_not_speak_is_english():
    assert {tongue(locale) for locale in ("", "xx", "nonsense-!!", "en-US")} == {"en"}
    with speaking("xx-YY"):
        assert say("Yes.") == "Yes."


def test_what_has_no_translation_is_said_in_english_and_nothing_is_nothing():
    with speaking("pl-PL"):
        assert say("Nobody has translated {this}.", this="it") == "Nobody has translated it."
        assert say("") == ""


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en-US", "12,345 2.50"),
        ("pl-PL", "12\N{NO-BREAK SPACE}345 2,50"),
        ("zh-TW", "12,345 2.50"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(locale, told):
    with speaking(locale):
        assert say("{many} {price}", many=12_345, price=Decimal("2.50")) == told
        assert say("{many:,}", many=12_345) == number(12_345) == told.rpartition(" ")[0]


def test_a_remark_is_english_wherever_it_stands_and_said_to_a_person():
    with speaking("pl-PL"):
        assert FILE == "The file “a” could not be read: it is empty."
        assert f"{TOO_LARGE}" == "3.0 MB"
        assert said(FILE) == FILE.said == "Nie udało się odczytać pliku „a”: jest pusty."
        assert say(
            "it has {size}, and a PDF may have at most {limit}", size=TOO_LARGE, limit=1
        ) == ("ma 3,0 MB, a plik PDF może mieć najwyżej 1")
        assert said("as it is") == "as it is"


async def test_who_is_spoken_to_is_a_matter_of_the_task():
    async def told(locale):
        speak(locale)
        await asyncio.sleep(0)
        return say("Stop")

    with speaking("pl-PL"):
        tasks = [asyncio.create_task(told(locale)) for locale in ("zh-TW", "en-US", "pl-PL")]
        assert await asyncio.gather(*tasks) == ["停止", "Stop", "Zatrzymaj"]
        assert say("Stop") == "Zatrzymaj"
