"""Against the local Messages API, which refuses what the real one refuses."""

from dataclasses import replace

import pytest

from bot.adapters.messages import MessagesModel
from bot.answer.answer import Answer
from bot.answer.capabilities import LEVELS
from bot.answer.request import Request
from bot.conversation.conversation import Conversation, Turn
from bot.conversation.preferences import Preferences
from bot.errors import Interrupted, ModelError, Overloaded
from bot.playground.messages.families import FAMILIES
from bot.playground.messages.script import Break, Fail, Say

MODELS = [name for family in FAMILIES for name in family.ids]


@pytest.fixture
def model(client, endpoint):
    return MessagesModel(client, endpoint)


async def answered(model, request):
    answer = Answer()
    async for deltas in model.stream(request):
        answer.hear(deltas)
    return answer


NOTHING = Conversation()


def asked(words, before=NOTHING):
    return before.add(Turn("user", ({"type": "text", "text": words},)))


@pytest.mark.parametrize("name", MODELS)
async def test_every_wish_is_put_in_a_way_that_every_model_takes(model, name):
    for thinking in ("", "on", "off", "budget 1024", "budget 128000"):
        for effort in (None, *LEVELS):
            wishes = Preferences(
                name, 1000, "Be brief.", effort, thinking, web_search=True, web_fetch=True
            )
            try:
                answer = await answered(model, Request(asked("Hi"), wishes))
            except ModelError as error:
                pytest.fail(f"thinking {thinking!r}, effort {effort}: {error}")
            assert answer.complete


@pytest.mark.parametrize("name", ["claude-sonnet-4-6", "claude-opus-5-5"])
async def test_what_was_answered_can_be_asked_about(model, messages, name):
    """With its thinking and signatures, searches and results, as they came."""
    wishes = Preferences(name, thinking="on", web_search=True, web_fetch=True)
    conversation = asked("Search the web for cats")
    for _ in range(3):
        request = Request(conversation, wishes)
        turn = (await answered(model, request)).turn("", 1.0)
        turn = replace(turn, about={**turn.about, "epoch": request.epoch})
        conversation = asked("And then?", conversation.add(turn))
    sent = messages.requests[-1].body["messages"]
    assert [message["role"] for message in sent] == ["user", "assistant"] * 2 + ["user"]
    assert sent[1]["content"] == list(conversation.turns[1].content)


async def test_an_answer_is_what_was_said(model, messages):
    messages.script(Say("Zażółć gęślą jaźń 🧵", thinking="Hm."))
    answer = await answered(model, Request(asked("Hi"), Preferences("claude-sonnet-4-6")))
    assert answer.text == "Zażółć gęślą jaźń 🧵"
    assert [block["type"] for block in answer.content()] == ["thinking", "text"]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Break(3, "error"), Overloaded),
        (Break(3, "cut"), Interrupted),
        (Break(3, "end"), Interrupted),
        (Break(3, "garbled"), Interrupted),
        (Fail(529), Overloaded),
    ],
)
async def test_each_way_of_failing_has_its_name(model, messages, step, expected):
    messages.script(step)
    with pytest.raises(ModelError) as info:
        await answered(model, Request(asked("Hi"), Preferences("claude-sonnet-4-6")))
    assert type(info.value) is expected
