import pytest
from pydantic import Field

from bot.errors import WrongWords
from bot.playground.slack.team import ANN
from bot.tools.tool import Input, Tool
from tests.tools.conftest import QUESTION, UNPLUGGED


class Number(Input):
    """How many."""

    many: int = Field(ge=0, description="Of them.")


async def count(number, question, world):
    return f"{number.many} for {question.user} in {await world.zone(question.user)}"


TOOL = Tool("count", "Counts.", Number, count)


def test_it_is_offered_without_words_that_nobody_wrote():
    assert TOOL.definition == {
        "name": "count",
        "description": "Counts.",
        "input_schema": {
            "type": "object",
            "properties": {"many": {"type": "integer", "minimum": 0, "description": "Of them."}},
            "required": ["many"],
            "additionalProperties": False,
        },
    }


async def test_it_knows_its_input_the_asker_and_the_world(world):
    said = await TOOL.use({"many": 3}, QUESTION, world)
    assert said == f"3 for {ANN.id} in {ANN.tz}"


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"many": "3"}, "many: Input should be a valid integer"),
        ({"many": -1}, "many: Input should be greater than or equal to 0"),
        ({}, "many: Field required"),
        ({"many": 1, "more": 2}, "more: Extra inputs are not permitted"),
        ("{", "input: Input should be a valid dictionary"),
        (None, "input: Input should be a valid dictionary"),
    ],
)
async def test_a_wrong_input_is_named(told, complaint):
    with pytest.raises(WrongWords) as error:
        await TOOL.use(told, QUESTION, UNPLUGGED)
    assert complaint in error.value.usage


async def test_what_was_said_is_not_repeated():
    with pytest.raises(WrongWords) as error:
        await TOOL.use({"many": "xoxb-secret"}, QUESTION, UNPLUGGED)
    assert "xoxb" not in error.value.usage
