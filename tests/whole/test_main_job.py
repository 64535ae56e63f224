"""The main job, through the real program: asked in Slack, answered in the thread, remembered."""

from itertools import pairwise

import pytest

from bot.playground.messages.script import Break, Fail, Say
from tests.whole.world import BOT, body, buttons, footers

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_mention_is_answered_in_its_thread_and_the_text_grows(place):
    place.messages.script(Say("Growing. " * 400))
    place.messages.speed = 120
    root = await place.slack.type("ann", "general", "@Threadloom grow!")
    reply = await place.answered(root)
    place.messages.speed = 400

    assert body(reply).strip() == ("Growing. " * 400).strip()
    assert reply["thread_ts"] == root
    assert place.slack.messages("general")[-1]["ts"] == root, "nothing is said beside the thread"
    shown = [body(edit) for edit in place.edits(reply["ts"]) if "stop" in buttons(edit)]
    assert len(shown) >= 2
    assert all(len(less) < len(more) for less, more in pairwise(shown))


async def test_a_sign_of_life_is_posted_before_the_model_answers(place):
    place.messages.hold()
    root = await place.slack.type("ann", "general", "@Threadloom are you there?")
    sign = await place.slack.until(lambda: place.replies(root))
    place.messages.go()

    reply = await place.answered(root)
    assert reply["ts"] == sign[0]["ts"]
    assert len(place.replies(root)) == 1


async def test_a_direct_message_is_answered_and_remembered(place):
    place.messages.script(Say("One."), Say("Two."))
    root = await place.slack.type("ben", "D0BEN0001", "say one")
    assert body(await place.answered(root, channel="D0BEN0001")) == "One."
    await place.slack.type("ben", "D0BEN0001", "say two", thread_ts=root)
    assert body(await place.answered(root, 2, channel="D0BEN0001")) == "Two."

    told = [message["content"][-1]["text"] for message in place.asked()[-1]["messages"]]
    assert told == ["say one", "One.", "say two"]


async def test_the_thread_goes_on_without_a_mention_but_not_when_it_is_for_somebody_else(place):
    place.messages.script(Say("First."), Say("Second."))
    root = await place.slack.type("ann", "general", "@Threadloom begin")
    await place.answered(root)
    await place.slack.type("ann", "general", "@ben what do you think?", thread_ts=root)
    await place.slack.type("ben", "general", "go on", thread_ts=root)

    assert body(await place.answered(root, 2)) == "Second."
    told = [message["content"][-1]["text"] for message in place.asked()[-1]["messages"]]
    assert [text.partition(": ")[2] or text for text in told] == ["begin", "First.", "go on"]


async def test_a_mention_in_a_thread_of_people_brings_along_what_they_said(place):
    root = await place.slack.type("ann", "general", "The launch is on Friday &amp; that's final")
    await place.slack.type("ben", "general", "Ask @ann, not me", thread_ts=root)
    asked = len(place.asked())
    await place.slack.type("chi", "general", "@Threadloom when is the launch?", thread_ts=root)
    await place.answered(root)

    first = place.asked()[asked]["messages"][0]["content"]
    assert "launch is on Friday" in first[0]["text"]
    assert f"p{root.replace('.', '')}" in first[0]["text"], "with a permalink"
    assert "<@" not in first[0]["text"], "with names in place of ids"
    assert first[1]["text"].endswith("when is the launch?")

    reads = _reads(place)
    await place.slack.type("chi", "general", "and who says so?", thread_ts=root)
    await place.answered(root, 2)
    assert _reads(place) == reads, "the thread is read once"
    assert place.asked()[-1]["messages"][0]["content"][0]["text"] == first[0]["text"]


def _reads(place):
    """How often a thread was read; not by the reconciler, which looks for the marks of replies."""
    reads = [call for call in place.slack.calls if call.method == "conversations.replies"]
    return len([call for call in reads if not call.arguments.get("include_all_metadata")])


async def test_commands_set_what_the_next_request_asks_for(place):
    await place.slack.type("ann", "general", "/effort high")
    place.messages.script(Say("Well considered."))
    root = await place.slack.type("ann", "general", "@Threadloom consider")
    reply = await place.answered(root)
    assert place.asked()[-1]["output_config"] == {"effort": "high"}
    assert "effort high" in footers(reply)[-1]

    await place.slack.type("ann", "general", "!effort low", thread_ts=root)
    await place.said(root, "Effort is now *low* in this thread")
    place.messages.script(Say("Quickly."))
    await place.slack.type("ann", "general", "and now?", thread_ts=root)
    await place.answered(root, 2)
    assert place.asked()[-1]["output_config"] == {"effort": "low"}

    await place.slack.type("ann", "general", "/effort reset")
    await place.slack.type("ann", "general", "/effort")
    whispers = [m for m in place.slack.seen_by("ann") if m["ephemeral_to"]]
    assert "the default" in whispers[-1]["text"]


async def test_wrong_words_get_a_usage_line_and_nothing_is_stored(place):
    await place.slack.type("chi", "general", "/effort enormous")
    whispers = [m for m in place.slack.seen_by("chi") if m["ephemeral_to"]]
    assert "low|medium|high" in whispers[-1]["text"]
    root = await place.slack.type("chi", "general", "@Threadloom !thinking banana")
    await place.said(root, "on|off|budget N")
    await place.slack.type("chi", "general", "/effort")
    whispers = [m for m in place.slack.seen_by("chi") if m["ephemeral_to"]]
    assert "enormous" not in whispers[-1]["text"]


async def test_an_answer_of_many_pages_is_whole(place):
    text = "\n\n".join(f"Paragraph {n}. " + "word " * 90 for n in range(70))
    place.messages.script(Say(text))
    root = await place.slack.type("ann", "general", "@Threadloom write a lot")
    await place.answered(root, timeout=60)
    pages = [body(m) for m in place.replies(root)]
    assert len(pages) >= 3
    assert "".join("".join(pages).split()) == "".join(text.split())


async def test_what_the_model_says_cannot_ping(place):
    place.messages.script(Say("Hear <!channel>, <@U0BEN0001> and <!subteam^S1|all>! @here too."))
    root = await place.slack.type("ann", "general", "@Threadloom shout")
    await place.answered(root)
    sent = [str(call.arguments) for call in place.slack.calls if call.method == "chat.update"]
    assert not [text for text in sent if "<!" in text or "<@" in text]


async def test_a_failure_keeps_the_partial_text_and_retry_answers_in_the_same_message(place):
    place.messages.script(Break(30, "error", Say("Half of it. " * 50)), Say("All of it."))
    root = await place.slack.type("ann", "general", "@Threadloom try")
    broken = await place.answered(root)
    assert "Half of it." in body(broken)
    assert any("busy" in line or "cut short" in line for line in footers(broken))

    retry = buttons(broken)["again"]
    await place.slack.press("ben", "general", broken["ts"], "again", retry["value"])
    whole = await place.said(root, "All of it.")
    assert whole["ts"] == broken["ts"]
    await place.slack.until(
        lambda: footers(place.replies(root)[0]) and "again" not in buttons(place.replies(root)[0])
    )
    assert len(place.replies(root)) == 1
    assert place.asked()[-1]["messages"][-1]["role"] == "user"


async def test_a_refused_request_says_so(place):
    place.messages.script(Fail(401))
    root = await place.slack.type("ann", "general", "@Threadloom who pays?")
    reply = await place.answered(root)
    assert "not allowed" in " ".join(footers(reply))


async def test_only_the_mention_gets_help(place):
    root = await place.slack.type("ann", "general", "@Threadloom")
    await place.said(root, "Ask me anything")


async def test_neither_other_bots_nor_we_are_answered(place):
    asked = len(place.asked())
    event = {
        "type": "message", "channel": "C0GENERAL", "channel_type": "channel", "ts": "1.000001",
        "user": "U0OTHER01", "bot_id": "B0OTHER01", "text": f"<@{BOT}> hello from a bot",
    }  # fmt: skip
    ours = {"user": BOT, "bot_id": None, "ts": "1.000002"}  # Slack leaves the bot out at times
    kinds = [
        event | {"type": kind} | by for kind in ("message", "app_mention") for by in ({}, ours)
    ]
    for number, said in enumerate(kinds):
        envelope = {
            "type": "event_callback", "team_id": "T0LOOM01", "api_app_id": "A0LOOM001",
            "event_id": f"Ev{number}", "event_time": 1, "event": said,
        }  # fmt: skip
        await place.slack.deliver(envelope)
    root = await place.slack.type("ann", "general", "@Threadloom last")
    await place.answered(root)
    assert len(place.asked()) == asked + 1
