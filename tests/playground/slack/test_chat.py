import pytest

from .conftest import ANN, BEN, CHI, FOUNDERS, GENERAL, RANDOM, actions

META = {"event_type": "turn", "event_payload": {"turn": "1"}}


async def test_a_post_comes_back_as_slack_keeps_it(slack, ask):
    told = await ask("chat.postMessage", channel=GENERAL, text="hi", metadata=META)
    assert told["ok"]
    assert told["message"]["text"] == "hi"
    (kept,) = slack.messages("general")
    assert kept["ts"] == told["ts"]
    assert kept["metadata"] == META


async def test_a_post_to_a_person_goes_to_their_im(slack, ask):
    told = await ask("chat.postMessage", channel=BEN, text="hi")
    assert told["channel"] == slack.workspace.im("ben").id


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "no_text"),
        ({"text": "  \n"}, "no_text"),
        ({"blocks": []}, "no_text"),
        ({"markdown_text": "a", "text": "b"}, "markdown_text_conflict"),
        ({"markdown_text": "a", "blocks": actions()}, "markdown_text_conflict"),
        ({"markdown_text": "😀" * 6_001}, "msg_too_long"),
        ({"blocks": "{"}, "invalid_blocks_format"),
        ({"blocks": [{"type": "marquee"}]}, "invalid_blocks"),
        ({"text": 5}, "invalid_arguments"),
        ({"text": "a", "metadata": []}, "invalid_metadata_format"),
        (
            {"text": "a", "metadata": META | {"event_payload": {"x": "y" * 9_000}}},
            "metadata_too_large",
        ),
        ({"text": "a", "channel": ""}, "invalid_arguments"),
        ({"text": "a", "channel": "C0NOWHERE"}, "channel_not_found"),
        ({"text": "a", "channel": RANDOM}, "not_in_channel"),
        ({"text": "a", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"text": "a", "thread_ts": "now"}, "invalid_thread_ts"),
    ],
)
async def test_a_wrong_post_is_refused_with_slacks_word_for_it(slack, ask, arguments, error):
    told = await ask("chat.postMessage", **{"channel": GENERAL} | arguments)
    assert (told["ok"], told["error"]) == (False, error)
    assert slack.messages("general") == []


async def test_a_reply_goes_under_a_root_and_never_under_a_reply(slack, ask):
    root = await slack.type("ann", "general", "root")
    reply = await ask("chat.postMessage", channel=GENERAL, text="hi", thread_ts=root)
    assert reply["message"]["thread_ts"] == root
    deeper = await ask("chat.postMessage", channel=GENERAL, text="hi", thread_ts=reply["ts"])
    assert deeper["error"] == "cannot_reply_to_message"
    assert [m["ts"] for m in slack.messages("general")] == [root]
    await ask("chat.postMessage", channel=GENERAL, text="all", thread_ts=root, reply_broadcast=True)
    assert [m["text"] for m in slack.messages("general")] == ["root", "all"]


async def test_a_long_text_is_cut_in_silence_when_posted_and_refused_when_updated(slack, ask):
    told = await ask("chat.postMessage", channel=GENERAL, text="a" * 41_000)
    assert len(told["message"]["text"]) == 40_000
    again = await ask("chat.update", channel=GENERAL, ts=told["ts"], text="ą" * 2_001)
    assert again["error"] == "msg_too_long"


async def test_an_update_replaces_all_but_the_metadata(slack, ask):
    told = await ask("chat.postMessage", channel=GENERAL, text="x", blocks=actions(), metadata=META)
    where = {"channel": GENERAL, "ts": told["ts"]}
    assert (await ask("chat.update", **where, text="y", blocks=actions()))["ok"]
    assert "edited" not in slack.messages("general")[0]
    assert (await ask("chat.update", **where, markdown_text="*y*"))["ok"]
    kept = slack.messages("general")[0]
    assert [block["type"] for block in kept["blocks"]] == ["markdown"]
    assert (await ask("chat.update", **where, text="z"))["ok"]
    kept = slack.messages("general")[0]
    assert "blocks" not in kept
    assert "edited" in kept
    assert (kept["text"], kept["metadata"]) == ("z", META)
    assert (await ask("chat.update", **where, text="z", metadata={}))["ok"]
    assert "metadata" not in slack.messages("general")[0]


@pytest.mark.parametrize(("method", "word"), [("chat.update", "update"), ("chat.delete", "delete")])
async def test_the_bot_changes_only_what_is_its_own(slack, ask, method, word):
    ts = await slack.type("ann", "general", "mine")
    told = await ask(method, channel=GENERAL, ts=ts, text="yours")
    assert told["error"] == f"cant_{word}_message"
    told = await ask(method, channel=GENERAL, ts="1.000001", text="x")
    assert told["error"] == "message_not_found"
    told = await ask(method, channel=GENERAL, text="x")
    assert told["error"] == "invalid_arguments"
    assert told["response_metadata"]["messages"] == ["[ERROR] missing required field: ts"]


async def test_what_is_deleted_is_gone(slack, ask):
    told = await ask("chat.postMessage", channel=GENERAL, text="x")
    assert (await ask("chat.delete", channel=GENERAL, ts=told["ts"]))["ts"] == told["ts"]
    assert slack.messages("general") == []
    again = await ask("chat.update", channel=GENERAL, ts=told["ts"], text="x")
    assert again["error"] == "message_not_found"


async def test_a_whisper_reaches_one_person_and_can_not_be_changed(slack, ask):
    told = await ask("chat.postEphemeral", channel=GENERAL, user=ANN, text="psst")
    assert [(m["text"], m["ephemeral_to"]) for m in slack.seen_by("ann")] == [("psst", ANN)]
    assert slack.seen_by("ben") == slack.messages("general") == []
    again = await ask("chat.update", channel=GENERAL, ts=told["message_ts"], text="x")
    assert again["error"] == "message_not_found"
    other = await ask("chat.postEphemeral", channel=FOUNDERS, user=CHI, text="psst")
    assert other["error"] == "user_not_in_channel"
    nobody = await ask("chat.postEphemeral", channel=GENERAL, user="U1", text="psst")
    assert nobody["error"] == "user_not_found"


async def test_a_whisper_may_stand_in_a_thread_and_have_buttons(slack, ask):
    root = await slack.type("ben", "general", "root")
    where = {"channel": GENERAL, "user": ANN, "thread_ts": root}
    await ask("chat.postEphemeral", **where, markdown_text="**psst**")
    await ask("chat.postEphemeral", **where, text="x", blocks=actions())
    first, second = [m for m in slack.seen_by("ann") if m["ephemeral_to"]]
    assert (first["thread_ts"], first["blocks"][0]["type"]) == (root, "markdown")
    assert second["blocks"][0]["type"] == "actions"
    assert slack.messages("general", root)[0].get("reply_count") is None


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "no_text"),
        ({"markdown_text": "a", "text": "b"}, "markdown_text_conflict"),
        ({"markdown_text": "a" * 12_001}, "msg_too_long"),
        ({"blocks": [{"type": "marquee"}]}, "invalid_blocks"),
        ({"text": "a", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"text": "a", "user": ""}, "invalid_arguments"),
    ],
)
async def test_a_whisper_is_refused_for_what_a_post_is_refused_for(ask, arguments, error):
    where = {"channel": GENERAL, "user": ANN}
    assert (await ask("chat.postEphemeral", **where | arguments))["error"] == error


async def test_a_permalink_names_the_thread_of_a_reply(slack, client):
    root = await slack.type("ann", "general", "root")
    reply = await slack.type("ben", "general", "reply", root)
    link = await client.chat_getPermalink(channel=GENERAL, message_ts=reply)
    assert link["permalink"] == (
        f"https://loomworks.slack.com/archives/{GENERAL}/p{reply.replace('.', '')}"
        f"?thread_ts={root}&cid={GENERAL}"
    )
