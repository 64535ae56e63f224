"""The form in which one sees what holds and where it comes from, and changes it where one may."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.choices import Choices
from bot.controls.aside import Aside, refusal, sorry, untold
from bot.controls.tab import Tab
from bot.conversation.preferences import Kind, Place, channel, inside, outside
from bot.conversation.press import Press
from bot.conversation.thread import Thread
from bot.errors import NotAllowed, SlackError
from bot.ports import Store, Surface
from bot.reply import audit, forms, modals, row
from bot.reply.forms import Form
from bot.reply.modals import Block, View
from bot.reply.opened import Opened, elsewhere, picked, picker
from bot.tongue import say

_CHANGES = 5
"""Changes of a thread, the newest, that its form tells of."""
_PATIENCE = 1.0
"""Seconds for which a form that was sent waits for Slack to say who is in the channel."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """Settings of a thread, of a person and of a channel, for those who may set them."""

    store: Store
    surface: Surface
    choices: Choices
    aside: Aside
    tab: Tab

    async def show(self, press: Press, thread: Thread) -> str:
        """Open the form of a thread; a sentence for whoever pressed if that can't be."""
        opened = Opened(f"thread:{thread}", {}, str(thread))
        return refusal(press, str(thread)) or await self._open(press, opened)

    async def mine(self, press: Press, month: str = "") -> str:
        """The same with one's own settings; `month` is what the Home tab shows behind it, if so."""
        mine, *_ = outside(press.team, press.user)
        return self._stranger(press) or await self._open(press, Opened(str(mine), {}, month=month))

    def move(self, press: Press, about: str, kind: str, view: str) -> None:
        """Draw the form in `view`, which was opened with `about`, for another kind of place."""
        if (opened := self._anew(press, about, view)) is None:
            return
        for place in _places(press, opened):
            if place.kind == kind:
                form = partial(self._form, press, replace(opened, at=str(place)))
                self.aside.refill(view, say("Settings"), form)

    def pick(self, press: Press, about: str, channel_: str, view: str) -> None:
        """Draw the form in `view` for a channel, if they may set something there; say why not."""
        opened = self._anew(press, about, view)
        if opened and channel_ and not opened.thread:
            there = replace(opened, at=str(channel(press.team, channel_)))
            self.aside.refill(view, say("Settings"), partial(self._there, press, opened, there))

    def _anew(self, press: Press, about: str, view: str) -> Opened | None:
        """What a form that is drawn once more was opened with; None, and said, for none of ours."""
        if (opened := _read(press, about)) is None:
            self.aside.refill(view, say("Settings"), _outdated)
            return None
        return replace(opened, turn=opened.turn + 1)

    async def _there(self, press: Press, before: Opened, there: Opened) -> View:
        refused = await self._refused(press, there)
        return await self._form(press, before if refused else there, refused)

    async def set(
        self, press: Press, about: str, values: Mapping[str, Any]
    ) -> tuple[dict[str, str], View | None]:
        """Do what a submitted form orders; a sentence for each field where it can't be done.

        `about` is what the form was opened with, `values` what stands in its fields. The view is
        for where the person reads nowhere else what was done.
        """
        if (opened := _read(press, about)) is None:
            return {}, await _outdated()
        if wrong := await self._elsewhere(press, opened, values):
            return wrong, None
        orders, wrong = forms.read(values, opened.before)
        if wrong or not orders:
            return wrong, None
        if refused := await self._refused(press, opened):
            return {orders[0].dial.name: refused}, None
        at, *_ = _from(press, opened)
        here = _places(press, opened)
        done = [await self.choices.turned(order, at, here) for order in orders]
        return {}, self._told(press, opened, done)

    def _told(self, press: Press, opened: Opened, done: Sequence[str]) -> View | None:
        """Let the person know: by a whisper, by their Home tab, or in place of the form."""
        if opened.thread:
            thread = Thread.parse(opened.thread)
            self.aside.errands.run(self.surface.whisper(thread, press.user, "\n".join(done)))
            return None
        self.tab.refresh(press.team, press.user, opened.month)
        if opened.picked:  # what holds there stands in no Home tab
            done = [f"<#{opened.picked}>", *done]
        told = opened.picked or not opened.month
        return modals.marked(say("Settings"), "\n".join(done)) if told else None

    async def _elsewhere(
        self, press: Press, opened: Opened, values: Mapping[str, Any]
    ) -> dict[str, str]:
        """What stands in the fields may be meant for a channel for which they are not drawn yet."""
        chosen, field = picked(values)
        if opened.thread or chosen in ("", opened.picked):
            return {}
        there = replace(opened, at=str(channel(press.team, chosen)))
        refused = await self._refused(press, there)
        return {field: refused or say("Look at what holds in this channel first, then save.")}

    async def _refused(self, press: Press, opened: Opened) -> str:
        """Why they may not; both are asked at once, for Slack waits no longer."""
        at, *_ = _from(press, opened)
        rights = self.choices.rights
        asked = [self._absent(press, opened), rights.refusal(press.user, at)]
        asked += [rights.absence(opened.picked)] if opened.picked else []
        return next(filter(None, await asyncio.gather(*asked)), "")

    async def _absent(self, press: Press, opened: Opened) -> str:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._check(press, opened)
        except NotAllowed as error:
            return self._stranger(press) or sorry(error)
        except (SlackError, TimeoutError):
            return untold()
        return ""

    async def _check(self, press: Press, opened: Opened) -> None:
        """`NotAllowed` unless whoever presses may see that."""
        if opened.thread:
            await self.aside.check(replace(press, channel=Thread.parse(opened.thread).channel))
        elif opened.picked:
            if opened.picked.startswith("D"):  # https://docs.slack.dev/apis/web-api: D is an im
                raise NotAllowed("no_channel")
            await self.aside.check(replace(press, channel=opened.picked))
        elif not press.ours:
            raise NotAllowed("not_of_this_workspace")

    def _stranger(self, press: Press) -> str:
        return "" if press.ours else refusal(press, "")

    async def _open(self, press: Press, opened: Opened) -> str:
        return await self.aside.show(press, say("Settings"), partial(self._form, press, opened))

    async def _form(self, press: Press, opened: Opened, refused: str = "") -> View:
        await self._check(press, opened)
        here = _from(press, opened)
        form = Form(here, await self.store.preferred(here), self.choices.default, opened.picked)
        kinds = await self._kinds(press, opened)
        menu = [elsewhere(kinds, here[0].kind)] if len(kinds) > 1 else []
        menu += [] if opened.thread else picker(opened, refused)
        about = replace(opened, before=form.before).metadata
        labels = (_title(here[0].kind), say("Save"))
        told = await self._lately(opened) if here[0].kind == "thread" else []
        return modals.form(row.SETTINGS, labels, [*menu, *form.blocks(), *told], about)

    async def _lately(self, opened: Opened) -> list[Block]:
        """Who changed what in the thread: it is told to those who are in its channel."""
        thread = Place("thread", opened.thread)
        told = audit.lately(await self.store.changes(thread, _CHANGES))
        return [{"type": "section", "text": modals.mrkdwn(told)}] if told else []

    async def _kinds(self, press: Press, opened: Opened) -> list[Kind]:
        """The kinds of places that they may set; the one that the form is for is among them."""
        places = _places(press, opened)
        refusal = self.choices.rights.refusal
        refused = await asyncio.gather(*(refusal(press.user, place) for place in places))
        told = zip(places, refused, strict=True)
        return [place.kind for place, sorry in told if not sorry or str(place) == opened.at]


def _read(press: Press, about: str) -> Opened | None:
    """What a form was opened with; None for what no form of ours here is opened with."""
    opened = Opened.read(about)
    places = [str(place) for place in _places(press, opened)] if opened else []
    return opened if opened and opened.at in places else None


async def _outdated() -> View:
    """In place of a form that another version of the bot has opened."""
    sentence = say("This form is out of date. Please close it, and open it once more.")
    return modals.note(say("Settings"), sentence)


def _places(press: Press, opened: Opened) -> tuple[Place, ...]:
    """The places that have a say where the form was opened, nearest first."""
    if opened.thread:
        return inside(Thread.parse(opened.thread), press.user)
    return outside(press.team, press.user, opened.picked)


def _from(press: Press, opened: Opened) -> tuple[Place, ...]:
    """The same, from the one that is set."""
    here = _places(press, opened)
    at = [str(place) for place in here].index(opened.at)
    return here[at:]


def _title(kind: Kind) -> str:
    titles = {
        "thread": say("Settings of this thread"),
        "person": say("Your settings"),
        "channel": say("Settings of this channel"),
    }
    return titles.get(kind, say("Workspace settings"))
