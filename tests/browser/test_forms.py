"""All that a form may hold, and what is asked before something is done, at the page."""

from playwright.async_api import expect

from bot.playground.slack.server import LocalSlack
from tests.browser.bolt import small_app
from tests.browser.conftest import fixture
from tests.browser.people import sit_down
from tests.playground.slack.forms import field, home, modal, option, plain, select, words

ANN = "U0ANN0001"
SURE = {
    "title": plain("Forget it?"),
    "text": plain("It can't be brought back."),
    "confirm": plain("Forget"),
    "deny": plain("Keep"),
}


def button(text, **more):
    return {"type": "button", "text": plain(text), "action_id": text.lower()} | more


RADIO = {"type": "radio_buttons", "action_id": "radio", "options": [option("me"), option("all")]}
RADIO |= {"initial_option": option("me")}
FORM = modal(
    field("text", words(multiline=True, max_length=400), hint=plain("As long as you like")),
    field("whom", RADIO),
    {"type": "actions", "elements": [button("Clear", confirm=SURE, style="danger")]},
)


@fixture
async def slack():
    shortcuts = [{"callback_id": "settings", "name": "Settings", "type": "global"}]
    async with LocalSlack(shortcuts=shortcuts) as slack:
        yield slack


@fixture
async def app(slack):
    async with small_app(slack, FORM) as app:
        yield app


async def test_lines_and_a_choice_of_one_are_filled_in(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    await ann.channel.pane.get_by_label("Shortcuts").click()
    await ann.page.get_by_role("menuitem", name="Settings").click()
    dialog = ann.page.get_by_role("dialog", name="Settings")
    text = dialog.get_by_label("Text")
    await text.fill("Be brief.")
    await text.press("End")
    await text.press("Enter")  # one more line, and nothing is submitted
    await text.press_sequentially("Be kind.")
    await expect(dialog.get_by_role("radiogroup", name="Whom")).to_be_visible()
    await expect(dialog.get_by_label("me")).to_be_checked()
    await dialog.get_by_label("me").press("ArrowDown")
    await dialog.get_by_role("button", name="Save").click()
    values = (await app.submissions.get())["view"]["state"]["values"]
    assert values["text"]["words"]["value"] == "Be brief.\nBe kind."
    assert values["whom"]["radio"]["selected_option"] == option("all")
    await expect(dialog).to_be_hidden()


async def test_a_question_lies_over_the_modal_that_asks_it(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    await ann.channel.pane.get_by_label("Shortcuts").click()
    await ann.page.get_by_role("menuitem", name="Settings").click()
    form = ann.page.get_by_role("dialog", name="Settings")
    await form.get_by_label("Text").fill("Kept")
    question = ann.page.get_by_role("dialog", name="Forget it?")
    for answer in ("Keep", "Forget"):
        await form.get_by_role("button", name="Clear").click()
        await expect(question).to_contain_text("It can't be brought back.")
        await question.get_by_role("button", name=answer).click()
        await expect(question).to_have_count(0)
        await expect(form).to_be_visible()
    press = await app.presses.get()
    assert press["actions"][0]["action_id"] == "clear"
    assert press["view"]["state"]["values"]["text"]["words"]["value"] == "Kept"
    assert app.presses.empty()


async def test_escape_answers_no(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    row = {"type": "actions", "elements": [button("Clear", confirm=SURE), button("Refresh")]}
    await app.bolt.client.views_publish(user_id=ANN, view=home(row))
    await ann.go("D0ANN0001")
    await ann.page.get_by_role("tab", name="Home").click()
    section = ann.page.get_by_label("Home", exact=True)
    await section.get_by_role("button", name="Clear").click()
    question = ann.page.get_by_role("dialog", name="Forget it?")
    await expect(question.get_by_role("button", name="Forget")).to_be_focused()
    await ann.page.keyboard.press("Escape")
    await expect(question).to_have_count(0)
    await section.get_by_role("button", name="Refresh").click()
    assert (await app.presses.get())["actions"][0]["action_id"] == "refresh"
    header = {"type": "header", "text": plain("Fresh")}
    await app.bolt.client.views_publish(user_id=ANN, view=home(header, row))
    await expect(section.get_by_role("heading", name="Fresh")).to_be_visible()


async def test_a_choice_that_is_taken_back_is_as_it_was(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    menu = select(placeholder=plain("Effort"), initial_option=option("low"), confirm=SURE)
    row = {"type": "actions", "elements": [menu, RADIO | {"confirm": SURE}]}
    await app.bolt.client.chat_postMessage(channel="C0GENERAL", text="x", blocks=[row])
    desk, question = ann.channel.pane, ann.page.get_by_role("dialog", name="Forget it?")
    await desk.get_by_label("Effort").select_option("high")
    await question.get_by_role("button", name="Keep").click()
    await expect(desk.get_by_label("Effort")).to_have_value("low")
    await desk.get_by_role("radio", name="All").click()
    await question.get_by_role("button", name="Keep").click()
    await expect(desk.get_by_role("radio", name="Me")).to_be_checked()
    await desk.get_by_label("Effort").select_option("high")
    await question.get_by_role("button", name="Forget").click()
    press = await app.presses.get()
    assert press["actions"][0]["selected_option"] == option("high")
    await expect(desk.get_by_label("Effort")).to_have_value("high")


async def test_a_whisper_has_buttons_that_reach_the_app(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    row = {"type": "actions", "elements": [button("Share", value="7")]}
    whisper = {"channel": "C0GENERAL", "user": ANN, "text": "For you", "blocks": [row]}
    await app.bolt.client.chat_postEphemeral(**whisper)
    await ann.channel.pane.get_by_role("button", name="Share").click()
    press = await app.presses.get()
    assert press["container"]["is_ephemeral"] is True
    assert press["actions"][0]["value"] == "7"
