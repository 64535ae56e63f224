"""A person chooses a channel in a form, on the page."""

import json

from playwright.async_api import expect

from bot.playground.slack.view import checked
from tests.playground.slack.forms import field, modal, places

from .people import sit_down


async def test_a_menu_of_channels_offers_what_its_person_can_see(browser, slack):
    view = modal(field("where", places(filter={"include": ["public", "private"]}), optional=True))
    chi = await sit_down(browser, slack.url, "chi")
    slack.office.screens.open("U0CHI0001", checked(view, "modal"))
    menu = chi.page.locator("dialog select")
    await expect(menu.locator("option")).to_have_text(
        ["Choose an option", "#general", "#research", "#random"]
    )
    await menu.select_option("C0RESEARC")
    await expect(menu).to_have_value("C0RESEARC")
    kept = json.dumps(slack.screen("chi")["blocks"])
    assert "conversations_select" in kept
