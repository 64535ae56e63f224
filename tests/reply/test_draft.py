"""The pages of a growing answer: what is shown now, and what is held back."""

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.reply.characters import size
from bot.reply.draft import Draft
from bot.reply.pages import PAGE, pages
from tests.reply.judge import alive
from tests.reply.texts import DANGEROUS, TEXTS

LONG = "\n\n".join(f"Paragraph {n}. " + "word " * 90 for n in range(60))


def test_nothing_said_and_nothing_done_shows_nothing():
    assert Draft().push("") == []


def test_what_goes_on_is_shown_alone_while_nothing_is_said():
    assert Draft().push("", "_Thinking…_") == ["_Thinking…_"]


def test_what_goes_on_stands_below_what_was_said():
    assert Draft().push("First.", "_Searching the web…_") == ["First.\n\n_Searching the web…_"]


def test_what_goes_on_is_gone_when_it_is_over():
    draft = Draft()
    draft.push("First.", "_Searching the web…_")
    assert draft.push("First. Then.") == ["First. Then."]


def test_what_goes_on_stands_on_the_last_page_alone():
    *turned, last = Draft().push(LONG, "_Thinking…_")
    assert turned == pages(LONG)[:-1]
    assert last.endswith("\n\n_Thinking…_")


def test_what_goes_on_is_left_out_where_it_has_no_room():
    text = "x" * (PAGE - 5)
    (page,) = Draft().push(text, "_Thinking…_")
    assert page == text


def test_an_earlier_try_stays_until_there_is_more():
    draft = Draft(outgrow=5)
    shown = [draft.push(text, "_Thinking…_") for text in ("", "on", "one ")]
    assert shown == [[], [], []]
    assert draft.push("one t") == ["one t"]


def test_the_same_text_is_the_same_pages():
    draft = Draft()
    assert draft.push(LONG[:9000]) == draft.push(LONG[:9000])


@given(TEXTS, st.lists(st.integers(1, 40), min_size=1), st.sampled_from(["", "_Thinking…_"]))
def test_however_it_comes_every_page_fits_and_a_turned_one_stays(text, steps, doing):
    ends = [end for end in accumulate(steps) if end < len(text)] + [len(text)]
    draft = Draft()
    shown = [draft.push(text[:end], doing) for end in ends]
    assert all(size(page) <= PAGE for pages_ in shown for page in pages_)
    for before, after in pairwise(shown):
        turned = before[:-1]
        assert after[: len(turned)] == turned
    assert shown[-1] == Draft().push(text, doing)


def test_a_long_answer_turns_its_pages_for_good():
    draft, last = Draft(), []
    for end in range(0, len(LONG), 1500):
        now = draft.push(LONG[:end])
        assert now[: len(last) - 1] == last[:-1]
        last = now or last
    assert draft.push(LONG)[:-1] == pages(LONG)[:-1]


@given(TEXTS | DANGEROUS, TEXTS | DANGEROUS)
def test_neither_the_text_nor_what_goes_on_can_act(text, doing):
    assert [alive(page) for page in Draft().push(text, doing) if alive(page)] == []
