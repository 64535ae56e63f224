"""What the app hands out, at the page: files, canvases, prompts, and links to what stands."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.people import sit_down

DM, ANN, BEN = "D0ANN0001", "U0ANN0001", "U0BEN0001"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
EVIL = b"<script>window.opener.hurt=1</script>"
MORE = {"title": "Tell me more", "message": "Tell me more about looms"}


async def test_a_file_of_the_app_is_there_to_be_saved(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    note = {"content": "# So", "filename": "so.md", "title": "The answer"}
    await bot.files_upload_v2(channel="C0GENERAL", initial_comment="Here:", **note)
    message = ann.channel.messages.last
    await expect(message.locator(".body")).to_have_text("Here:")
    link = message.get_by_role("link", name="The answer (so.md)")
    async with ann.page.expect_download() as coming:
        await link.click()
    saved = await coming.value
    assert saved.suggested_filename == "so.md"
    assert (await saved.path()).read_bytes() == b"# So"


async def test_a_picture_is_shown(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    told = await bot.files_upload_v2(channel="C0GENERAL", file=PIXEL, filename="plot.png")
    picture = ann.channel.messages.last.get_by_role("img", name="plot.png")
    await expect(picture).to_have_js_property("naturalWidth", 1)
    block = {"type": "image", "slack_file": {"id": told["file"]["id"]}, "alt_text": "Usage"}
    away = {"type": "image", "image_url": "https://a.example/x.png", "alt_text": "Elsewhere"}
    await bot.views_publish(user_id=ANN, view={"type": "home", "blocks": [block, away]})
    await ann.go(DM)
    await ann.page.get_by_role("tab", name="Home").click()
    home = ann.page.get_by_label("Home", exact=True)
    await expect(home.get_by_role("img", name="Usage")).to_have_js_property("naturalWidth", 1)
    await expect(home.get_by_role("link", name="Elsewhere")).to_be_visible()


@pytest.mark.parametrize("name", ["evil.html", "evil.svg"])
async def test_a_file_can_do_nothing(browser, slack, bot, name):
    ann = await sit_down(browser, slack.url)
    await bot.files_upload_v2(channel="C0GENERAL", file=EVIL, filename=name)
    (file,) = slack.office.files.values()
    answer = await ann.page.request.get(f"{slack.url}file/{file.id}")
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["x-content-type-options"] == "nosniff"
    await expect(ann.channel.messages).to_have_count(1)
    assert await ann.page.evaluate("window.hurt") is None


async def written(bot, slack, **whom):
    text = "# Findings\n\nSo <b>it</b> is.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    content = {"type": "markdown", "markdown": text}
    canvas = (await bot.canvases_create(title="Looms", document_content=content))["canvas_id"]
    await bot.canvases_access_set(canvas_id=canvas, access_level="read", **whom)
    link = (await bot.files_info(file=canvas))["file"]["permalink"]
    await bot.chat_postMessage(channel="C0GENERAL", text=f"Read <{link}|the canvas>")
    return canvas


async def test_a_canvas_opens_over_the_page_for_whom_it_is(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    await written(bot, slack, user_ids=[ANN])
    await ann.channel.pane.get_by_role("link", name="the canvas").click()
    canvas = ann.page.get_by_role("dialog", name="Looms")
    await expect(canvas.get_by_role("heading", name="Findings")).to_be_visible()
    await expect(canvas.get_by_role("cell", name="2")).to_be_visible()
    await expect(canvas).to_contain_text("So <b>it</b> is.")
    await ann.page.keyboard.press("Escape")
    await expect(canvas).to_be_hidden()
    ben = await sit_down(browser, slack.url, "ben")
    await ben.channel.pane.get_by_role("link", name="the canvas").click()
    await expect(ben.page.get_by_role("dialog")).to_contain_text("Nobody shared this canvas")


async def test_a_permalink_leads_to_its_message(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    root = await slack.type("ben", "research", "A question")
    reply = await slack.type("ben", "research", "An afterthought", root)
    links = [
        (await bot.chat_getPermalink(channel="C0RESEARC", message_ts=ts))["permalink"]
        for ts in (root, reply)
    ]
    gone = links[0].replace("C0RESEARC", "C0FOUNDER")
    text = f"<{links[0]}|root> <{links[1]}|reply> <{gone}|gone>"
    await bot.chat_postMessage(channel="C0GENERAL", text=text)
    await ann.channel.pane.get_by_role("link", name="reply").click()
    await expect(ann.channel.pane.locator(".title")).to_have_text("#research")
    await expect(ann.thread.messages.filter(has_text="An afterthought")).to_be_focused()
    await ann.go("C0GENERAL")
    await ann.channel.pane.get_by_role("link", name="root").click()
    await expect(ann.channel.messages.filter(has_text="A question")).to_be_focused()
    await ann.go("C0GENERAL")
    await ann.channel.pane.get_by_role("link", name="gone").click()
    await expect(ann.page.get_by_text("its message is not here for you")).to_be_visible()


async def test_prompts_are_offered_and_said_with_a_click(browser, slack, bot):
    ann = await sit_down(browser, slack.url)
    await ann.go(DM)
    told = {"channel_id": DM, "prompts": [MORE, {"title": "Less", "message": "Less"}]}
    await bot.assistant_threads_setSuggestedPrompts(title="Ask on", **told)
    row = ann.channel.pane.get_by_role("group", name="Ask on")
    await expect(row.get_by_role("button")).to_have_text(["Tell me more", "Less"])
    await row.get_by_role("button", name="Tell me more").click()
    await expect(ann.channel.saying("Tell me more about looms")).to_be_visible()
    await expect(row).to_be_hidden()
    root = slack.messages(DM)[0]["ts"]
    await bot.chat_postMessage(channel=DM, thread_ts=root, text="Looms weave.")
    await bot.assistant_threads_setSuggestedPrompts(thread_ts=root, **told)
    below = ann.thread.pane.get_by_role("group", name="Suggested prompts")
    await below.get_by_role("button", name="Less").click()
    await expect(ann.thread.saying(re.compile("^Less$"))).to_be_visible()
    await expect(below).to_be_hidden()


async def test_where_nobody_spoke_yet_the_app_s_own_prompts_stand(browser, slack):
    slack.prompts = [MORE]
    ann = await sit_down(browser, slack.url)
    await expect(ann.channel.pane.locator(".prompts")).to_be_hidden()
    await ann.go(DM)
    await ann.channel.pane.get_by_role("button", name="Tell me more").click()
    await expect(ann.channel.saying("Tell me more about looms")).to_be_visible()
    await expect(ann.channel.pane.locator(".prompts")).to_be_hidden()
