"""What a test lets people do in the local Slack: everything that one can do at its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.playground.slack.delivery import Delivery
from bot.playground.slack.entries import Given
from bot.playground.slack.file import Upload
from bot.playground.slack.office import Office
from bot.playground.slack.people import People
from bot.playground.slack.team import Json
from bot.playground.slack.viewing import Filled, Viewing


class Doing:
    """The half of `LocalSlack` that is about people; users and channels by id or by name."""

    office: Office
    _people: People
    _viewing: Viewing

    @property
    def views(self) -> list[Json]:
        """All modals and Home tabs that were ever shown, each as it was last, oldest first."""
        return [view.wire() for view in self.office.screens.all]

    def screen(self, user: str) -> Json | None:
        """The modal a person sees, with `errors` by block and the number of modals as `depth`."""
        person = self.office.workspace.user(user).id
        view = self.office.screens.top(person)
        if view is None:
            return None
        depth = len(self.office.screens.stack(person))
        return view.wire() | {"errors": view.errors, "trouble": view.trouble, "depth": depth}

    def home(self, user: str) -> Json | None:
        """What the Home tab of the app shows this person, if anything was published."""
        view = self.office.screens.homes.get(self.office.workspace.user(user).id)
        return view.wire() if view else None

    async def type(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        files: Sequence[Upload] = (),
    ) -> str:
        """Somebody types, and may add files; see `People.type`."""
        return await self._people.type(user, channel, text, thread_ts, files)

    async def press(
        self, user: str, channel: str, ts: str, action_id: str, value: Given = None
    ) -> Delivery:
        """Somebody uses an element of a message; see `People.press`."""
        return await self._people.press(user, channel, ts, action_id, value)

    async def stop(self, user: str, channel: str, thread_ts: str) -> list[str]:
        """Somebody presses Slack's own Stop; see `People.stop`."""
        return await self._people.stop(user, channel, thread_ts)

    async def forward(
        self, user: str, source: tuple[str, str], channel: str, text: str = ""
    ) -> str:
        """See `People.forward`."""
        return await self._people.forward(user, source, channel, text)

    async def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Somebody changes what they said."""
        await self._people.edit(user, channel, ts, text)

    async def delete(self, user: str, channel: str, ts: str) -> None:
        """Somebody takes back what they said."""
        await self._people.delete(user, channel, ts)

    async def shortcut(
        self, user: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Delivery:
        """Somebody uses a shortcut, of a message or a global one; see `People.shortcut`."""
        return await self._people.shortcut(user, callback_id, channel, ts)

    def speak(self, user: str, locale: str) -> None:
        """Somebody chooses another language, such as `pl-PL`."""
        self._people.speak(user, locale)

    async def submit(self, user: str, view_id: str, values: Filled | None = None) -> dict[str, str]:
        """Somebody submits a modal; the errors by block, see `Viewing.submit`."""
        return await self._viewing.submit(user, view_id, values)

    async def dismiss(self, user: str, view_id: str, *, all_: bool = False) -> None:
        """Somebody closes a modal, or `all_` of them."""
        await self._viewing.dismiss(user, view_id, all_=all_)

    async def press_in(
        self,
        user: str,
        view_id: str,
        action_id: str,
        value: Given = None,
        values: Filled | None = None,
    ) -> Delivery:
        """Somebody uses an element of a modal or of their Home tab; see `Viewing.press`."""
        return await self._viewing.press(user, view_id, action_id, value, values)

    def look(self, user: str, tab: Literal["home", "messages"] = "home") -> None:
        """Somebody opens a tab of the app."""
        self._viewing.look(user, tab)
