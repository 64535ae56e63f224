"""A world for each module of these tests: starting the program takes longer than most stories."""

import pytest
import pytest_asyncio

from tests.redis_server import RedisServer
from tests.whole.world import serve, world

WAYS = [(t, s) for t in ("socket", "http") for s in ("embedded", "server")]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A real redis-server of the module's own.

    What a workspace may still edit this minute lies in it: shared, one module's stories would
    use up what the next one's need.
    """
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=WAYS, ids="-".join)
async def place(request):
    """The program in one process, on either transport and either Redis."""
    transport, store = request.param
    environ = {}
    if store == "server":
        # A database each, for the same reason.
        url = request.getfixturevalue("server").url
        environ["REDIS_URL"] = f"{url.removesuffix('/0')}/{1 + request.param_index}"
    async with world() as place:
        await serve(place, transport, **environ)
        yield place
