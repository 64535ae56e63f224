"""Names, titles and words of others act nowhere: in no sentence, view, quote, file or list."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.conversation.changed import Changed
from bot.conversation.pointed import Pointed
from bot.conversation.preferences import Place
from bot.conversation.question import Question
from bot.conversation.quoted import Said, quoted
from bot.conversation.thread import Thread
from bot.conversation.wording import called
from bot.export.transcript import transcript
from bot.playground.messages.script import Say
from bot.playground.slack.team import BEN
from bot.reply import audit
from bot.reply.asked import form
from bot.reply.characters import still
from bot.reply.home import Recent, _line
from tests.export.test_copy import copied, exchange
from tests.handlers.front import front as _front
from tests.playground.slack.hostile import HOSTILE

UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")
LIVE = re.compile(r"<[@!#]|<https?:|<mailto:|<javascript:", re.IGNORECASE)
NAME = "<!channel> \u202eneB\u202c *[x](https://evil.example/a)* ![i](https://evil.example/p.png)"
EVIL = st.lists(
    HOSTILE | st.sampled_from(["\u202e", "\u2066", "\u200b", "\U000e0041", "\ud800", NAME]),
    max_size=4,
).map("".join)


@given(EVIL)
def test_still_text_neither_acts_nor_hides(text):
    told = still(text)
    assert "<" not in told
    assert ">" not in told
    assert not UNSEEN.search(told)
    json.dumps(told, ensure_ascii=False).encode()


@given(EVIL, EVIL)
def test_a_name_is_one_line_and_is_seen(name, other):
    told = called(name, "somebody")
    assert told == " ".join(told.split()) != ""
    assert len(told) <= 80
    assert not UNSEEN.search(told)
    lines = quoted([Said(told, "1.1", other, "https://x")]).splitlines()
    assert sum(line.startswith("- ") for line in lines) == 1, "nobody speaks for another"


@given(EVIL, EVIL)
def test_no_row_of_the_audit_list_acts_or_hides(old, new):
    row = Changed(Place("channel", "T1:C1"), "instructions", "U1", old, new, 1.8e9)
    for told in (audit.page([row], 1, ""), audit.lately([row])):
        bare = re.sub(r"<!date\^[^<>]*>|<@U1>|<#C1>", "", told)
        assert "<" not in bare
        assert not UNSEEN.search(bare)


@given(EVIL)
def test_no_recent_thread_in_the_home_tab_acts(words):
    told = _line(Recent(words, "https://loom.slack.com/archives/C1/p1", "C1", "1.1", "2026-11-27"))
    bare = re.sub(r"<https://loom[^<>]*>|<#C1>|<!date\^[^<>]*>", "", told)
    assert not LIVE.search(bare)
    assert not UNSEEN.search(told)


@given(EVIL, EVIL, EVIL)
def test_a_file_to_be_read_loads_nothing_and_disguises_nothing(who, asked, answer):
    names = {"U1": called(who, "Ann")}
    told = transcript(copied(*exchange(1, asked or "x", answer or "x"), names=names))
    assert not UNSEEN.search(told)
    tokens = MarkdownIt("commonmark").parse(told)
    kinds = {each.type for token in tokens for each in (token, *(token.children or ()))}
    assert not {"image", "html_inline", "html_block"} & kinds


def test_a_conversation_without_a_word_is_a_file_all_the_same():
    assert transcript(copied())


@pytest.fixture
async def front():
    async with _front() as front:
        yield front


async def test_whatever_they_call_themselves_they_are_quoted_and_told_of_harmlessly(front):
    front.rig.slack.workspace.register(
        type(BEN)(BEN.id, f"ben\n{NAME}", "Ben", "000000", locale="en-US")
    )
    root = await front.say("hello", user=BEN.id)
    paper = (NAME, b"x", "text/plain")
    await front.rig.slack.type("ann", "general", "a file", root, [paper])
    front.rig.messages.script(Say("Hello."))
    await front.say("@Threadloom why?", root, BEN.id)
    await front.rig.answer()
    told = front.rig.messages.requests[-1].body["messages"][0]["content"]
    words = "\n".join(part.get("text", "") for part in told)
    assert not UNSEEN.search(words)
    assert not re.search(r"(?m)^<!channel>", words), "a name begins no line of its own"
    said = front.rig.slack.messages("general", root)
    assert not any(LIVE.search(json.dumps(m["blocks"])) for m in said if m["user"] == "U0BOT0001")


async def test_an_unknown_word_is_told_back_without_its_teeth(front):
    told = await front.command("/threadloom \uff1c!channel\uff1e\u202e")
    assert "<!channel>" not in told
    assert not UNSEEN.search(told)


async def test_the_form_about_a_message_shows_it_as_plain_text():
    about = Pointed("C1", "1.1", "1.1", "U1", NAME, NAME)
    view = form(
        Question(Thread("T1", "C1", "1.1"), "1.1", "U1", "", about=about),
        (NAME, NAME),
        public=False,
    )
    kinds = {text["type"] for text in _texts(view)}
    assert kinds == {"plain_text"}
    assert len(view["private_metadata"]) <= 3_000


def _texts(told):
    if isinstance(told, dict):
        if "text" in told and isinstance(told["text"], str):
            yield told
        told = list(told.values())
    for each in told if isinstance(told, list) else ():
        yield from _texts(each)
