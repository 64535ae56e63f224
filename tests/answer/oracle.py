"""What the official SDK makes of the bytes of a stream: the oracle of our own folding."""

import functools
import warnings

import anthropic
import httpx2


class Replay(httpx2.BaseTransport):
    """Answers every request with the same stream."""

    def __init__(self, stream):
        self._stream = stream

    def handle_request(self, request):
        headers = {"content-type": "text/event-stream"}
        return httpx2.Response(200, headers=headers, content=self._stream, request=request)


def accumulated(stream, beta=False):
    """The message, as JSON, that the SDK accumulates; whatever it raises otherwise."""
    with httpx2.Client(transport=Replay(stream)) as http, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client = anthropic.Anthropic(
            api_key="none", base_url="http://127.0.0.1", http_client=http, max_retries=0
        )
        messages = client.beta.messages if beta else client.messages
        ask = functools.partial(messages.stream, model="claude-opus-4-8", max_tokens=1)
        with ask(messages=[{"role": "user", "content": "Hi"}]) as events:
            return events.get_final_message().to_dict(mode="json")
