"""A person looks at our Home tab at the page, and changes how they are answered."""

from playwright.async_api import expect

from bot.playground.messages.script import Say
from tests.browser.people import sit_down
from tests.whole.world import serve, world

DIRECT = "D0ANN0001"


async def test_looking_at_home_changing_the_effort_and_asking(browser):
    async with world(speed=400) as place:
        await serve(place, "socket")
        ann = await sit_down(browser, place.slack.url)
        await ann.go(DIRECT)
        await ann.page.get_by_role("tab", name="Home").click()
        home = ann.page.get_by_role("region", name="Home")
        await expect(home).to_contain_text("the model's own (the default)")
        await expect(home).to_contain_text("Nothing was used in")

        await home.get_by_role("button", name="Change").click()
        form = ann.page.get_by_role("dialog")
        await form.get_by_label("Effort").select_option("low")
        await form.get_by_role("button", name="Save").click()
        await expect(form).to_be_hidden()
        await expect(home).to_contain_text("low (your own setting)")

        await ann.page.get_by_role("tab", name="Messages").click()
        place.messages.script(Say("Because."))
        await ann.channel.type("why is the sky blue?")
        (asked,) = await place.slack.until(lambda: place.slack.messages(DIRECT))
        await place.answered(asked["ts"], channel=DIRECT)
        assert place.asked()[-1]["output_config"] == {"effort": "low"}

        await ann.page.get_by_role("tab", name="Home").click()
        await expect(home.get_by_role("link", name="why is the sky blue?")).to_be_visible()
        await expect(home.get_by_role("table")).to_contain_text("claude-sonnet-4-6")
