from bot.reply.inert import inert
from bot.reply.leaves import leaves
from bot.reply.pieces import pieces, row


def test_a_row_has_as_many_cells_as_its_header_and_loses_none():
    assert row("| 1 |", 3) == "| 1 |  |  |"
    assert row("| 1 | 2 | 3 |", 2) == r"| 1 | 2 \| 3 |"
    assert row("|  | 2 |", 2) == "|  | 2 |"


def test_a_line_break_in_a_cell_is_a_blank_unless_it_is_code():
    assert row("| one<br>two <BR /> three | `<br>` |", 2) == "| one two three | `<br>` |"
    assert row(r"| \<br> | a &lt;br> b |", 2) == "| &lt;br> | a &lt;br> b |"
    assert row("| <br> | [a<br>b](https://a.example) |", 2).startswith("|  | [a&lt;br>b]")
    assert inert("one<br>two") == "one&lt;br>two"


def test_a_frame_is_opened_by_a_piece_that_says_nothing():
    (fence,) = leaves(["~~~py", "x", "~~~"])
    (opening,) = pieces(fence, gap=True)
    assert (opening.kind, opening.gap, opening.lines()) == ("opening", True, [])
    assert opening.frame
    assert (opening.frame.lead, opening.frame.end) == (("~~~py",), "~~~")


def test_an_info_too_long_to_be_repeated_is_shown_as_code():
    info = "python " + "x" * 100
    assert inert(f"```{info}\na\n```") == f"```\n{info}\na\n```"


def test_what_is_put_in_a_fence_of_ours_can_not_end_it():
    assert inert("    a\n    ```\n    b").endswith("b\n```")
    assert inert("    a\n    ```\n    b").count("\n```") == 1
