import pytest
from pydantic import SecretStr

from bot.adapters.messages import Endpoint, open_client
from bot.playground.messages.server import LocalMessages


@pytest.fixture
async def client():
    async with open_client() as client:
        yield client


@pytest.fixture
async def messages():
    async with LocalMessages(speed=0) as messages:
        yield messages


@pytest.fixture
def endpoint(messages):
    return Endpoint(messages.url, SecretStr("local"))
