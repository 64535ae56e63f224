"""The rules of the house, so that nobody has to remember them."""

import ast
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import pytest

import bot.errors
import handlers

ROOT = Path(__file__).parents[1]
ALL = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")])
PURE = sorted(
    [
        *(ROOT / "bot" / "conversation").rglob("*.py"),
        *(ROOT / "bot" / "answer").rglob("*.py"),
        *(ROOT / "bot" / "reply").rglob("*.py"),
        ROOT / "bot" / "errors.py",
        ROOT / "bot" / "manifest.py",
        ROOT / "bot" / "adapters" / "slack" / "door.py",
    ]
)
SIGNS = (
    *("answer", "controls", "conversation", "deeds", "model", "playground", "running", "watching"),
)
"""Packages whose modules stand on floors of their own."""
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
NESTS = (
    *(ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith),
    *(ast.Try, ast.TryStar, ast.Match),
)
WAITING = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.AsyncFunctionDef)
CLOCKS = {"asyncio", "datetime", "os", "random", "secrets", "socket", "time", "uuid"}


def name(path):
    return str(path.relative_to(ROOT))


def tree(path):
    return ast.parse(path.read_text("utf-8"))


def imports(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def modules(path):
    """The dotted name of a file, without `__init__`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def functions(path):
    """Every function of a file, in whatever it stands."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return (node for node in ast.walk(tree(path)) if isinstance(node, kinds))


def within(node):
    """What stands in `node`, but not in a function or class within it; an `elif` in its `if`."""
    for child in ast.iter_child_nodes(node):
        alternative = isinstance(node, ast.If) and node.orelse == [child]
        if alternative and isinstance(child, ast.If):
            yield from within(child)
        elif not isinstance(child, SCOPES):
            yield child


def depth(node):
    """How deep what a function does is nested: 0 for what stands straight in it."""
    return max((isinstance(child, NESTS) + depth(child) for child in within(node)), default=0)


def length(function):
    """The lines of a function, less its docstring and the functions within it."""
    inner = [child for child in function.body if isinstance(child, SCOPES)]
    words = ast.get_docstring(function, clean=False)
    less = sum(child.end_lineno - child.lineno + 1 for child in inner)
    return function.end_lineno - function.lineno + 1 - less - len((words or "").splitlines())


def parameters(function):
    """How many it has; who it belongs to is none."""
    told = function.args
    names = [each.arg for each in (*told.posonlyargs, *told.args, *told.kwonlyargs)]
    return len(names) - (names[:1] in (["self"], ["cls"]))


@pytest.mark.parametrize("path", ALL, ids=name)
def test_no_room_is_too_large_and_nothing_in_it_too_long_too_deep_or_too_wide(path):
    assert len(path.read_text("utf-8").splitlines()) <= 250
    beyond = {
        each.name: (depth(each), length(each), parameters(each))
        for each in functions(path)
        if depth(each) > 3 or length(each) > 30 or parameters(each) > 5
    }
    assert beyond == {}


@pytest.mark.parametrize("path", PURE, ids=name)
def test_the_pure_rooms_never_wait_and_know_no_clock(path):
    assert not [node for node in ast.walk(tree(path)) if isinstance(node, WAITING)]
    assert not CLOCKS & {module.split(".")[0] for module in imports(path)}


@pytest.mark.parametrize("path", ALL, ids=name)
def test_every_room_has_a_sign_of_one_sentence(path):
    sign = ast.get_docstring(tree(path))
    assert sign, "the first line of a module says what lives there"
    assert len(sign.splitlines()[0]) <= 100


@pytest.mark.parametrize("path", ALL, ids=name)
def test_every_public_name_is_documented(path):
    """A method may inherit the words of its port; what a module offers may not."""
    offered = [
        node
        for node in tree(path).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
    ]
    assert [node.name for node in offered if not ast.get_docstring(node)] == []


def test_only_the_front_door_reads_the_environment():
    readers = [name(path) for path in ALL if re.search(r"os\.environ|getenv", path.read_text())]
    assert readers == ["bot/__main__.py"]


def test_every_feature_is_on_the_list():
    files = {path.stem for path in (ROOT / "handlers").glob("*.py")} - {
        "__init__",
        "payload",
        "button",
    }
    assert {feature.__name__.removeprefix("handlers.") for feature in handlers.FEATURES} == files


def test_the_tree_in_the_docstring_of_errors_is_the_real_one():
    def drawn(kind, lead=""):
        kinds = kind.__subclasses__()
        for child in kinds:
            last = child is kinds[-1]
            yield f"{lead}{'└── ' if last else '├── '}{child.__name__}"
            yield from drawn(child, lead + ("    " if last else "│   "))

    real = "\n".join(["BotError", *drawn(bot.errors.BotError)])
    assert real in bot.errors.__doc__


def test_every_error_has_a_sentence_for_the_person_who_asked():
    def below(kind):
        yield kind
        for child in kind.__subclasses__():
            yield from below(child)

    for kind in below(bot.errors.BotError):
        assert kind.apology.endswith((".", "?")), kind


def test_every_module_stands_on_a_floor():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    floors = {
        room.strip()
        for contract in told["contracts"]
        for layer in (*contract.get("layers", ()), *contract.get("source_modules", ()))
        for room in layer.split("|")
    }
    empty = {"bot", *(f"bot.{package}" for package in SIGNS)}
    homeless = [
        module
        for module in map(modules, ALL)
        if module not in empty
        and not any(module == room or module.startswith(room + ".") for room in floors)
    ]
    assert homeless == []


@pytest.mark.parametrize("package", SIGNS)
def test_a_package_that_stands_on_no_floor_is_but_a_sign(package):
    nodes = tree(ROOT / "bot" / package / "__init__.py").body
    assert [type(node) for node in nodes] == [ast.Expr]


def test_the_floors_hold():
    """The linter that `make check` runs, so that `make test` says so, too."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    linted = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


def test_no_file_names_a_registry_or_a_path_of_this_machine():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    hosts = re.compile(
        r"https?://[a-z0-9.-]*(py" + r"pi|pythonhosted|npmjs|debian)\b", re.IGNORECASE
    )
    common = (Path("/"), Path(tempfile.gettempdir()))  # one may clone into these
    here = [f"{place}/" for place in (ROOT, ROOT.parent) if place not in common]
    guilty = [
        file
        for file in listed.stdout.splitlines()
        if (ROOT / file).suffix not in {".png", ""}
        and (ROOT / file).is_file()
        and (
            hosts.search(text := (ROOT / file).read_text("utf-8"))
            or any(place in text for place in here)
        )
    ]
    assert guilty == []
