"""The front of the house for every test in this room."""

import pytest

from tests.handlers.front import front as _front


@pytest.fixture
async def front():
    async with _front() as front:
        yield front
