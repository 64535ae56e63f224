from bot.tongue import say, say_many, speaking, tongue


def test_a_sentence_is_said_with_its_facts():
    assert say("{model} always thinks.", model="Opus {5}") == "Opus {5} always thinks."


def test_a_sentence_without_facts_may_hold_braces():
    assert say("Write `{}`.") == "Write `{}`."


def test_the_number_decides_the_form():
    assert say_many("{count} search", "{count} searches", 1) == "1 search"
    assert say_many("{count} search", "{count} searches", 2) == "2 searches"


def test_a_language_that_we_do_not_speak_is_english():
    assert {tongue(locale) for locale in ("", "xx", "nonsense-!!", "en-US")} == {"en"}
    with speaking("xx-YY"):
        assert say("Yes.") == "Yes."
