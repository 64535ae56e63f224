"""What was changed, page by page: nothing in it acts, and no row is lost between pages."""

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.changed import Changed
from bot.conversation.preferences import Place
from bot.reply.audit import ROWS, lately, page

VALUE = st.none() | st.text(max_size=200)
ROW = st.builds(
    Changed,
    st.sampled_from(
        [Place("person", "T1:U1"), Place("channel", "T1:C1"), Place("workspace", "T1")]
    ),
    st.sampled_from(["effort", "instructions", "gone", "<!here>"]),
    st.sampled_from(["U1", "U1", "<!here>"]),
    VALUE,
    VALUE,
    st.floats(1e9, 2e9),
)


@given(st.lists(ROW, max_size=50), st.integers(-3, 9))
def test_no_row_is_lost_and_nothing_acts(rows, number):
    pages = max(1, -(-len(rows) // ROWS))
    told = [page(rows, at, "/x audit {page}") for at in range(1, pages + 1)]
    assert sum(text.count("<!date^") for text in told) == len(rows)
    assert page(rows, number, "/x audit {page}") == told[min(max(number, 1), pages) - 1]
    for text in told:
        assert text.count("<") == text.count("<!date^") + text.count("<@U1>") + text.count("<#C1>")
        assert len(text) < 12_000


@given(st.lists(ROW, max_size=5))
def test_what_was_changed_here_says_neither_where_nor_anything_that_acts(rows):
    told = lately(rows)
    assert told.count("<!date^") == len(rows)
    assert told.count("<") == told.count("<!date^") + told.count("<@U1>")
    assert len(told) < 3_000, "it fits one section"


def test_a_row_names_no_source_that_is_not_known():
    row = Changed(Place("person", "T1:U1"), "effort", "U1", None, "high", 1_795_737_026.5)
    assert page([row], 1, "").endswith("Effort from unset to *high* for themselves")
