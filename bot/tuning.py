"""The form in which one sees what holds in a thread, where it comes from, and changes it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.aside import Aside, refusal, sorry
from bot.choices import Choices
from bot.conversation.preferences import inside
from bot.conversation.press import Press
from bot.conversation.thread import Thread
from bot.errors import NotAllowed, SlackError
from bot.ports import Store, Surface
from bot.reply import modals, row
from bot.reply.forms import Form, carried, carrying, read
from bot.reply.modals import View
from bot.tongue import say

_PATIENCE = 1.0
"""Seconds for which a form that was sent waits for Slack to say who is in the channel."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """Settings of one thread, for members of its channel."""

    store: Store
    surface: Surface
    choices: Choices
    aside: Aside

    async def show(self, press: Press, thread: Thread) -> str:
        """Open the form; a sentence for whoever pressed if that can't be."""
        form = partial(self._form, press, thread)
        refused = refusal(press, str(thread))
        return refused or await self.aside.show(press, say("Settings"), form)

    async def set(self, press: Press, about: str, values: Mapping[str, Any]) -> dict[str, str]:
        """Do what a submitted form orders; a sentence for each field where it can't be done.

        `about` is what the form was opened with, `values` what stands in its fields.
        """
        key, before = carrying(about)
        thread = Thread.parse(key)
        orders, wrong = read(values, before)
        if wrong or not orders:
            return wrong
        if refused := await self._refused(replace(press, channel=thread.channel)):
            return {orders[0].dial.name: refused}
        here = inside(thread, press.user)
        done = [await self.choices.turn(order, here[0], here) for order in orders]
        self.aside.errands.run(self.surface.whisper(thread, press.user, "\n".join(done)))
        return {}

    async def _refused(self, press: Press) -> str:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.aside.check(press)
        except NotAllowed as error:
            return sorry(error)
        except (SlackError, TimeoutError):
            return say("Slack did not tell me in time who is here. Please try once more.")
        return ""

    async def _form(self, press: Press, thread: Thread) -> View:
        await self.aside.check(press)
        here = inside(thread, press.user)
        form = Form(here, await self.store.preferred(here), self.choices.default)
        title = say("Settings of this thread")
        about = carried(here[0], form.before)
        return modals.form(row.SETTINGS, (title, say("Save")), form.blocks(), about)
