"""What a summary claims is held against its marks, whatever language it is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.claims import unmarked

LONG = "The launch moves to Friday"


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG} [m1].",
        f"{LONG}. [m1, m2]",
        f"- {LONG} [m1]\n- Ben writes the notes for it [m2–m4]",
        f"**Decisions**\n\n- {LONG} [m1]",
        f"## What was decided about the launch\n{LONG} [m1].",
        f"These are the open questions of the week:\n1. {LONG}? [m7]",
        f"{LONG},\nas Ben said in the morning [m1].",
        "**Open questions:** none.",
        "```\nall of this is code without marks\n```",
        "| what was decided | by whom |\n|---|---|\n| " + LONG + " | Ben [m3] |",
        "---",
        "",
        "發布改到星期五了 [m1]",
    ],
)
def test_what_has_a_mark_or_claims_nothing_is_no_unmarked_claim(text):
    assert unmarked(text) == []


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (f"{LONG}.", [f"{LONG}."]),
        (f"- {LONG}\n- Ben writes the notes [m2]", [LONG]),
        (f"Yes [m1]. {LONG}.", [f"{LONG}."]),
        (f"{LONG} [m1].\n\nBen writes the notes for it.", ["Ben writes the notes for it."]),
        (f"1. {LONG} [1]", [f"{LONG} [1]"]),
        (f"**Decisions**: {LONG}", [f"**Decisions**: {LONG}"]),
        ("發布改到星期五了，由小林負責。", ["發布改到星期五了，由小林負責。"]),
    ],
)
def test_a_claim_behind_the_last_mark_of_its_paragraph_names_no_message(text, claims):
    assert unmarked(text) == claims


@given(st.text("ab c[m1],.\n-*#`|:", max_size=300))
def test_a_claim_stands_in_the_text_as_it_is_told_and_has_no_mark(text):
    for claim in unmarked(text):
        assert claim in text
        assert "[m1]" not in claim


@given(st.lists(st.sampled_from([LONG, f"{LONG} [m1]", "", "- " + LONG, "## Head"]), max_size=9))
def test_marking_what_is_unmarked_leaves_nothing_unmarked(lines):
    text = "\n\n".join(lines)
    for claim in unmarked(text):
        text = text.replace(claim, f"{claim} [m2]")
    assert unmarked(text) == []
