"""What completes itself while somebody types: the commands of the manifest, and words after "!"."""

import pytest
from playwright.async_api import expect

from bot.manifest import manifest
from bot.playground.entry import words
from bot.playground.slack.server import LocalSlack
from tests.browser.conftest import fixture
from tests.browser.people import sit_down


@fixture
async def slack():
    told = manifest()["features"]["slash_commands"]
    names = ("command", "description", "usage_hint")
    commands = [{name: command[name] for name in names} for command in told]
    async with LocalSlack(commands=commands, words=words()) as slack:
        yield slack


async def offered(desk, typed):
    """The list that opens once this is typed."""
    await desk.text.fill("")
    await desk.text.press_sequentially(typed)
    await expect(desk.offers.first).to_be_visible()
    return desk.offers


async def test_every_command_is_offered_with_what_it_takes(browser, slack):
    ann = await sit_down(browser, slack.url)
    offers = await offered(ann.channel, "/")
    await expect(offers).to_have_count(len(slack.offered))
    for command in slack.offered:
        one = offers.filter(has=ann.page.get_by_text(command.command, exact=True))
        await expect(one).to_contain_text(command.usage_hint)
        await expect(one).to_contain_text(command.description)


@pytest.mark.parametrize("key", ["Enter", "Tab"])
async def test_keys_choose_and_complete_a_command(browser, slack, key):
    ann = await sit_down(browser, slack.url)
    offers = await offered(ann.channel, "/e")
    await expect(offers).to_have_count(1)
    await ann.channel.text.press(key)
    await expect(ann.channel.text).to_have_value("/effort ")
    await expect(offers).to_have_count(0)
    offers = await offered(ann.channel, "/")
    await expect(offers.first).to_have_attribute("aria-selected", "true")
    await ann.channel.text.press("ArrowUp")
    last = offers.last
    await expect(last).to_have_attribute("aria-selected", "true")
    await expect(last).to_be_in_viewport()
    id_ = await last.get_attribute("id")
    await expect(ann.channel.text).to_have_attribute("aria-activedescendant", id_)
    await ann.channel.text.press("Escape")
    await expect(offers).to_have_count(0)
    await expect(ann.channel.text).to_have_value("/")


async def test_a_click_completes_and_the_app_is_told(browser, slack):
    ann = await sit_down(browser, slack.url)
    offers = await offered(ann.channel, "/sum")
    await offers.first.click()
    await expect(ann.channel.text).to_have_value("/summarize ")
    await expect(ann.channel.text).to_be_focused()
    await ann.channel.text.press_sequentially("24h")
    await ann.channel.text.press("Enter")
    delivery = await slack.until(lambda: slack.deliveries[-1:])
    payload = delivery[0].payload
    assert (payload["command"], payload["text"]) == ("/summarize", "24h")


async def test_words_are_offered_where_they_are_heard(browser, slack):
    ann = await sit_down(browser, slack.url)
    await ann.channel.text.press_sequentially("!e")
    await expect(ann.channel.offers).to_have_count(0)
    root = await slack.type("ben", "general", "Lunch?")
    await slack.type("ben", "general", "At noon?", root)
    await ann.replies(1).click()
    offers = await offered(ann.thread, "!eff")
    await expect(offers).to_contain_text("low|")
    await ann.thread.text.press("Enter")
    await expect(ann.thread.text).to_have_value("!effort ")
    await ann.thread.text.fill("")
    await ann.thread.text.press_sequentially("/e")
    await expect(ann.thread.offers).to_have_count(0)
    await ann.go("D0ANN0001")
    await expect(await offered(ann.channel, "!mut")).to_contain_text("Be quiet")
