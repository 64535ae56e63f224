"""What an app offers under its messages, at the page: menus, thumbs, icons, and one's own menu."""

import re

from playwright.async_api import expect

from tests.browser.people import sit_down
from tests.playground.slack.forms import feedback, option, overflow, plain, select, trash

ANN, BEN = "U0ANN0001", "U0BEN0001"


def row(*elements, kind="actions"):
    return {"type": kind, "elements": list(elements)}


async def test_an_overflow_menu_is_opened_walked_and_chosen_from(browser, slack, app, bot):
    ann = await sit_down(browser, slack.url)
    await bot.chat_postMessage(channel="C0GENERAL", text="x", blocks=[row(overflow())])
    more = ann.channel.pane.get_by_label("More options")
    await more.click()
    await expect(ann.page.get_by_role("menuitem")).to_have_text(["Copy", "Drop"])
    await expect(ann.page.get_by_role("menuitem", name="Copy")).to_be_focused()
    await ann.page.keyboard.press("Escape")
    await expect(ann.page.get_by_role("menu")).to_have_count(0)
    await expect(more).to_be_focused()
    await more.press("Enter")
    await ann.page.keyboard.press("ArrowDown")
    await ann.page.keyboard.press("Enter")
    action = (await app.pressed())["actions"][0]
    assert (action["type"], action["selected_option"]) == ("overflow", option("drop"))


async def test_thumbs_are_pressed_and_stay_so(browser, slack, app, bot):
    ann = await sit_down(browser, slack.url)
    rating = row(feedback(), trash(visible_to_user_ids=[BEN]), kind="context_actions")
    await bot.chat_postMessage(channel="C0GENERAL", text="x", blocks=[rating])
    bad = ann.channel.pane.get_by_role("button", name="Bad")
    await bad.click()
    action = (await app.pressed())["actions"][0]
    assert (action["type"], action["value"]) == ("feedback_buttons", "down")
    await expect(bad).to_have_attribute("aria-pressed", "true")
    await expect(ann.channel.pane.get_by_role("button", name="Delete")).to_have_count(0)
    ben = await sit_down(browser, slack.url, "ben")
    await ben.channel.pane.get_by_role("button", name="Delete").click()
    assert (await app.pressed())["actions"][0]["type"] == "icon_button"


async def test_a_menu_of_one_choice_tells_the_choice(browser, slack, app, bot):
    ann = await sit_down(browser, slack.url)
    menu = select("low", "high", placeholder=plain("Effort"))
    await bot.chat_postMessage(channel="C0GENERAL", text="x", blocks=[row(menu)])
    await ann.channel.pane.get_by_label("Effort").select_option("high")
    assert (await app.pressed())["actions"][0]["selected_option"] == option("high")


async def test_a_dangerous_press_is_asked_about_first(browser, slack, app, bot):
    ann = await sit_down(browser, slack.url)
    sure = {"title": plain("Sure?"), "text": plain("All is lost."), "confirm": plain("Yes")}
    drop = trash(confirm=sure | {"deny": plain("No")})
    await bot.chat_postMessage(
        channel="C0GENERAL", text="x", blocks=[row(drop, kind="context_actions")]
    )
    delete = ann.channel.pane.get_by_role("button", name="Delete")
    await delete.click()
    await ann.page.get_by_role("button", name="No").click()
    await expect(ann.page.get_by_role("dialog")).to_have_count(0)
    await delete.click()
    await ann.page.get_by_role("button", name="Yes").click()
    assert (await app.pressed())["actions"][0]["action_id"] == "drop"
    assert len([d for d in slack.deliveries if d.payload.get("type") == "block_actions"]) == 1


async def choose(person, message, words):
    """Open a message's own menu, and take something from it."""
    await message.hover()
    await message.get_by_label("More actions").click()
    await person.page.get_by_role("menuitem", name=words).click()


async def test_one_s_own_message_is_edited_where_it_stands(browser, slack):
    ann = await sit_down(browser, slack.url)
    ben = await sit_down(browser, slack.url, "ben")
    await ann.channel.type("Hello @Ben Nowak & all")
    message = ann.channel.messages.last
    await choose(ann, message, "Edit message")
    text = message.get_by_label("Edit message")
    await expect(text).to_have_value("Hello @Ben Nowak & all")
    await text.press("Escape")
    await expect(text).to_have_count(0)
    await choose(ann, message, "Edit message")
    await text.fill("Hello @Chi Lin")
    await text.press("Enter")
    seen = ben.channel.messages.last
    await expect(seen.locator(".ping")).to_have_text("@Chi Lin")
    await expect(seen).to_contain_text("(edited)")
    assert slack.messages("general")[0]["text"] == "Hello <@U0CHI0001>"
    event = slack.deliveries[-1].payload["event"]
    assert (event["subtype"], event["message"]["text"]) == ("message_changed", "Hello <@U0CHI0001>")
    await seen.hover()
    await expect(seen.get_by_label("More actions")).to_be_hidden()


async def test_a_deleted_root_with_replies_leaves_a_tombstone(browser, slack):
    ann = await sit_down(browser, slack.url)
    root = await slack.type("ann", "general", "Never mind")
    await slack.type("ben", "general", "What?", root)
    await slack.type("ann", "general", "Another one")
    await expect(ann.channel.messages).to_have_count(2)
    await choose(ann, ann.channel.messages.first, "Delete message")
    await ann.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    await expect(ann.channel.saying("Never mind")).to_be_visible()
    await choose(ann, ann.channel.messages.first, "Delete message")
    await ann.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(ann.channel.saying("This message was deleted.")).to_be_visible()
    await expect(ann.channel.messages).to_have_count(2)
    await choose(ann, ann.channel.messages.last, "Delete message")
    await ann.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(ann.channel.messages).to_have_count(1)
    told = [delivery.payload["event"].get("subtype") for delivery in slack.deliveries]
    assert told[-2:] == ["message_changed", "message_deleted"]


async def test_in_a_thread_one_s_reply_has_its_menu_too(browser, slack):
    ann = await sit_down(browser, slack.url)
    root = await slack.type("ben", "general", "Lunch?")
    await slack.type("ann", "general", "At noo", root)
    await ann.replies(1).click()
    await choose(ann, ann.thread.messages.last, "Edit message")
    await ann.thread.messages.last.get_by_label("Edit message").fill("At noon")
    await ann.thread.messages.last.get_by_role("button", name="Save").click()
    await expect(ann.thread.saying("At noon")).to_be_visible()
    await expect(ann.thread.pane).to_be_visible()


async def test_one_chooses_the_language_of_who_one_is(browser, slack):
    ben = await sit_down(browser, slack.url, "ben")
    language = ben.page.get_by_label("Language")
    await expect(language).to_have_value("pl-PL")
    await language.select_option("zh-TW")
    await slack.until(lambda: slack.workspace.user("ben").locale == "zh-TW")
    await ben.page.get_by_role("radio", name=re.compile("ann")).click()
    await expect(language).to_have_value("en-US")
    await ben.page.get_by_role("radio", name=re.compile("ben")).click()
    await expect(language).to_have_value("zh-TW")
