"""Summaries of generated channels: every fact cited where it stands, and all of it counted."""

import re

import pytest

from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.playground.messages.script import Break, Fail, Say
from bot.playground.slack.limits import RATES, Rate
from bot.playground.slack.message import Said
from bot.playground.slack.workspace import Place
from bot.summary import material
from handlers.payload import question
from tests.adapters.slack.test_archive import WIDE, Clock
from tests.rig import ANN, TEAM, rig
from tests.whole.world import body, buttons, footers

DM = "D0ANN0001"
FACT = re.compile(r"\[m(\d+)\] [^\n]*?(FACT-\d+)")
NOTE = re.compile(r"(FACT-\d+) \[m(\d+)\]")
LINK = re.compile(r"(FACT-\d+) \[\d+\]\((\S+)\)")


@pytest.fixture
async def here():
    wide = {"rates": {**RATES, **WIDE, "users.info": Rate(9_999)}, "per_channel": {}}
    async with rig(lease=300, counted=lambda *_: {}, clock=Clock(), **wide) as here:
        yield here


def summariser(request, _):
    """A model that does as it is told: each fact that it reads, with the mark where it stands."""
    content = request["messages"][0]["content"]
    text = "\n".join(part.get("text", "") for part in content)
    found = [(fact, number) for number, fact in FACT.findall(text)] or NOTE.findall(text)
    return Say("\n".join(f"- {fact} [m{number}]" for fact, number in found) or "Nothing.")


def fill(here, count, every=100, length=0):
    """So many messages in #general, each fourth a reply; the ts of each fact."""
    workspace = here.slack.workspace
    channel, facts, root = workspace.channel("general"), {}, None
    for number in range(count):
        words = f"FACT-{number}" if number % every == 7 % every else f"chat {number}"
        parent = root if number % 4 == 3 else None
        said = workspace.post(Place(channel, parent), "U0BEN0001", Said(words + "." * length))
        root = said if number % 4 == 2 else root
        if words.startswith("FACT"):
            facts[words] = said.ts
    return facts


async def order(here, words, ts="1790099999.000100", channel="C0GENERAL", **more):
    asked = Question(Thread(TEAM, channel, ts), ts, ANN, f"!summarize {words}", **more)
    await here.bot.summarize(asked)


async def hear(here, channel):
    """The bot is told of what was said last in a channel."""
    message = here.slack.messages(channel)[-1]
    kind = "im" if channel == DM else "channel"
    await here.bot.ask(question({"event": message | {"channel_type": kind}}, "U0BOT0001", TEAM))


async def answered(here):
    """All that waits is dealt with; the last message that Ann got."""
    while lease := await here.bot.mailbox.take(0):
        await here.bot.answer(lease)
    return direct(here)[-1]


def direct(here):
    seen = here.slack.seen_by("ann")
    return [m for m in seen if m["channel"] == DM and not m["ephemeral_to"]]


def pages(here):
    return "\n".join(body(m) for m in direct(here) if m.get("thread_ts") != m["ts"])


@pytest.mark.parametrize("count", [10, 500, 5_000])
async def test_every_fact_is_cited_where_it_stands_and_all_is_counted(here, count):
    here.messages._choose = summariser
    facts = fill(here, count, every=max(10, count // 20))
    await order(here, "since 2020-01-01")
    reply = await answered(here)

    links = LINK.findall(pages(here))
    assert {fact for fact, _ in links} == set(facts)
    site = f"{here.slack.office.site}archives/C0GENERAL/p"
    for fact, link in links:
        assert link.split("?")[0] == site + facts[fact].replace(".", "")
    told = " ".join(footers(reply))
    threads = f"{count // 4:,} thread"
    assert f"{count:,} of {count:,} messages, " in told
    assert threads in told


async def test_a_long_range_is_read_in_parts_and_then_brought_together(here):
    here.messages._choose = summariser
    facts = fill(here, 300, every=15, length=2_000)
    await order(here, "300 messages")
    reply = await answered(here)
    bodies = [request.body for request in here.messages.requests]
    texts = [request["messages"][0]["content"][0]["text"] for request in bodies]
    assert len(texts) == 6
    assert all(len(text) < material.PART + 10_000 for text in texts)
    assert texts[-1].count("<notes part=") == 5
    assert {fact for fact, _ in LINK.findall(pages(here))} == set(facts)
    assert "300 of 300 messages" in " ".join(footers(reply))
    assert "Read in 5 parts." in " ".join(footers(reply))


async def test_notes_that_fail_end_in_a_notice_with_retry_and_retry_makes_them(here):
    fill(here, 300, length=2_000)
    here.messages.script(Say("- x [m1]"), Fail(400, {"error": {"message": "no"}}))
    await order(here, "300 messages")
    reply = await answered(here)
    assert "again" in buttons(reply)
    here.messages._choose = summariser
    again = buttons(reply)["again"]["value"]
    assert await here.bot.again(again, "1790199999.000100")
    done = await answered(here)
    assert done["ts"] == reply["ts"]
    assert "300 of 300" in " ".join(footers(done))


async def test_a_summary_that_breaks_off_is_kept_as_far_as_it_came_with_its_links(here):
    fill(here, 10)
    here.messages.script(Break(30, "error", Say("So it is [m1]. " * 40)))
    await order(here, "10 messages")
    reply = await answered(here)
    assert "[1](https://" in body(reply)
    assert "[m1]" not in body(reply)
    assert "again" in buttons(reply)


async def test_where_nothing_was_said_that_is_what_is_said(here):
    await order(here, "")
    assert "since you last spoke" in body(await answered(here))
    await order(here, "24h", ts="1790100000.000100")
    assert "in that time" in body(await answered(here))
    assert here.messages.requests == []


async def test_a_page_is_summarised_by_web_fetch_and_shared_where_it_was_asked_for(here):
    here.messages.script(Say("It is about looms."))
    await order(here, "https://example.com/looms who wrote it?")
    reply = await answered(here)
    asked = here.messages.requests[-1].body
    assert [tool["name"] for tool in asked["tools"] if "web_fetch" in tool["name"]]
    assert "https://example.com/looms" in str(asked["messages"])
    assert "who wrote it?" in str(asked["messages"])
    assert body(reply) == "It is about looms."
    assert "Read from https://example.com/looms." in " ".join(footers(reply))
    assert await here.bot.share(buttons(reply)["share"]["value"], ANN, "1.5")
    await answered(here)
    (shared,) = here.slack.messages("general")
    assert body(shared) == "It is about looms."
    assert "Read from https://example.com/looms." in " ".join(footers(shared))


async def test_a_page_asked_for_in_a_thread_is_shared_there_while_its_asker_is_in_the_channel(here):
    here.messages.script(Say("It is about looms."))
    root = await here.slack.type("ben", "general", "Look")
    ts = here.slack.workspace.ts()
    asked = "!summarize https://example.com/looms"
    await here.bot.ask(Question(Thread(TEAM, "C0GENERAL", root), ts, ANN, asked))
    reply = await answered(here)
    first = buttons(reply)["share"]["value"]
    members = here.slack.workspace.channel("general").members
    members.remove(ANN)
    assert await here.bot.share(first, ANN, "1.5")
    await answered(here)
    assert len(here.slack.messages("general", root)) == 1
    members.add(ANN)
    assert await here.bot.share(first, ANN, "1.6")
    await answered(here)
    assert body(here.slack.messages("general", root)[-1]) == "It is about looms."


async def test_a_page_asked_for_in_private_has_nothing_to_share(here):
    here.messages.script(Say("It is about looms."))
    ts = await here.slack.type("ann", DM, "!summarize https://example.com/looms")
    text = "!summarize https://example.com/looms"
    await here.bot.ask(Question(Thread(TEAM, DM, ts), ts, ANN, text, True))
    assert "share" not in buttons(await answered(here))


async def test_a_file_in_a_channel_is_summarised_for_its_asker_and_shared_there(here):
    here.messages.script(Say("A plan."))
    notes = ("plan.txt", b"weave on Friday", "text/plain")
    await here.slack.type("ann", "general", "@Threadloom !summarize dates only", files=[notes])
    await hear(here, "general")
    reply = await answered(here)
    assert "weave on Friday" in str(here.messages.requests[-1].body["messages"])
    assert direct(here)[0]["text"] == "Summary of plan.txt"
    assert "Read from plan.txt." in " ".join(footers(reply))
    assert await here.bot.share(buttons(reply)["share"]["value"], ANN, "1.5")
    await answered(here)
    assert body(here.slack.messages("general")[-1]) == "A plan."


async def test_a_file_that_can_not_be_read_is_said_so_and_nothing_else_is_summarised(here):
    fill(here, 3)
    notes = ("plan.zip", b"PK\x03\x04\x00\x00", "application/zip")
    await here.slack.type("ann", "general", "@Threadloom !summarize", files=[notes])
    await hear(here, "general")
    assert "“plan.zip” could not be read" in body(await answered(here))
    assert here.messages.requests == []


def uploaded(here):
    """The permalink of the one file that somebody shared."""
    (file,) = here.slack.office.files.values()
    return file.wire()["permalink"]


async def test_a_file_is_summarised_by_its_link_for_its_asker_alone(here):
    here.messages.script(Say("A plan."))
    notes = ("plan.txt", b"weave on Friday", "text/plain")
    await here.slack.type("ben", "general", "look", files=[notes])
    link = uploaded(here)
    await order(here, f"<#C0GENERAL> <{link}> dates only")
    reply = await answered(here)
    asked = str(here.messages.requests[-1].body["messages"])
    assert "weave on Friday" in asked
    assert "dates only" in asked
    assert body(reply) == "A plan."
    assert direct(here)[0]["text"] == f"Summary of <{link}>"
    assert "share" not in buttons(reply)


async def test_a_file_that_the_asker_may_not_read_is_not_read(here):
    here.slack.workspace.channel("founders").members.discard(ANN)
    notes = ("plan.txt", b"weave on Friday", "text/plain")
    await here.slack.type("ben", "founders", "look", files=[notes])
    await order(here, uploaded(here))
    assert "I can't read that file." in body(await answered(here))
    assert here.messages.requests == []


async def test_a_file_in_a_direct_message_is_summarised_where_it_lies(here):
    here.messages.script(Say("A plan."))
    notes = ("plan.txt", b"weave on Friday", "text/plain")
    ts = await here.slack.type("ann", DM, "!summarize dates only", files=[notes])
    await hear(here, DM)
    reply = await answered(here)
    assert reply["thread_ts"] == ts
    asked = str(here.messages.requests[-1].body["messages"])
    assert "weave on Friday" in asked
    assert "dates only" in asked
    assert body(reply) == "A plan."


async def test_two_summaries_in_one_thread_have_marks_of_their_own(here):
    facts = fill(here, 20, every=10)
    here.messages._choose = summariser
    root = await here.slack.type("ann", DM, "hi")
    for at, thread in enumerate((root, root)):
        ts = f"179009999{at}.000100"
        await here.bot.ask(
            Question(Thread(TEAM, DM, thread), ts, ANN, "!summarize <#C0GENERAL> 20 messages", True)
        )
        await answered(here)
    last = here.messages.requests[-1].body["messages"]
    assert "[m1] " in str(last[0])
    assert "[m21] " in str(last[-1])
    assert facts
