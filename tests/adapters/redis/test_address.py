"""Addresses of Redis are read as people write them."""

import pytest
from redis.asyncio.connection import SSLConnection

from bot.adapters.redis.address import parse


def test_one_server_is_as_redis_py_reads_it():
    address = parse("rediss://u:p%40@h:6380/2?socket_timeout=0.5")
    assert (address.kind, address.hosts) == ("server", ())
    assert address.options == {
        "username": "u", "password": "p@", "host": "h", "port": 6380, "db": 2,
        "socket_timeout": 0.5, "connection_class": SSLConnection,
    }  # fmt: skip


def test_sentinels_are_listed_and_what_they_watch_is_named():
    address = parse("redis+sentinel://u:p@a:1,b,[::1]:2/my%20master/3?sentinel_password=s")
    assert address.kind == "sentinel"
    assert address.hosts == (("a", 1), ("b", 26379), ("::1", 2))
    assert (address.name, address.guard) == ("my master", (("password", "s"),))
    assert address.options["db"] == 3
    assert (address.options["username"], address.options["password"]) == ("u", "p")


def test_without_a_number_it_is_database_0():
    assert "db" not in parse("redis+sentinel://a/m").options
    assert parse("redis+cluster://a").hosts == (("a", 6379),)


def test_tls_goes_for_all_of_a_cluster():
    assert parse("rediss+cluster://a,b:7").options["connection_class"] is SSLConnection


@pytest.mark.parametrize(
    "url", ["redis+sentinel://a", "redis+cluster://a/1", "redis+x://a", "http+cluster://a",
            "redis+cluster://a:x", "redis+cluster://", "redis://h/x"],
)  # fmt: skip
def test_what_is_wrong_is_said(url):
    with pytest.raises(ValueError, match="must"):
        parse(url)
