"""What every test may ask for, and how `make test` deals them out to its lanes."""

import os
import re

import pytest
from hypothesis import settings

# CI may take longer looks, and prints what it found so that it can be played again.
settings.register_profile("quick", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=100, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "quick")

_LONG = (
    "tests/torture/test_torture", "tests/browser", "tests/whole", "tests/faults", "tests/adapters",
    "tests/reply", "tests/answer", "tests/playground",
)  # fmt: skip
"""Where tests are that take long: they begin first, so that no lane is left alone in the end."""
_WAY = re.compile(r"\[((?:socket|http)-(?:embedded|server))\b")


def lane(nodeid):
    """Tests of one module share what it sets up; in tests/whole each way has a world of its own."""
    module, _, test = nodeid.partition("::")
    way = _WAY.search(test) if module.startswith("tests/whole/") else None
    return f"{module} {way[1]}" if way else module


def pytest_collection_modifyitems(config, items):
    """With lanes, what takes long comes first; else everything stays where it is."""
    if getattr(config.option, "dist", "no") != "no" or hasattr(config, "workerinput"):
        items.sort(key=lambda item: _rank(item.nodeid))


def _rank(nodeid):
    return next((n for n, start in enumerate(_LONG) if nodeid.startswith(start)), len(_LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Lanes instead of single tests. https://pytest-xdist.readthedocs.io/en/stable/distribution.html"""
    from xdist.scheduler import LoadScopeScheduling

    class Lanes(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return lane(nodeid)

    config.option.loadscopereorder = False
    return Lanes(config, log)
