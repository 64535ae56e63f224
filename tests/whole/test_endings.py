"""How answers end, are cut, refused, overloaded and mended, through the real program."""

import pytest

from bot.playground.messages.script import Break, Fail, Say
from tests.whole.world import body, buttons, footers

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_answer_cut_by_its_limit_goes_on_at_a_press(place):
    place.messages.script(Say("The first half,", stop_reason="max_tokens"), Say("and the rest."))
    root = await place.slack.type("ann", "general", "@Threadloom tell it all")
    reply = await place.answered(root)
    assert "token limit" in footers(reply)[-1]

    more = buttons(reply)["go_on"]
    await place.slack.press("ann", "general", reply["ts"], "go_on", more["value"])
    rest = await place.answered(root, 2)
    assert body(rest) == "and the rest."
    told = [m["content"][-1]["text"] for m in place.asked()[-1]["messages"]]
    assert told[1] == "The first half,"
    assert "go on exactly where you stopped" in told[2]


async def test_a_refusal_withdraws_what_was_said_and_is_not_sent_again(place):
    place.messages.script(Say("I might", stop_reason="refusal"), Say("Gladly."))
    root = await place.slack.type("ann", "general", "@Threadloom something dreadful")
    reply = await place.answered(root)
    assert "declined" in " ".join(footers(reply))
    assert "I might" not in body(reply)

    await place.slack.type("ann", "general", "then something kind", thread_ts=root)
    assert body(await place.answered(root, 2)) == "Gladly."
    assert "dreadful" not in str(place.asked()[-1]["messages"])


async def test_a_stop_sequence_is_sent_and_named(place):
    place.messages.script(Say("One two END three"))
    text = "@Threadloom !stop_sequence END count"
    root = await place.slack.type("ann", "general", text)
    reply = await place.answered(root)
    assert place.asked()[-1]["stop_sequences"] == ["END"]
    assert body(reply).strip() == "One two"
    assert "stopped at “END”" in footers(reply)[-1]


async def test_thinking_that_uses_up_all_tokens_says_what_to_raise(place):
    place.messages.script(Say("", thinking="Hm. " * 50, stop_reason="max_tokens"))
    root = await place.slack.type("ann", "general", "@Threadloom !thinking on ponder")
    reply = await place.answered(root)
    assert "max_tokens" in " ".join(footers(reply))
    assert "again" in buttons(reply)


async def test_an_overload_before_the_first_word_is_waited_out(place):
    place.messages.script(Fail(529), Fail(529, headers={"retry-after": "1"}), Say("At last."))
    root = await place.slack.type("ann", "general", "@Threadloom patience")
    assert body(await place.answered(root, timeout=30)) == "At last."


async def test_what_the_caller_did_wrong_is_not_asked_again(place):
    wrong = {"error": {"message": "no", "type": "comet_api_error", "code": "invalid_request"}}
    place.messages.script(Fail(500, wrong))
    asked = len(place.messages.requests)
    root = await place.slack.type("ann", "general", "@Threadloom wrong")
    reply = await place.answered(root)
    assert "did not accept" in " ".join(footers(reply))
    assert len(place.messages.requests) == asked + 1


@pytest.mark.parametrize("kind", ["error", "cut", "end", "garbled"])
async def test_a_stream_that_breaks_keeps_what_was_said(place, kind):
    place.messages.script(Break(40, kind, Say("So far, so good. " * 60)), Say("Whole."))
    root = await place.slack.type("ann", "general", f"@Threadloom break by {kind}")
    reply = await place.answered(root)
    assert body(reply).startswith("So far, so good.")
    await place.slack.press(
        "ann", "general", reply["ts"], "again", buttons(reply)["again"]["value"]
    )
    assert body(await place.said(root, "Whole.")).strip() == "Whole."


async def test_a_feature_that_the_endpoint_refuses_is_left_out_and_said(place):
    no = {
        "type": "error",
        "error": {"type": "invalid_request_error", "message": "web_search is not supported"},
    }
    place.messages.script(Fail(400, no), Say("Without looking."))
    root = await place.slack.type("ann", "general", "@Threadloom !websearch on what is new?")
    reply = await place.answered(root)
    assert body(reply) == "Without looking."
    assert "tools" not in str(place.asked()[-1].get("tools", ())) or "web_search" not in str(
        place.asked()[-1]["tools"]
    )
    assert "search" in " ".join(footers(reply)).lower()


async def test_a_tool_is_used_and_its_result_goes_back(place):
    root = await place.slack.type("ann", "general", "@Threadloom what does the clock say?")
    await place.answered(root, timeout=30)
    last = place.asked()[-1]["messages"]
    kinds = [block["type"] for message in last for block in message["content"]]
    assert "tool_use" in kinds
    assert "tool_result" in kinds


async def test_the_footer_tells_tokens_and_money(place):
    place.messages.script(Say("Cheap."))
    root = await place.slack.type("ben", "general", "@Threadloom how much?")
    assert "at list price" in footers(await place.answered(root))[-1]


@pytest.mark.parametrize(
    "wrong",
    [
        Fail(200, "<html><title>Welcome</title></html>", {"content-type": "text/html"}),
        Fail(301, "", {"location": "https://elsewhere.example/"}),
        Fail(404, "<html><title>Not Found</title></html>", {"content-type": "text/html"}),
        Fail(200, {"object": "chat.completion", "choices": []}),
    ],
)
async def test_a_wrong_base_url_is_told_to_who_asks(place, wrong):
    place.messages.script(wrong)
    root = await place.slack.type("ann", "general", "@Threadloom hello")
    told = " ".join(footers(await place.answered(root)))
    assert "not a Messages endpoint" in told
    assert "whoever runs this app" in told


async def test_an_option_that_the_endpoint_refuses_is_left_out_and_said(place):
    no = {"type": "invalid_request_error", "message": "metadata: Extra inputs are not permitted"}
    place.messages.script(Fail(400, {"type": "error", "error": no}), Say("Without."))
    root = await place.slack.type("ann", "general", "@Threadloom !model claude-opus-4-6 why?")
    reply = await place.answered(root)
    assert body(reply) == "Without."
    assert "takes no metadata" in " ".join(footers(reply))
    assert ["metadata" in asked for asked in place.asked()[-2:]] == [True, False]


async def test_who_asks_where_nobody_may_write_reads_why_and_tries_again_from_there(place):
    place.slack.fault("chat.postMessage", having="thread_ts", error="restricted_action")
    asked = len(place.asked())
    before = {m["ts"] for m in place.slack.messages("D0BEN0001")}
    root = await place.slack.type("ben", "general", "@Threadloom may I?")
    (told,) = await place.slack.until(
        lambda: [m for m in place.slack.messages("D0BEN0001") if m["ts"] not in before],
        60,  # so many posts to one channel have to wait for their turn
    )
    assert "only some people may write" in body(told)
    assert f"/archives/C0GENERAL/p{root.replace('.', '')}" in body(told)
    assert len(place.asked()) == asked, "nobody pays for what nobody can read"

    place.messages.script(Say("You may."))
    await place.slack.press("ben", "D0BEN0001", told["ts"], "again_there")
    assert body(await place.answered(root, timeout=60)) == "You may."
