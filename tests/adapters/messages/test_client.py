import asyncio

from bot.adapters.messages import open_client
from tests.adapters.messages.server import asking, response, serving
from tests.answer.wire import HELLO, encoded

ALL = encoded(*HELLO)


async def test_what_is_on_this_machine_is_not_asked_through_a_proxy(monkeypatch):
    async with serving(response(ALL)) as wire, serving(response(b"", 502)) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        async with open_client() as client:
            assert (await asking(client, wire.url)).complete
        assert proxy.requests == []


async def test_what_is_elsewhere_is_asked_through_the_proxy_that_the_environment_names(monkeypatch):
    async with serving(response(ALL)) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        async with open_client() as client:
            assert (await asking(client, "http://messages.invalid")).complete
        assert proxy.requests[0].path == "http://messages.invalid/v1/messages"


async def test_many_answers_stream_at_once():
    head, tail = ALL[: len(ALL) // 2], ALL[len(ALL) // 2 :]
    async with serving(response(head), tail) as wire, open_client() as client:
        answers = await asyncio.gather(*(asking(client, wire.url) for _ in range(150)))
        assert {answer.text for answer in answers} == {"Hello"}
        assert wire.connections == 150
