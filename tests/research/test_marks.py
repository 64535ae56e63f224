"""The marks of a plan are never seen, not even half, and tell how far it is."""

from hypothesis import given
from hypothesis import strategies as st

from bot.research.marks import hidden, planned

PIECE = st.sampled_from(
    [
        "[step 1]\n",
        "[step 2]",
        "[Step 12]\n\n",
        "[",
        "[st",
        "[step",
        "[step 3",
        "text",
        "\n",
        "[1](u)",
        " ",
    ]
)


@given(st.lists(PIECE).map("".join))
def test_what_is_shown_while_it_grows_is_only_ever_added_to(text):
    shown = [hidden(text[:end], grows=True) for end in range(len(text) + 1)]
    for before, after in zip(shown, [*shown[1:], hidden(text)], strict=True):
        assert after.startswith(before)


@given(st.lists(PIECE).map("".join))
def test_no_mark_is_seen(text):
    assert "[step 1]" not in hidden(text)
    assert hidden("plain words\n\n- and a list") == "plain words\n\n- and a list"


@given(st.lists(st.integers(1, 9), max_size=8))
def test_one_step_goes_on_and_those_before_it_are_done(begun):
    plan = ("one", "two", "three")
    steps = planned(plan, "".join(f"[step {n}]\nwords " for n in begun))
    assert [step.subject for step in steps] == list(plan)
    running = [n for n, step in enumerate(steps, 1) if step.state == "running"]
    assert running == ([begun[-1]] if begun and begun[-1] <= 3 else [])
    waiting = [n for n, step in enumerate(steps, 1) if step.state == "waiting"]
    assert waiting == [n for n in (1, 2, 3) if n not in begun]
