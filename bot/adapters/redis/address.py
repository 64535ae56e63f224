"""Where Redis is said to be: one server, the primary that Sentinels know, or a Cluster.

redis://user:password@host:6379/0                                     one server (rediss: with TLS)
redis+sentinel://user:password@host:26379,host:26379/mymaster/0       Sentinels, and what they watch
redis+cluster://user:password@host:6379,host:6379                     nodes of a Cluster
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from redis.asyncio.connection import parse_url

Kind = Literal["server", "sentinel", "cluster"]
Host = tuple[str, int]

_HOSTS: Final = re.compile(r"(rediss?\+[a-z]+)://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_PORTS: Final = {"sentinel": 26379, "cluster": 6379}


@dataclass(frozen=True, slots=True)
class Address:
    """One way to Redis. `options` are redis-py's for each connection to it.

    `hosts` are those to be asked where it is; `name` and `guard` are for Sentinels: what they call
    it, and how we name ourselves to them (`?sentinel_username=…&sentinel_password=…`).
    """

    kind: Kind
    options: dict[str, Any]
    hosts: tuple[Host, ...] = ()
    name: str = ""
    guard: tuple[tuple[str, str], ...] = ()


def parse(url: str) -> Address:
    """The address that `url` tells; `ValueError` says what is wrong, and quotes nothing of it."""
    parts = _several(url) or urlsplit(url)
    scheme, _, kind = parts.scheme.partition("+")
    if not kind:
        return Address("server", _options(parts))
    if scheme not in {"redis", "rediss"}:
        raise ValueError("must begin with redis+ or rediss+ before sentinel or cluster")
    if kind == "sentinel":
        return _sentinel(parts, scheme)
    if kind == "cluster":
        return _cluster(parts, scheme)
    raise ValueError("must say sentinel or cluster after the +")


def _several(url: str) -> SplitResult | None:
    """The parts of a URL with several hosts, which newer Pythons do not split if one is IPv6."""
    found = _HOSTS.fullmatch(url)
    return found and urlsplit(f"{found[1]}://host{found[3]}")._replace(netloc=found[2])


def _sentinel(parts: SplitResult, scheme: str) -> Address:
    name, _, database = parts.path.strip("/").partition("/")
    if not name:
        raise ValueError("must name what the Sentinels watch, as in …/mymaster or …/mymaster/0")
    options = _options(_one(parts, scheme, database))
    words = ("username", "password")
    guard = ((word, options.pop(f"sentinel_{word}", "")) for word in words)
    known = tuple((word, text) for word, text in guard if text)
    return Address("sentinel", options, _hosts(parts, "sentinel"), unquote(name), known)


def _cluster(parts: SplitResult, scheme: str) -> Address:
    if parts.path.strip("/") not in {"", "0"}:
        raise ValueError("must name no database: a Cluster has one only")
    return Address("cluster", _options(_one(parts, scheme, "")), _hosts(parts, "cluster"))


def _one(parts: SplitResult, scheme: str, database: str) -> SplitResult:
    """The same for one server somewhere: what redis-py reads options from."""
    who, at, _ = parts.netloc.rpartition("@")
    return SplitResult(scheme, f"{who}{at}host", f"/{database}", parts.query, "")


def _options(parts: SplitResult) -> dict[str, Any]:
    database = parts.path.strip("/")
    if parts.scheme != "unix" and database and not database.isdecimal():
        raise ValueError("must end in the number of a database, or in none")
    return dict(parse_url(urlunsplit(parts)))


def _hosts(parts: SplitResult, kind: str) -> tuple[Host, ...]:
    listed = parts.netloc.rpartition("@")[2].split(",")
    try:
        return tuple(_host(text.strip(), _PORTS[kind]) for text in listed)
    except ValueError:
        raise ValueError("must list hosts as in host:26379,host:26379") from None


def _host(text: str, port: int) -> Host:
    one = urlsplit(f"//{text}")
    if not one.hostname:
        raise ValueError(text)
    return one.hostname, one.port or port
