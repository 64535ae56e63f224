import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from .app import endpoint
from .conftest import GENERAL, actions


@pytest.fixture
async def app(slack):
    async with endpoint(slack) as app:
        yield app


@pytest.fixture
async def command(slack, app):
    """A client of the response URL of a command that Ann typed."""
    await slack.type("ann", "general", "/effort high")
    return AsyncWebhookClient(slack.deliveries[-1].payload["response_url"], retry_handlers=[])


def texts(slack, user):
    return [message["text"] for message in slack.seen_by(user)]


async def test_an_answer_is_for_one_person_unless_it_says_otherwise(slack, command):
    assert (await command.send(text="psst")).body == "ok"
    await command.send(text="all", response_type="in_channel")
    assert (texts(slack, "ann"), texts(slack, "ben")) == (["psst", "all"], ["all"])


async def test_a_first_answer_can_be_replaced_and_deleted(slack, command):
    await command.send(text="wait")
    await command.send(text="done", replace_original=True)
    assert texts(slack, "ann") == ["done"]
    await command.send(delete_original=True)
    assert texts(slack, "ann") == []


async def test_a_sixth_answer_is_one_too_many(slack, command):
    for text in "abcde":
        assert (await command.send(text=text)).status_code == 200
    sixth = await command.send(text="f")
    assert (sixth.status_code, "used_url" in sixth.body) == (404, True)
    assert texts(slack, "ann") == list("abcde")


async def test_an_answer_that_says_nothing_is_refused(slack, command):
    assert "no_text" in (await command.send(text=" ")).body
    assert "invalid_blocks" in (await command.send(text="x", blocks=[{"type": "y"}])).body
    other = AsyncWebhookClient(f"{slack.url}hooks/commands/guess", retry_handlers=[])
    assert "invalid_url" in (await other.send(text="x")).body
    assert texts(slack, "ann") == []


async def test_a_button_may_change_the_message_it_stands_in(slack, ask, app):
    told = await ask("chat.postMessage", channel=GENERAL, text="x", blocks=actions())
    delivery = await slack.press("ann", "general", told["ts"], "again")
    hook = AsyncWebhookClient(delivery.payload["response_url"], retry_handlers=[])
    await hook.send(text="seen", replace_original=True)
    (kept,) = slack.messages("general")
    assert (kept["ts"], kept["text"], "blocks" in kept) == (told["ts"], "seen", False)
    reply = {"text": "in the thread", "thread_ts": told["ts"], "response_type": "in_channel"}
    await hook.send_dict(reply)
    assert [m["text"] for m in slack.messages("general", told["ts"])] == ["seen", "in the thread"]
    await hook.send(delete_original=True)
    assert slack.messages("general")[0]["subtype"] == "tombstone"
