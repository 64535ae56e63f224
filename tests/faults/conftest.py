"""What the rows share: a redis-server of one's own, and a web in front of it."""

import pytest

from tests.redis_server import RedisServer


@pytest.fixture
def redis(tmp_path):
    """A redis-server that may be killed, frozen and filled."""
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.thaw()
    server.stop()
