"""An answer is handed over where it stands, once, and as a file where there can be no canvas."""

import time

from bot.conversation.press import Press
from bot.playground.messages.script import Say
from tests.model.test_researching import ENDING, PLAN, researched, searched, text
from tests.rig import CHANNEL, TEAM, rig
from tests.whole.world import buttons

WHEN = "1790199999.000100"


def by(when):
    """Ben presses, once more each time."""
    return Press(TEAM, CHANNEL, "U0BEN0001", ours=True, when=when, once=when)


async def deliver(here, question, how, when=WHEN):
    assert await here.bot.inquiry.export(by(when), question.first, how)
    await here.answer()


def papers(here, question):
    said = here.slack.messages("general", question.thread.ts)
    return [file for message in said for file in message.get("files", ())]


def whispered(here, who):
    return [m["text"] for m in here.slack.seen_by(who) if m["ephemeral_to"]]


async def test_pressed_twice_there_is_one_file_with_all_of_it():
    async with rig(transport="edit") as here:
        question, _ = await researched(here, PLAN, Say(blocks=(*searched(1), text(ENDING))))
        await deliver(here, question, "file")
        await deliver(here, question, "file", "1790299999.000100")
        (paper,) = papers(here, question)
        assert paper["title"] == "which loom?"
        raw = here.slack.office.files[paper["id"]].upload[1].decode()
        assert raw.startswith("# which loom?\n\n**Plan**")
        assert "## What was searched and read\n\n- Searched the web: looms" in raw


async def test_pressed_twice_there_is_one_canvas_and_who_comes_late_is_told_where():
    async with rig(transport="edit") as here:
        question, _ = await researched(here, PLAN, Say(ENDING))
        await deliver(here, question, "canvas")
        await deliver(here, question, "canvas", "1790299999.000100")
        assert len(here.slack.office.canvases) == 1
        (said,) = [m for m in here.replies(question) if "as a canvas" in m.get("text", "")]
        (told,) = [m["text"] for m in here.slack.seen_by("ben") if m["ephemeral_to"]]
        assert said["ts"].replace(".", "") in told


async def test_where_slack_takes_no_canvas_it_is_a_file():
    async with rig(transport="edit") as here:
        question, _ = await researched(here, PLAN, Say(ENDING))
        here.slack.fault("canvases.create", error="canvas_disabled_user_team")
        await deliver(here, question, "canvas")
        assert len(papers(here, question)) == 1
        assert here.slack.office.canvases == {}
        assert "does not take a canvas here" in whispered(here, "ben")[-1]


async def test_what_was_forgotten_is_not_handed_over():
    async with rig(transport="edit") as here:
        question, _ = await researched(here, PLAN, Say(ENDING))
        await here.ask("!forget", question.thread.ts)
        await here.answer()
        if await here.bot.inquiry.export(by(WHEN), question.first, "file"):
            await here.answer()
        assert papers(here, question) == []


async def test_what_was_gone_on_with_bears_its_question_and_all_that_was_looked_up():
    async with rig(transport="edit") as here:
        half = Say(blocks=(*searched(1, "looms"), text("Half ")), stop_reason="max_tokens")
        question, _ = await researched(here, PLAN, half)
        here.messages.script(Say(blocks=(*searched(2, "prices"), text(ENDING))))
        await here.bot.go_on(question.thread, "U0ANN0001", f"{time.time():.6f}")
        await here.answer()
        shown = buttons(here.replies(question)[-1])["export_file"]["value"]
        assert await here.bot.inquiry.export(by("1790299999.000100"), shown, "file")
        await here.answer()
        (paper,) = papers(here, question)
        assert paper["title"] == "which loom?"
        raw = here.slack.office.files[paper["id"]].upload[1].decode()
        assert raw.startswith("# which loom?\n\n")
        assert raw.index("Searched the web: looms") < raw.index("Searched the web: prices")


async def test_who_pressed_is_told_how_it_went_and_has_asked_nothing_by_it():
    async with rig(transport="edit") as here:
        question, _ = await researched(here, PLAN, Say(ENDING))
        here.slack.fault("files.getUploadURLExternal", error="storage_limit_reached")
        await deliver(here, question, "file")
        assert whispered(here, "ann") == []
        assert whispered(here, "ben") == ["Slack does not take the export here."]
        assert set((await here.bot.store.asked(question.thread)).values()) == {question.user}
