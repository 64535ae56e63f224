"""The playground's page in a real browser, against the real local Slack."""

import re

from playwright.async_api import expect

from bot.playground.slack.server import LocalSlack
from tests.browser.people import sit_down

EVIL = "<script>window.hurt=1</script><img src=x onerror='window.hurt=1'>"
AWAY = "log => log.scrollHeight - log.scrollTop - log.clientHeight"
READ_ON = """log => new Promise(done => {
    log.addEventListener("scroll", () => done(log.scrollTop), {once: true});
    log.scrollTop -= 600;
})"""


async def test_the_page_says_that_it_is_a_stand_in(browser, slack):
    ann = await sit_down(browser, slack.url)
    banner = ann.page.locator(".banner")
    await expect(banner).to_contain_text("A stand-in for Slack on this machine. Nothing leaves it.")
    await expect(banner).to_contain_text("Answers are invented.")


async def test_people_see_what_others_type(browser, slack):
    ann = await sit_down(browser, slack.url)
    ben = await sit_down(browser, slack.url, "ben")
    await ann.channel.type("Good morning *everyone*")
    await expect(ben.channel.saying("Good morning")).to_be_visible()
    await expect(ben.channel.messages.last.locator(".name")).to_have_text(
        re.compile("ann", re.IGNORECASE)
    )
    await ben.channel.type("Hello ann")
    await expect(ann.channel.messages).to_have_count(2)


async def test_a_reply_in_a_thread_is_counted_below_its_root(browser, slack):
    ann = await sit_down(browser, slack.url)
    await ann.channel.type("Lunch?")
    await ann.channel.messages.last.hover()
    await ann.page.get_by_label("Reply in thread").click()
    await ann.thread.type("At noon")
    await expect(ann.thread.messages).to_have_count(2)
    await expect(ann.channel.messages).to_have_count(1)
    await ann.page.keyboard.press("Escape")
    await expect(ann.thread.pane).to_be_hidden()
    await ann.replies(1).click()
    await expect(ann.thread.saying("At noon")).to_be_visible()


async def test_a_mention_s_thread_opens_by_itself_and_the_reply_grows_in_it(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    await ann.channel.type("@Threadloom how does a loom work?")
    question = await ann.channel.messages.last.get_attribute("data-ts")
    first = await bot.chat_postMessage(
        channel="C0GENERAL", thread_ts=question, markdown_text="A loom holds"
    )
    await expect(ann.thread.saying("A loom holds")).to_be_visible()
    await expect(ann.thread.text).to_be_focused()
    grown = "A loom holds **warp** threads.\n\n|part|use|\n|--|--|\n|shuttle|weft|"
    await bot.chat_update(channel="C0GENERAL", ts=first["ts"], markdown_text=grown)
    await expect(ann.thread.messages.last.locator("strong")).to_have_text("warp")
    await expect(ann.thread.messages.last.locator("td").first).to_have_text("shuttle")
    await expect(ann.thread.messages).to_have_count(2)
    await expect(ann.replies(1)).to_be_visible()


async def test_a_growing_reply_is_followed_unless_one_reads_further_up(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    text = "\n\n".join(f"line {number}" for number in range(60))
    reply = await bot.chat_postMessage(channel="C0GENERAL", markdown_text=text)
    await expect(ann.channel.saying("line 59")).to_be_visible()
    assert await ann.channel.log.evaluate(AWAY) < 2
    await bot.chat_update(channel="C0GENERAL", ts=reply["ts"], markdown_text=f"{text}\n\nmore")
    await expect(ann.channel.saying("more")).to_be_visible()
    assert await ann.channel.log.evaluate(AWAY) < 2
    top = await ann.channel.log.evaluate(READ_ON)
    longer = f"{text}\n\nmore\n\n" + "\n\n".join("and more" for _ in range(20))
    await bot.chat_update(channel="C0GENERAL", ts=reply["ts"], markdown_text=longer)
    await expect(ann.channel.saying("and more")).to_have_count(1)
    assert await ann.channel.log.evaluate("log => log.scrollTop") == top


async def test_slash_commands_complete_themselves_and_reach_the_app(browser, slack, app):
    ann = await sit_down(browser, slack.url)
    await ann.channel.text.fill("/ef")
    await expect(ann.channel.offers).to_have_count(1)
    await expect(ann.channel.offers).to_contain_text("How hard the model tries")
    await ann.channel.text.press("Tab")
    await expect(ann.channel.text).to_have_value("/effort ")
    await ann.channel.text.press_sequentially("high")
    await ann.channel.text.press("Enter")
    await expect(ann.channel.saying("Effort is high")).to_be_visible()
    assert [(told["command"], told["text"]) for told in app.commands] == [("/effort", "high")]


async def test_names_complete_themselves(browser, slack):
    ann = await sit_down(browser, slack.url)
    await ann.channel.text.press_sequentially("Hello @thr")
    await expect(ann.channel.offers).to_have_text(re.compile("Threadloom"))
    await ann.channel.text.press("Enter")
    await expect(ann.channel.text).to_have_value("Hello @Threadloom ")
    await ann.channel.text.press("Enter")
    await expect(ann.channel.messages.last.locator(".ping")).to_have_text("@Threadloom")


async def test_shift_enter_is_a_new_line_and_enter_sends(browser, slack):
    ann = await sit_down(browser, slack.url)
    await ann.channel.text.press_sequentially("one")
    await ann.channel.text.press("Shift+Enter")
    await ann.channel.text.press_sequentially("two")
    await ann.channel.text.press("Enter")
    await expect(ann.channel.messages.last.locator(".body br")).to_have_count(1)


async def test_a_press_is_brought_to_the_app(browser, slack, app, bot):
    ann = await sit_down(browser, slack.url)
    again = {"type": "button", "action_id": "again", "value": "q1"}
    row = {
        "type": "actions",
        "block_id": "b1",
        "elements": [again | {"text": {"type": "plain_text", "text": "Again"}}],
    }
    await bot.chat_postMessage(channel="C0GENERAL", text="Failed.", blocks=[row])
    await ann.page.locator("button[data-action-id=again]").click()
    press = await app.pressed()
    action = press["actions"][0]
    assert (press["user"]["id"], action["action_id"], action["value"]) == (
        "U0ANN0001",
        "again",
        "q1",
    )


async def test_a_whisper_is_seen_by_one_person_only(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    ben = await sit_down(browser, slack.url, "ben")
    await bot.chat_postEphemeral(channel="C0GENERAL", user="U0ANN0001", text="psst")
    await bot.chat_postMessage(channel="C0GENERAL", text="aloud")
    await expect(ann.channel.saying("psst")).to_be_visible()
    await expect(ann.channel.messages.first).to_contain_text("Only visible to you")
    await expect(ben.channel.saying("aloud")).to_be_visible()
    await expect(ben.channel.messages).to_have_count(1)
    await ben.page.get_by_role("radio", name="ann").click()
    await expect(ben.channel.saying("psst")).to_be_visible()


async def test_a_whisper_in_a_thread_is_no_reply_that_counts(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    root = await slack.type("ann", "general", "Lunch?")
    where = {"channel": "C0GENERAL", "thread_ts": root}
    await bot.chat_postEphemeral(**where, user="U0ANN0001", text="psst")
    await bot.chat_postMessage(**where, text="At noon")
    await ann.replies(1).click()
    await expect(ann.thread.messages).to_have_count(3)
    await expect(ann.thread.pane.locator(".divider.below")).to_have_text("1 reply")
    await expect(ann.thread.messages.nth(1)).to_contain_text("Only visible to you")


async def test_what_is_said_never_becomes_part_of_the_page(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    await ann.channel.type(EVIL)
    for arguments in ({"text": EVIL}, {"markdown_text": EVIL}):
        await bot.chat_postMessage(channel="C0GENERAL", **arguments)
    await expect(ann.channel.saying("<script>window.hurt=1</script>")).to_have_count(3)
    assert await ann.channel.log.locator("script, img").count() == 0
    assert await ann.page.evaluate("window.hurt") is None


async def test_what_could_not_be_sent_is_told_at_the_composer_and_kept(browser, slack):
    ann = await sit_down(browser, slack.url)
    await ann.page.route("**/type", lambda route: route.abort())
    await ann.channel.type("Hello?")
    await expect(ann.channel.error).to_have_text("Not sent: the playground does not answer")
    await expect(ann.channel.text).to_have_value("Hello?")


async def test_a_suggestion_fills_the_composer(browser, slack):
    ann = await sit_down(browser, slack.url)
    await ann.page.get_by_role("button", name="@Threadloom explain").click()
    await expect(ann.channel.text).to_have_value("@Threadloom explain a loom")
    await ann.channel.text.press("Enter")
    await expect(ann.page.locator(".suggestions button")).to_have_count(0)


async def test_the_first_view_tells_where_there_is_more(browser, slack):
    ann = await sit_down(browser, slack.url)
    await expect(ann.page.locator(".suggestions")).to_contain_text("the ⋯ menu of a message")


async def test_elsewhere_something_new_is_marked(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    await bot.chat_postMessage(channel="C0RESEARC", text="News")
    place = ann.page.locator(".place[data-channel=C0RESEARC]")
    await expect(place).to_have_class(re.compile("unread"))
    await place.click()
    await expect(ann.channel.saying("News")).to_be_visible()
    await expect(place).not_to_have_class(re.compile("unread"))


async def test_only_one_s_own_direct_messages_are_offered(browser, slack):
    ben = await sit_down(browser, slack.url, "ben")
    direct = ben.page.locator(".place[data-channel^=D0]")
    await expect(direct).to_have_text(re.compile("Threadloom"))
    await direct.click()
    await ben.channel.type("Just us?")
    await expect(ben.channel.saying("Just us?")).to_be_visible()


async def test_a_lost_line_is_told_and_found_again(browser):
    async with LocalSlack() as slack:
        ann = await sit_down(browser, slack.url)
    await expect(ann.page.locator(".banner .line")).to_have_text("Reconnecting…")
    async with LocalSlack(port=slack.port):
        await expect(ann.page.locator(".banner .line")).to_be_empty()
        await ann.channel.type("Back again")
        await expect(ann.channel.saying("Back again")).to_be_visible()
        await ann.page.close()
