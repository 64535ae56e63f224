"""One thing that Claude may ask us to look up in the middle of an answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.conversation.question import Question
from bot.errors import WrongWords
from bot.ports import World


class Input(BaseModel):
    """What a tool is told. The model wrote it, so nothing in it is believed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


I = TypeVar("I", bound=Input)  # noqa: E741  the input of one tool


@dataclass(frozen=True, slots=True)
class Tool(Generic[I]):
    """A tool: how Claude knows it, and what it does.

    `run` gets the input, the question that is being answered and the world; it gives what Claude is
    told. `WrongWords` where the input is of no use, any other `BotError` where the world is not.
    """

    name: str
    description: str
    input: type[I]
    run: Callable[[I, Question, World], Awaitable[str]]

    @property
    def definition(self) -> dict[str, Any]:
        """As `tools` of a request tells it."""
        schema = _bare(self.input.model_json_schema())
        return {"name": self.name, "description": self.description, "input_schema": schema}

    async def use(self, told: object, question: Question, world: World) -> str:
        """What it finds for the input `told`."""
        try:
            read = self.input.model_validate(told)
        except ValidationError as error:
            raise WrongWords(_complaint(error)) from None
        return await self.run(read, question, world)


def _bare(schema: dict[str, Any]) -> dict[str, Any]:
    """Less the titles that pydantic makes up, and less our own words about the class."""
    fields = schema.get("properties", {})
    bare = {
        name: {k: v for k, v in field.items() if k != "title"} for name, field in fields.items()
    }
    kept = {k: v for k, v in schema.items() if k not in ("title", "description")}
    return kept | {"properties": bare}


def _complaint(error: ValidationError) -> str:
    """What is wrong, without the values that were told."""
    told = error.errors(include_url=False, include_input=False, include_context=False)
    known = "; ".join(f"{'.'.join(map(str, e['loc'][:1])) or 'input'}: {e['msg']}" for e in told)
    return f"This tool can't be used so. {known[:500]}"
