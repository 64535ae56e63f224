"""The bot at a local Messages API, with nothing between them but the wire."""

import pytest

from tests.rig import rig


@pytest.fixture
async def here():
    async with rig(rates={}, per_channel={}) as here:
        yield here
