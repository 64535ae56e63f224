"""Files at the page: the paper-clip, what was chosen, and what everybody then sees."""

from playwright.async_api import FilePayload, expect

from tests.browser.people import sit_down

NOTE = FilePayload(name="note <b>.txt", mimeType="text/plain", buffer=b"words")
LARGE = FilePayload(name="large.bin", mimeType="", buffer=bytes(2_500_000))


async def test_a_person_adds_files_takes_one_back_and_sends_the_other(browser, slack):
    ann = await sit_down(browser, slack.url)
    ben = await sit_down(browser, slack.url, "ben")
    pane = ann.channel.pane
    await pane.locator("input[type=file]").set_input_files([NOTE, LARGE])
    chosen = pane.locator(".composer .files li")
    await expect(chosen).to_have_count(2)
    await expect(chosen.last).to_contain_text("2.5 MB")
    await chosen.last.get_by_role("button").click()
    await expect(chosen).to_have_count(1)
    await ann.channel.type("Read this")
    shown = ben.channel.messages.last.locator(".files li")
    await expect(shown).to_contain_text("note <b>.txt")
    await expect(chosen).to_have_count(0)
    (file,) = slack.messages("general")[0]["files"]
    assert (file["size"], file["mimetype"]) == (5, "text/plain")


async def test_a_file_needs_no_words(browser, slack):
    ann = await sit_down(browser, slack.url)
    send = ann.channel.pane.get_by_role("button", name="Send", exact=True)
    await expect(send).to_be_disabled()
    await ann.channel.pane.locator("input[type=file]").set_input_files([LARGE])
    await send.click()
    await expect(ann.channel.messages.last.locator(".files li")).to_contain_text("large.bin")
