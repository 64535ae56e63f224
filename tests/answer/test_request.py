from dataclasses import replace

import pytest

from bot.answer.request import Request
from bot.answer.setup import Setup
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Preferences
from bot.errors import Refused

ASKED = Conversation((Turn("user", ({"type": "text", "text": "Why?"},)),))
EPHEMERAL = {"type": "ephemeral"}


def body(model="claude-sonnet-4-6", conversation=ASKED, **preferences):
    return Request(conversation, Preferences(model, **preferences)).body()


def said(*turns):
    return Conversation(tuple(Turn(role, tuple(blocks)) for role, *blocks in turns))


def text(words, **fields):
    return {"type": "text", "text": words, **fields}


def test_a_plain_question_is_sent_with_nothing_that_nobody_asked_for():
    marked = {"type": "text", "text": "Why?", "cache_control": EPHEMERAL}
    assert body(instructions="Be brief.") == {
        "model": "claude-sonnet-4-6",
        "max_tokens": 16_000,
        "system": [text("Be brief.", cache_control=EPHEMERAL)],
        "messages": [{"role": "user", "content": [marked]}],
        "stream": True,
    }


def test_without_instructions_there_is_no_system():
    assert "system" not in body(instructions=" ")


CLOCK = {"name": "clock", "input_schema": {"type": "object"}}
CALL = {"type": "tool_use", "id": "t", "name": "clock", "input": {}}
RESULT = {"type": "tool_result", "tool_use_id": "t", "content": "12:00"}


def test_every_parameter_of_the_api_can_be_said():
    setup = Setup(tools=(CLOCK,), user="abc", cache="1h", automatic_cache=True)
    wishes = Preferences(
        "claude-sonnet-4-6",
        max_tokens=256,
        instructions="Be brief.",
        effort="low",
        temperature=0.2,
        top_k=40,
        stop=("END", " "),
        tier="standard_only",
        tool_choice="clock",
    )
    mark = {"type": "ephemeral", "ttl": "1h"}
    assert Request(ASKED, wishes, setup).body() == {
        "model": "claude-sonnet-4-6",
        "max_tokens": 256,
        "system": [text("Be brief.", cache_control=mark)],
        "messages": [{"role": "user", "content": [text("Why?")]}],
        "output_config": {"effort": "low"},
        "tools": [CLOCK],
        "tool_choice": {"type": "tool", "name": "clock"},
        "temperature": 0.2,
        "top_k": 40,
        "stop_sequences": ["END"],
        "metadata": {"user_id": "abc"},
        "service_tier": "standard_only",
        "cache_control": mark,
        "stream": True,
    }


def test_a_request_says_what_it_could_not_do():
    wishes = Preferences("claude-sonnet-4-6", thinking="budget 20000", temperature=0.2)
    notices = Request(ASKED, wishes).notices
    assert len(notices) == 2
    assert "raised from 16,000 to 28,000" in notices[0]
    assert "temperature" in notices[1]
    assert Request(ASKED, Preferences("claude-sonnet-4-6")).notices == ()


@pytest.mark.parametrize(
    ("setup", "system", "question", "top"),
    [
        (Setup(), EPHEMERAL, EPHEMERAL, None),
        (Setup(cache="1h"), {**EPHEMERAL, "ttl": "1h"}, {**EPHEMERAL, "ttl": "1h"}, None),
        (Setup(cache="1h", refused=frozenset({"cache_ttl"})), EPHEMERAL, EPHEMERAL, None),
        (Setup(automatic_cache=True), EPHEMERAL, None, EPHEMERAL),
        (
            Setup(automatic_cache=True, refused=frozenset({"automatic_cache"})),
            EPHEMERAL,
            EPHEMERAL,
            None,
        ),
    ],
)
def test_what_is_cached_ends_where_the_operator_has_it_end(setup, system, question, top):
    sent = Request(ASKED, Preferences("claude-sonnet-4-6"), setup).body()
    assert sent["system"][0].get("cache_control") == system
    assert sent["messages"][0]["content"][0].get("cache_control") == question
    assert sent.get("cache_control") == top


@pytest.mark.parametrize(
    "setup",
    [
        Setup(cache="off"),
        Setup(refused=frozenset({"cache"})),
        Setup(automatic_cache=True, cache="off"),
    ],
)
def test_where_nothing_is_cached_instructions_are_a_plain_string(setup):
    plain = Preferences("claude-sonnet-4-6", instructions="Be brief.")
    sent = Request(ASKED, plain, setup).body()
    assert sent["system"] == "Be brief."
    assert sent["messages"] == [{"role": "user", "content": [text("Why?")]}]
    assert "cache_control" not in sent
    assert Request(ASKED, plain, setup).epoch == Request(ASKED, plain).epoch


@pytest.mark.parametrize(
    ("refused", "setup", "told"),
    [
        ("metadata", {"user": "abc"}, "takes no metadata"),
        ("metadata", {}, ""),
        ("service_tier", {"service_tier": "auto"}, "takes no service_tier"),
        ("tool_choice", {"tools": ({"name": "clock"},)}, "takes no tool_choice"),
        ("cache", {}, "caches no prompts"),
        ("cache", {"cache": "off"}, ""),
        ("cache_ttl", {"cache": "1h"}, "five minutes"),
        ("cache_ttl", {}, ""),
        ("automatic_cache", {"automatic_cache": True}, "told instead"),
        ("automatic_cache", {}, ""),
    ],
)
def test_what_is_left_out_is_said_if_it_was_wanted(refused, setup, told):
    wishes = Preferences("claude-sonnet-4-6", tool_choice="auto")
    request = Request(ASKED, wishes, Setup(**setup, refused=frozenset({refused})))
    assert refused not in request.body()
    notices = " ".join(request.notices)
    assert told in notices if told else not notices


LONG = ASKED.add(Turn("assistant", (text("x" * 2_000_000),)), Turn("user", (text("And?"),)))
FOLDED = {"type": "compaction", "content": "They spoke of x.", "encrypted_content": "e"}
NOW = Request(ASKED, Preferences("claude-sonnet-4-6")).epoch


def compacted(epoch=NOW, block=FOLDED):
    turn = Turn("assistant", (block, text("Well.")), about={"epoch": epoch})
    return LONG.add(turn, Turn("user", (text("So?"),)))


def test_an_endpoint_is_told_to_fold_once_half_of_the_window_may_be_used():
    plain = Preferences("claude-sonnet-4-6")
    assert "context_management" not in Request(ASKED, plain).body()
    request = Request(LONG, plain)
    (edit,) = request.body()["context_management"]["edits"]
    assert edit["type"] == "compact_20260112"
    assert edit["trigger"] == {"type": "input_tokens", "value": 700_000}
    assert request.betas == ("compact-2026-01-12",)


@pytest.mark.parametrize("refused", ["compaction", "betas"])
def test_an_endpoint_that_can_t_fold_is_not_told_to(refused):
    request = Request(LONG, Preferences("claude-sonnet-4-6"), Setup(refused=frozenset({refused})))
    assert "context_management" not in request.body()
    assert request.betas == ()


def test_a_model_that_can_t_be_folded_for_is_not_told_to():
    request = Request(LONG, Preferences("claude-haiku-4-5"))
    assert "context_management" not in request.body()


def test_what_the_endpoint_folded_is_sent_again_in_its_place_and_all_before_it():
    request = Request(compacted(), Preferences("claude-sonnet-4-6"))
    sent = request.body()["messages"]
    assert sent[3]["content"] == [FOLDED, text("Well.")]
    assert sent[0]["content"][0]["text"] == "Why?"
    assert request.notices == ()
    assert request.betas == ("compact-2026-01-12",)
    assert "context_management" in request.body()


def test_what_the_endpoint_folded_takes_no_room_of_the_window():
    small = Setup(capabilities={"claude-sonnet-4-6": {"window": 100_000}})
    request = Request(compacted(), Preferences("claude-sonnet-4-6"), small)
    assert len(request.body()["messages"]) == 5
    assert request.notices == ()


@pytest.mark.parametrize(
    ("setup", "epoch"),
    [
        (Setup(refused=frozenset({"compaction"})), NOW),
        (Setup(provider="elsewhere"), NOW),
        (Setup(), "elsewhere#1"),
    ],
)
def test_where_it_can_t_be_sent_what_was_folded_is_told_in_words(setup, epoch):
    sent = Request(compacted(epoch), Preferences("claude-sonnet-4-6"), setup).body()["messages"]
    assert "They spoke of x." in sent[0]["content"][0]["text"]
    assert [message["role"] for message in sent] == ["user", "assistant", "user"]
    assert "compaction" not in str(sent)
    assert "xxx" not in str(sent)


def test_a_fold_that_failed_stands_for_nothing():
    failed = compacted(block={**FOLDED, "content": None})
    setup = Setup(refused=frozenset({"compaction"}))
    sent = Request(failed, Preferences("claude-sonnet-4-6"), setup).body()["messages"]
    assert sent[0]["content"][0]["text"] == "Why?"
    assert sent[3]["content"] == [text("Well.")]


def test_an_answer_that_stopped_to_fold_is_gone_on_with():
    stopped = Turn("assistant", (FOLDED,), about={"epoch": NOW, "stop_reason": "compaction"})
    sent = Request(LONG.add(stopped), Preferences("claude-sonnet-4-6")).body()["messages"]
    assert sent[-1] == {"role": "assistant", "content": [FOLDED]}


def test_the_one_tool_that_is_a_beta_brings_its_name():
    asked = Preferences("claude-sonnet-4-6", code_execution=True)
    assert Request(ASKED, asked).betas == ("code-execution-2025-05-22",)
    assert Request(ASKED, asked, Setup(code_execution="20250825")).betas == ()


def test_what_the_endpoint_refuses_is_left_out():
    setup = Setup(
        user="abc",
        service_tier="auto",
        tools=(CLOCK,),
        refused=frozenset({"metadata", "service_tier", "tool_choice"}),
    )
    wishes = Preferences("claude-sonnet-4-6", tool_choice="any")
    sent = Request(ASKED, wishes, setup).body()
    assert not {"metadata", "service_tier", "tool_choice"} & sent.keys()


def test_a_tool_is_not_forced_again_by_its_own_result():
    setup = Setup(tools=(CLOCK,))
    looped = ASKED.add(
        Turn("assistant", (CALL,), about={"stop_reason": "tool_use"}), Turn("user", (RESULT,))
    )
    wishes = Preferences("claude-sonnet-4-6", tool_choice="any")
    assert Request(ASKED, wishes, setup).body()["tool_choice"] == {"type": "any"}
    assert Request(looped, wishes, setup).body()["tool_choice"] == {"type": "auto"}


def test_an_answer_begun_without_thinking_goes_on_without_it():
    setup = Setup(tools=(CLOCK,))
    looped = ASKED.add(
        Turn("assistant", (CALL,), about={"stop_reason": "tool_use"}), Turn("user", (RESULT,))
    )
    request = Request(looped, Preferences("claude-haiku-4-5", thinking="on"), setup)
    assert "thinking" not in request.body()
    assert "next question" in request.notices[-1]


def test_an_answer_that_paused_is_sent_back_as_it_is():
    search = {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}}
    paused = Turn("assistant", (text("b"), search), about={"stop_reason": "pause_turn"})
    sent = body(conversation=ASKED.add(paused))["messages"]
    assert sent[-1] == {"role": "assistant", "content": [text("b"), search]}
    assert sent[0]["content"] == [text("Why?", cache_control=EPHEMERAL)]


def test_an_answer_that_paused_in_its_own_words_is_asked_to_go_on():
    paused = Turn("assistant", (text("b"),), about={"stop_reason": "pause_turn"})
    sent = body(conversation=ASKED.add(paused))["messages"]
    assert [message["role"] for message in sent] == ["user", "assistant", "user"]
    assert sent[-1]["content"] == [text("Go on.", cache_control=EPHEMERAL)]


def test_of_a_thread_that_is_too_long_the_newest_part_is_sent():
    turns = [
        Turn(role, (text(f"{at} " + "x" * 9_000),))
        for at in range(50)
        for role in ("user", "assistant")
    ]
    request = Request(Conversation((*turns, *ASKED.turns)), Preferences("claude-haiku-4-5"))
    sent = request.body()["messages"]
    assert 40 < len(sent) < 101
    assert sent[0]["role"] == "user"
    assert sent[-1]["content"][0]["text"] == "Why?"
    assert "no longer fits" in request.notices[0]


def test_a_summary_stands_for_what_it_folds():
    folded = ASKED.add(
        Turn("assistant", (text("b"),)),
        Turn("user", (text("c"),)),
        Turn("mark", (), about={"summary": "They spoke of cats.", "upto": 2}),
    )
    (sent,) = body(conversation=folded)["messages"]
    assert "They spoke of cats." in sent["content"][0]["text"]
    assert sent["content"][1]["text"] == "c"


def contents(conversation):
    return [message["content"] for message in body(conversation=conversation)["messages"]]


def test_the_end_of_the_last_question_is_where_the_cache_ends():
    first, second = contents(
        said(
            ("user", text("a", cache_control=EPHEMERAL)),
            ("assistant", text("b")),
            ("user", text("c"), text("d")),
        )
    )[::2]
    assert first == [text("a")]
    assert second == [text("c"), text("d", cache_control=EPHEMERAL)]


def test_thinking_without_its_signature_is_left_out():
    signed = {"type": "thinking", "thinking": "Hm", "signature": "abc"}
    unsigned = {"type": "thinking", "thinking": "Hm", "signature": ""}
    bare = {"type": "thinking", "thinking": "Hm"}
    turn = ("assistant", unsigned, bare, signed, text("b"))
    spoken = said(("user", text("a")), turn, ("user", text("c")))
    now = {"epoch": Request(spoken, Preferences("claude-sonnet-4-6")).epoch}
    turns = (replace(turn, about=now) for turn in spoken.turns)
    assert contents(Conversation(tuple(turns)))[1] == [signed, text("b")]


def test_an_answer_of_which_nothing_is_left_makes_its_questions_one():
    conversation = said(("user", text("a")), ("assistant", text(" ")), ("user", text("c")))
    assert contents(conversation) == [[text("a"), text("c", cache_control=EPHEMERAL)]]


def test_an_answer_that_was_declined_is_not_sent_again():
    declined = Turn("assistant", (text("Well"),), about={"stop_reason": "refusal"})
    asked = Turn("user", (text("a"),))
    assert contents(Conversation((asked, declined, asked))) == [
        [text("a"), text("a", cache_control=EPHEMERAL)]
    ]


@pytest.mark.parametrize("conversation", [said(), said(("assistant", text("b"))), said(("user",))])
def test_a_conversation_without_a_question_is_refused_before_it_is_sent(conversation):
    with pytest.raises(Refused):
        body(conversation=conversation)
