"""Where the Messages API is, and how one shows oneself there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import httpx
from pydantic import SecretStr

Auth = Literal["x-api-key", "bearer"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint that is compatible with `POST /v1/messages`.

    `base_url` is with or without `/v1` and a trailing slash; a name and password in it are not
    sent, for the key is what authorizes; an empty key is not sent either, for some local servers
    want none. `betas` are values of `anthropic-beta`.
    """

    base_url: str
    key: SecretStr
    auth: Auth = "x-api-key"
    version: str = "2023-06-01"
    betas: tuple[str, ...] = ()

    @property
    def url(self) -> httpx.URL:
        """Where requests go; `httpx.InvalidURL` if the base URL is none."""
        base = httpx.URL(self.base_url)
        path = base.path.rstrip("/").removesuffix("/messages").removesuffix("/v1")
        return base.copy_with(path=f"{path}/v1/messages", userinfo=b"", fragment=None)

    def headers(self, betas: Iterable[str] = ()) -> dict[str, str]:
        """What goes with a request, `betas` being those that it needs beside the operator's.

        They hold the key: never to be logged.
        """
        key = self.key.get_secret_value()
        shown = (
            {"x-api-key": key} if self.auth == "x-api-key" else {"authorization": f"Bearer {key}"}
        )
        listed = ",".join((*self.betas, *betas)).split(",")
        named = dict.fromkeys(filter(None, map(str.strip, listed)))
        return {
            **(shown if key else {}),
            "anthropic-version": self.version,
            **({"anthropic-beta": ",".join(named)} if named else {}),
            "content-type": "application/json",
            # Compressed events could wait in somebody's buffer until it is full.
            "accept-encoding": "identity",
            "accept": "text/event-stream, application/json",
            "user-agent": "threadloom",
        }

    def concealed(self, said: bytes) -> bytes:
        """`said` without the key in it; one of less than 8 characters is a word, and no secret."""
        key = self.key.get_secret_value().encode()
        return said.replace(key, b"(the key)") if len(key) >= 8 else said
