import pytest
from pydantic import SecretStr

from bot.adapters.messages import Endpoint
from tests.adapters.messages.server import KEY, endpoint


@pytest.mark.parametrize(
    "base",
    [
        "https://api.cometapi.com",
        "https://api.cometapi.com/",
        "https://api.cometapi.com/v1",
        "https://api.cometapi.com/v1/",
        "https://api.cometapi.com/v1/messages",
        "https://name:word@api.cometapi.com/v1#part",
    ],
)
def test_a_base_url_leads_to_messages_however_it_is_written(base):
    assert str(endpoint(base).url) == "https://api.cometapi.com/v1/messages"


def test_a_path_and_a_query_in_the_base_url_are_kept():
    url = endpoint("https://a.b:8443/anthropic/?tier=x").url
    assert str(url) == "https://a.b:8443/anthropic/v1/messages?tier=x"


def test_exactly_one_header_authorizes():
    plain, bearer = endpoint("http://a").headers(), endpoint("http://a", auth="bearer").headers()
    assert plain["x-api-key"] == KEY
    assert "authorization" not in plain
    assert bearer["authorization"] == f"Bearer {KEY}"
    assert "x-api-key" not in bearer


def test_betas_are_one_list_without_doubles():
    betas = ("pdfs-2024-09-25", "output-128k-2025-02-19, pdfs-2024-09-25", " ")
    sent = endpoint("http://a", betas=betas).headers()
    assert sent["anthropic-beta"] == "pdfs-2024-09-25,output-128k-2025-02-19"
    assert "anthropic-beta" not in endpoint("http://a").headers()


def test_an_endpoint_does_not_show_its_key():
    assert KEY not in repr(endpoint("http://a"))


def test_a_key_is_concealed_and_no_key_is_nothing_to_conceal():
    assert endpoint("http://a").concealed(f"<{KEY}>".encode()) == b"<(the key)>"
    assert Endpoint("http://a", SecretStr("message")).concealed(b"a message") == b"a message"
    keyless = Endpoint("http://a", SecretStr(""))
    assert keyless.concealed(b"abc") == b"abc"
    assert not {"x-api-key", "authorization"} & keyless.headers().keys()
