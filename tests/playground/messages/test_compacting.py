"""A conversation is folded where that is asked for and due; its block then stands for it."""

from bot.playground.messages.script import Say

LONG = "What of it? " + "word " * 45_000
EDIT = {"type": "compact_20260112", "trigger": {"type": "input_tokens", "value": 50_000}}
BETA = "compact-2026-01-12"


async def said(sdk, messages, edit=EDIT):
    """The streamed answer, as the official SDK accumulates it."""
    asked = {"model": "claude-sonnet-4-6", "max_tokens": 8000, "messages": messages}
    management = {"edits": [edit]}
    async with sdk.beta.messages.stream(
        **asked, betas=[BETA], context_management=management
    ) as stream:
        return await stream.get_final_message()


async def test_a_long_conversation_is_folded_into_a_block_that_stands_for_it(api, sdk):
    api.script(Say("Well."), Say("So."))
    first = await said(sdk, [{"role": "user", "content": LONG}])
    block, text = (b.to_dict() for b in first.content)
    assert block["type"] == "compaction"
    assert block["content"].startswith("A stand-in's summary")
    assert block["encrypted_content"]
    assert text["text"] == "Well."
    assert [step.type for step in first.usage.iterations] == ["compaction", "message"]
    assert first.usage.iterations[0].input_tokens > 50_000
    assert first.usage.input_tokens < 1_000

    turns = [{"role": "user", "content": LONG}, {"role": "assistant", "content": [block, text]}]
    second = await said(sdk, [*turns, {"role": "user", "content": "And?"}])
    assert [b.type for b in second.content] == ["text"]
    assert second.usage.input_tokens < 1_000
    assert api.requests[-1].body["messages"][1]["content"][0] == block


async def test_it_may_stop_there_and_be_gone_on_with(api, sdk):
    paused = await said(
        sdk, [{"role": "user", "content": LONG}], {**EDIT, "pause_after_compaction": True}
    )
    assert paused.stop_reason == "compaction"
    block = paused.content[0].to_dict()
    turns = [{"role": "user", "content": LONG}, {"role": "assistant", "content": [block]}]
    assert (await said(sdk, turns)).stop_reason == "end_turn"


async def test_what_is_short_is_left_alone(sdk):
    message = await said(sdk, [{"role": "user", "content": "Hello"}])
    assert [block.type for block in message.content] == ["text"]
    assert message.usage.iterations is None
