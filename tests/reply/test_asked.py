"""The form carries the message: what is submitted is what its person saw."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.attachment import Attachment
from bot.conversation.pointed import Pointed
from bot.conversation.question import Question
from bot.conversation.spoken import plain
from bot.conversation.thread import Thread
from bot.playground.slack.view import checked
from bot.reply.asked import ASK, WHERE, asked, form

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


def message(files=(), **more):
    about = Pointed("C1", "1.5", "1.0", "U2", **more)
    return Question(Thread("T1", "C1", "9.5"), "9.5", "U1", "", files=tuple(files), about=about)


def submitted(view, question="why?", where=None):
    values = {ASK: {ASK: {"type": "plain_text_input", "value": question}}}
    if where:
        values[WHERE] = {WHERE: {"type": "radio_buttons", "selected_option": {"value": where}}}
    return asked(view["private_metadata"], values, view["blocks"], "U1")


def seen(text):
    return "".join(text.split())


@given(TEXT, TEXT, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=30), st.booleans())
def test_slack_takes_the_form_whatever_the_message_says(text, who, name, files, public):
    told = [Attachment(f"F{at}", title) for at, (title, _) in enumerate(files)]
    view = form(message(told, name=name), (who, text), public=public)
    checked(view, "modal")
    question = submitted(view)
    assert len(question.files) == min(len(files), 20)
    assert all(file.access == "check_file_info" for file in question.files)
    assert question.about.channel == "C1"


@given(st.text("ab <>&*_`\n", max_size=9_000))
def test_the_message_comes_back_as_it_was_shown(text):
    back = submitted(form(message(), ("Ann", text), public=False)).about.text
    assert seen(plain(back, {})) == seen(text)


def test_where_it_is_answered_is_the_asker_s_choice_only_where_there_is_one():
    assert submitted(form(message(), ("Ann", "x"), public=False)).how == "aside"
    public = form(message(), ("Ann", "x"), public=True)
    assert submitted(public, where="there").how == "there"
    assert submitted(public, where="aside").how == "aside"


def test_a_form_that_is_sent_twice_asks_one_question():
    view = form(message(), ("Ann", "x"), public=False)
    assert submitted(view).id == submitted(view).id == "T1:C1:9.5"


def test_what_is_typed_holds_no_mark_of_slack_s():
    assert submitted(form(message(), ("Ann", "x"), public=False), " <!here> ").text == (
        "&lt;!here&gt;"
    )


def test_what_is_carried_is_small_whatever_the_files_are_called():
    files = [Attachment("F0123456789", "名" * 300)] * 40
    about = form(message(files, name="\\\"'" * 80), ("Ann", "x"), public=True)["private_metadata"]
    assert len(about) <= 3_000
    assert json.loads(about)["files"][0][1] == "名" * 40
