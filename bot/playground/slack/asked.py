"""What a page can ask for: every click and every word of a person, as a POST of JSON."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.playground.slack.file import Upload
from bot.playground.slack.people import People
from bot.playground.slack.refusal import Refusal
from bot.playground.slack.team import Json
from bot.playground.slack.viewing import Viewing

Told = Mapping[str, Any]
Ask = Callable[[Told], Awaitable[Json]]

_HERE = ("127.0.0.1", "localhost")


class Asked:
    """Answers `{"ok": true, …}`, or `{"ok": false, "error": …}` where Slack would say no."""

    def __init__(self, people: People, viewing: Viewing) -> None:
        self._people = people
        self._viewing = viewing

    def routes(self) -> list[web.AbstractRouteDef]:
        """One path for each thing that people do."""
        asks: Mapping[str, Ask] = {
            "/type": self._type,
            "/edit": self._edit,
            "/delete": self._delete,
            "/press": self._press,
            "/stop": self._stop,
            "/shortcut": self._shortcut,
            "/speak": self._speak,
            "/look": self._look,
            "/submit": self._submit,
            "/dismiss": self._dismiss,
            "/use": self._use,
        }
        return [web.post(path, _answer(ask)) for path, ask in asks.items()]

    async def _type(self, told: Told) -> Json:
        where = (told["user"], told["channel"], told["text"], told.get("thread_ts"))
        files = [_upload(file) for file in told.get("files") or ()]
        return {"ts": await self._people.type(*where, files)}

    async def _edit(self, told: Told) -> Json:
        await self._people.edit(*_message(told), told["text"])
        return {}

    async def _delete(self, told: Told) -> Json:
        await self._people.delete(*_message(told))
        return {}

    async def _press(self, told: Told) -> Json:
        await self._people.press(*_message(told), told["action_id"], told.get("value"))
        return {}

    async def _stop(self, told: Told) -> Json:
        await self._people.stop(told["user"], told["channel"], told["thread_ts"])
        return {}

    async def _shortcut(self, told: Told) -> Json:
        where = (told.get("channel"), told.get("ts"))
        await self._people.shortcut(told["user"], told["callback_id"], *where)
        return {}

    async def _speak(self, told: Told) -> Json:
        self._people.speak(told["user"], str(told["locale"]))
        return {}

    async def _look(self, told: Told) -> Json:
        self._viewing.look(told["user"], "home" if told["tab"] == "home" else "messages")
        return {}

    async def _submit(self, told: Told) -> Json:
        errors = await self._viewing.submit(told["user"], told["view_id"], told.get("values"))
        return {"errors": errors}

    async def _dismiss(self, told: Told) -> Json:
        await self._viewing.dismiss(told["user"], told["view_id"])
        return {}

    async def _use(self, told: Told) -> Json:
        used = (told["view_id"], told["action_id"], told.get("value"), told.get("values"))
        await self._viewing.press(told["user"], *used)
        return {}


def local(request: web.Request) -> None:
    """403 unless a page of this machine asks: other sites may not speak through a browser."""
    origin = request.headers.get("Origin")
    hosts = [urlsplit(f"//{request.host}").hostname]
    hosts += [urlsplit(origin).hostname] if origin else []
    if any(host not in _HERE for host in hosts):
        raise web.HTTPForbidden(text="The playground only talks to this machine.")


def _answer(ask: Ask) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        local(request)
        if request.content_type != "application/json":
            # A form of another site can't send this type without asking the browser first.
            raise web.HTTPUnsupportedMediaType
        try:
            told = await request.json()
            return web.json_response({"ok": True} | await ask(told))
        except Refusal as refusal:
            return web.json_response(refusal.body)
        except (ValueError, KeyError, TypeError, AttributeError):
            return web.json_response({"ok": False, "error": "invalid_arguments"}, status=400)

    return answer


def _message(told: Told) -> tuple[str, str, str]:
    return told["user"], told["channel"], told["ts"]


def _upload(told: Mapping[str, str]) -> Upload:
    """A file as the page sends it: its bytes as base64."""
    raw = base64.b64decode(told["data"], validate=True)
    return told["name"], raw, told.get("type") or "application/octet-stream"
