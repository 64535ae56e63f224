"""Whether the API would take a request: by its shape first, then by what its model can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.messages.cache import measure
from bot.playground.messages.compacting import compacted
from bot.playground.messages.families import Family, find
from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.blocks import check_blocks
from bot.playground.messages.rules.breakpoints import check_breakpoints
from bot.playground.messages.rules.dials import check_dials
from bot.playground.messages.rules.fields import check_fields, check_room
from bot.playground.messages.rules.management import check_management
from bot.playground.messages.rules.opaque import check_opaque
from bot.playground.messages.rules.pairs import check_pairs
from bot.playground.messages.rules.tools import check_tools
from bot.playground.messages.rules.turns import check_ending, check_turns
from bot.playground.messages.seals import Seals


def check(body: dict[str, Any], headers: Mapping[str, str], seals: Seals) -> tuple[str, Family]:
    """The full id and the family of the model that will answer, or `Refused`.

    `headers` bring the API version and the betas, names in lower case.
    """
    betas = headers.get("anthropic-beta", "")
    check_fields(body, headers["anthropic-version"], betas)
    check_turns(body)
    check_blocks(body, betas)
    found = find(body["model"])
    if not found:
        raise Refused(f"model: {body['model']}", 404)
    full, family = found
    check_tools(body, family)
    check_management(body, family)
    check_breakpoints(body)
    check_dials(body, family)
    check_room(body, full, family, measure(compacted(body)))
    check_ending(body, family)
    check_pairs(body)
    check_opaque(body, family, seals)
    return full, family
