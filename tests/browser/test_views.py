"""Modals, shortcuts and the Home tab at the page, with a real Bolt app behind it."""

import asyncio

from playwright.async_api import expect

from bot.playground.slack.server import LocalSlack
from tests.browser.bolt import small_app
from tests.browser.conftest import fixture
from tests.browser.people import sit_down
from tests.playground.slack.forms import field, home, modal, option, overflow, plain, select, words

from .test_controls import choose

BOXES = {"type": "checkboxes", "action_id": "boxes", "options": [option("web"), option("files")]}
EVIL = "<img src=x onerror='window.hurt=1'>"
FORM = modal(
    {"type": "section", "text": {"type": "mrkdwn", "text": f"*Comment* {EVIL}"}},
    field("name", words(min_length=2), hint=plain("At least two letters")),
    field("how", select(initial_option=option("low")), optional=True),
    field("with", BOXES, optional=True),
    close=plain("Not now"),
)
INSIDE = """[document.activeElement].every(
    one => one === document.body || one.closest("dialog"))"""
SHORTCUTS = [
    {"callback_id": "settings", "name": "Settings", "type": "global"},
    {"callback_id": "comment", "name": "Comment on this", "description": "In a form"},
]


@fixture
async def slack():
    async with LocalSlack(shortcuts=SHORTCUTS) as slack:
        yield slack


@fixture
async def app(slack):
    async with small_app(slack, FORM) as app:
        yield app


async def open_form(person):
    await person.channel.pane.get_by_label("Shortcuts").click()
    await person.page.get_by_role("menuitem", name="Settings").click()
    dialog = person.page.get_by_role("dialog", name="Settings")
    await expect(dialog).to_be_visible()
    return dialog


async def test_a_form_is_filled_in_corrected_and_submitted(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    dialog = await open_form(ann)
    name = dialog.get_by_label("Name")
    await expect(name).to_be_focused()
    await name.fill("x")
    await dialog.get_by_role("button", name="Save").click()
    error = dialog.get_by_text("at least 2 characters")
    await expect(error).to_be_visible()
    await expect(name).to_have_attribute("aria-invalid", "true")
    await expect(name).to_be_focused()

    await name.fill("Loom")
    await dialog.get_by_label("How").select_option("high")
    await dialog.get_by_label("Web").check()
    app.answer = {"response_action": "errors", "errors": {"name": "That name is taken."}}
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_text("That name is taken.")).to_be_visible()
    await expect(name).to_have_value("Loom")
    await expect(dialog.get_by_label("Web")).to_be_checked()

    app.answer = {}
    await name.press("Enter")
    await expect(dialog).to_be_hidden()
    (await app.submissions.get(), await app.submissions.get())
    values = slack.views[0]["state"]["values"]
    assert values["name"]["words"]["value"] == "Loom"
    assert values["how"]["choose"]["selected_option"] == option("high")
    assert values["with"]["boxes"]["selected_options"] == [option("web")]
    assert await ann.page.evaluate("window.hurt") is None


async def test_a_modal_keeps_the_focus_and_escape_closes_it_alone(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    root = await slack.type("ben", "general", "Lunch?")
    await slack.type("ben", "general", "At noon?", root)
    await ann.replies(1).click()
    dialog = await open_form(ann)
    ben = await sit_down(browser, slack.url, "ben")
    await expect(ben.page.get_by_role("dialog")).to_have_count(0)
    for _ in range(12):
        await ann.page.keyboard.press("Tab")
        inside = (
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
        assert await ann.page.evaluate(inside)
    await ann.page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await expect(ann.thread.pane).to_be_visible()
    assert slack.screen("ann") is None
    dialog = await open_form(ann)
    await dialog.get_by_role("button", name="Not now").click()
    await expect(dialog).to_be_hidden()


async def test_a_message_s_shortcut_opens_a_modal_and_others_can_lie_on_it(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    await slack.type("ben", "general", "A thought")
    await expect(ann.channel.messages).to_have_count(1)
    await choose(ann, ann.channel.messages.last, "Comment on this")
    dialog = ann.page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Loom")
    app.answer = {"response_action": "push", "view": modal(title=plain("More"), submit=None)}
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("heading")).to_have_text("More")
    await dialog.get_by_role("button", name="Back").click()
    await expect(dialog.get_by_role("heading")).to_have_text("Settings")
    await expect(dialog.get_by_label("Name")).to_have_value("Loom")


async def test_an_app_that_does_not_answer_is_told_in_the_modal(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    dialog = await open_form(ann)
    await dialog.get_by_label("Name").fill("Loom")
    slack.ack_within = 0.0
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.locator(".trouble")).to_contain_text("trouble connecting")


async def test_what_was_entered_outlives_a_change_of_the_modal(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    dialog = await open_form(ann)
    await dialog.get_by_label("Name").fill("Loo")
    view = slack.screen("ann")["id"]
    changed = FORM | {"title": plain("Changed")}
    dialog = ann.page.get_by_role("dialog")
    await app.bolt.client.views_update(view_id=view, view=changed)
    await expect(dialog.get_by_role("heading")).to_have_text("Changed")
    await expect(dialog.get_by_label("Name")).to_have_value("Loo")
    await expect(dialog.get_by_label("Name")).to_be_focused()


async def test_the_app_has_a_home_for_everybody(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    await ann.go("D0ANN0001")
    await ann.page.get_by_role("tab", name="Home").click()
    await expect(ann.page.get_by_text("shows nothing here yet")).to_be_visible()
    async with asyncio.timeout(5):
        while (await app.events.get()).get("tab") != "home":
            pass
    row = {"type": "actions", "elements": [overflow(), select(placeholder=plain("Effort"))]}
    header = {"type": "header", "text": plain("Welcome")}
    await app.bolt.client.views_publish(user_id="U0ANN0001", view=home(header, row))
    section = ann.page.get_by_label("Home", exact=True)
    await expect(section.get_by_role("heading", name="Welcome")).to_be_visible()
    await expect(ann.channel.text).to_be_hidden()
    await section.get_by_label("Effort").select_option("high")
    press = await app.presses.get()
    assert press["container"]["type"] == "view"
    assert press["actions"][0]["selected_option"] == option("high")
    await ann.page.get_by_role("tab", name="Messages").click()
    await expect(ann.channel.text).to_be_visible()
    await ann.go("C0GENERAL")
    await expect(ann.page.get_by_role("tab")).to_have_count(0)
