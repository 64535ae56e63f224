"""Every statement is tested or said to be only documentation, and none is both."""

import re
from pathlib import Path

import tests.statements

HERE = Path(__file__).parent
ALL = {f"{number:02}" for number in range(1, 86)}
DOCUMENTED = set(re.findall(r"^S(\d\d)  ", tests.statements.__doc__, re.MULTILINE))
TESTED = {
    number
    for path in HERE.glob("test_statements_*.py")
    for number in re.findall(
        r"^(?:async )?def test_s(\d\d)_", path.read_text("utf-8"), re.MULTILINE
    )
}


def test_each_statement_has_a_test_or_a_line_that_says_why_it_has_none():
    assert ALL == TESTED | DOCUMENTED


def test_no_statement_has_both():
    assert not TESTED & DOCUMENTED


def test_nearly_all_are_tested():
    assert len(DOCUMENTED) <= 2
