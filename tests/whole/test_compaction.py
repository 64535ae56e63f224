"""A thread that nears the window is folded: by the endpoint where it can, and by us where not."""

import json

from bot.model.folding import ASKED
from bot.playground.messages.script import Fail, Say, Stream
from tests.answer.wire import STOP, closes, encoded, opens, says, start, stops
from tests.whole.world import footers, serve, world

WINDOW = {"claude-sonnet-4-6": {"window": 80_000}}
LONG = "word " * 46_000
FOLDED = "folded into a summary"
BETA = "compact-2026-01-12"


async def told(place):
    """A program for which the model's window is small."""
    await serve(place, "socket", MESSAGES_CAPABILITIES=json.dumps(WINDOW))


async def spoken(place):
    """A question with a long file, and two more in its thread; the three replies."""
    notes = ("notes.txt", LONG.encode(), "text/plain")
    root = await place.slack.type("ann", "general", "@Threadloom read this", files=[notes])
    await place.answered(root, timeout=40)
    for count, words in enumerate(("and then?", "and so?"), 2):
        await place.slack.type("ann", "general", words, thread_ts=root)
        await place.answered(root, count, timeout=40)
    return place.finished(root)


def counted(tokens):
    """An answer of which the endpoint says that it read so many tokens."""
    usage = {"input_tokens": tokens, "output_tokens": 1}
    return Stream(encoded(start(usage=usage), opens(0), says("Read."), closes(), stops(), STOP))


async def test_the_endpoint_folds_and_its_block_goes_back_in_its_place():
    async with world(speed=0) as place:
        await told(place)
        place.messages.script(Say("Read."), Say("Then."), Say("So."))
        first, second, _ = await spoken(place)
        assert FOLDED in " ".join(footers(first))
        assert FOLDED not in " ".join(footers(second))
        requests = [request for request in place.messages.requests if request.body]
        assert len(requests) == 3
        assert all(request.headers["anthropic-beta"] == BETA for request in requests)
        (edit,) = requests[0].body["context_management"]["edits"]
        assert edit["trigger"]["value"] == 56_000
        block, text = requests[2].body["messages"][1]["content"]
        assert block["type"] == "compaction"
        assert block["encrypted_content"]
        assert text["type"] == "text"
        assert "word word" in str(requests[2].body["messages"][0])


async def test_where_the_endpoint_refuses_that_we_fold_it_ourselves():
    message = "context_management: Extra inputs are not permitted"
    no = {"type": "error", "error": {"type": "invalid_request_error", "message": message}}
    async with world(speed=0) as place:
        await told(place)
        place.messages.script(Fail(400, no), Say("Read."), counted(70_000), Say("All in short."))
        *_, third = await spoken(place)
        assert FOLDED in " ".join(footers(third))
        bodies = place.asked()
        assert ["context_management" in body for body in bodies] == [True, *[False] * 4]
        assert bodies[3]["messages"][-1]["content"][-1]["text"] == ASKED
        assert "All in short." in bodies[4]["messages"][0]["content"][0]["text"]
        assert "word word" not in str(bodies[4])
