"""What is installed is whole: a wheel, built as pip builds it, has every file of ours."""

import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copy, copytree, ignore_patterns

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("bot", "handlers")
BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built of a copy: building leaves things beside its source."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("made")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        copy(ROOT / name, source)
    for folder in FOLDERS:
        copytree(ROOT / folder, source / folder, ignore=ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BUILD, made],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (found,) = made.glob("threadloom-*.whl")
    return found


def test_every_file_is_in_the_wheel_and_nothing_else(wheel):
    ours = {
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as opened:
        there = {name for name in opened.namelist() if ".dist-info/" not in name}
    assert {".lua", ".po", ".html", ".css", ".js", ".md", ".json"} < {Path(p).suffix for p in ours}
    assert there == ours


def test_with_no_checkout_in_reach_it_starts_and_wants_its_settings(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(tmp_path / "installed")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "serve"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (78, "")
    assert "SLACK_BOT_TOKEN" in done.stderr
