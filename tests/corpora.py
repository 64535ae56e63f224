"""The recordings that tests read: real streams, payloads and Markdown, beside the repository."""

import os
from pathlib import Path

import pytest

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"

# In CI the recordings are always there, so a missing folder is a fault and not a reason to skip.
corpora_needed = pytest.mark.skipif(
    not CORPORA.is_dir() and not os.environ.get("CI"),
    reason="the recorded corpora are not beside this checkout",
)
