"""The table of faults is whole, and every test that it names is there."""

import ast
import re
from pathlib import Path

import pytest

import tests.faults

ROOT = Path(__file__).parents[2]


def rows():
    """The tests of each row."""
    table = {}
    for line in tests.faults.__doc__.splitlines():
        if head := re.match(r"( \d|\d\d) \S", line):
            number = int(head[1])
            table[number] = []
        elif node := re.fullmatch(r"   (tests/\S+\.py)::(test_\w+)", line):
            table[number].append((node[1], node[2]))
    return table


def functions(path):
    """The names of the functions of a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return {node.name for node in tree.body if isinstance(node, kinds)}


def test_the_table_has_every_row_once():
    numbers = [int(n) for n in re.findall(r"^( \d|\d\d) \S", tests.faults.__doc__, re.MULTILINE)]
    assert numbers == list(range(1, 33))


def test_every_row_has_a_test():
    assert [number for number, nodes in rows().items() if not nodes] == []


@pytest.mark.parametrize("number", range(1, 33))
def test_every_test_of_a_row_is_there(number):
    assert [node for node in rows()[number] if node[1] not in functions(node[0])] == []


def test_every_test_beside_the_table_is_in_it_by_its_number():
    named = {
        (int(number[1]), name)
        for file in Path(__file__).parent.glob("test_*.py")
        for name in functions(file)
        if (number := re.match(r"test_row_(\d\d)_", name))
    }
    told = {(number, name) for number, nodes in rows().items() for _, name in nodes}
    assert named <= told
