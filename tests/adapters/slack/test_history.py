"""What stands in a thread, with names and permalinks, read page by page."""

import pytest

from bot.adapters.slack.history import MOST, History, Home
from bot.adapters.slack.people import People
from bot.conversation.question import Question
from bot.conversation.thread import Thread
from bot.errors import Gone
from bot.playground.slack.message import Said as Written
from bot.playground.slack.server import LocalSlack
from bot.playground.slack.team import ANN, BEN, BOT, BOT_USER, TEAM
from bot.playground.slack.workspace import Place
from tests.adapters.slack.told import slack_at, told

GENERAL = "C0GENERAL"


def home(url):
    return Home(TEAM, BOT_USER, BOT, url)


def asked(root, ts):
    return Question(Thread(TEAM, GENERAL, root), ts, ANN.id, "so?")


@pytest.fixture
async def slack():
    async with LocalSlack(events=(), rates={}, per_channel={}) as slack:
        yield slack


@pytest.fixture
async def client(slack):
    async with slack_at(slack.api_url, slack.bot_token) as client:
        yield client


@pytest.fixture
def history(slack, client):
    return History(client, People(client), home(slack.office.site))


async def test_who_said_what_and_where_it_stands(slack, history):
    root = await slack.type("ann", "general", "Friday &amp; final, @ben <script>")
    reply = await slack.type("ben", "general", "see https://example.com and #research", root)
    question = await slack.type("chi", "general", "@Threadloom so?", root)
    said = await history.before(asked(root, question))
    assert [(each.who, each.ts, each.text) for each in said] == [
        ("ann", root, "Friday &amp; final, @ben <script>"),
        ("ben", reply, "see https://example.com and #research"),
    ]


async def test_what_an_app_says_in_blocks_alone_is_told(slack, history):
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "Build 7 failed"}}
    place = Place(slack.workspace.channel("general"))
    root = slack.workspace.post(place, BEN.id, Written("", [block])).ts
    question = await slack.type("chi", "general", "@Threadloom why?", root)
    (said,) = await history.before(asked(root, question))
    assert said.text == "Build 7 failed"


async def test_permalinks_are_those_that_slack_makes(slack, client, history):
    root = await slack.type("ann", "general", "root")
    await slack.type("ben", "general", "reply", root)
    question = await slack.type("chi", "general", "so?", root)
    made = []
    for each in await history.before(asked(root, question)):
        told = await client._client.chat_getPermalink(channel=GENERAL, message_ts=each.ts)
        made.append((each.permalink, told["permalink"]))
    assert len(made) == 2
    assert all(ours == theirs for ours, theirs in made)


async def test_what_was_said_later_is_not_told(slack, history):
    root = await slack.type("ann", "general", "before")
    question = await slack.type("chi", "general", "@Threadloom so?", root)
    await slack.type("ben", "general", "after", root)
    assert [each.text for each in await history.before(asked(root, question))] == ["before"]


async def test_our_own_messages_are_named_as_ours(slack, client, history):
    root = await slack.type("ann", "general", "@Threadloom hello")
    await client.call("chat.postMessage", channel=GENERAL, thread_ts=root, markdown_text="Hi.")
    question = await slack.type("chi", "general", "so?", root)
    said = await history.before(asked(root, question))
    assert [(each.who, each.text) for each in said][1:] == [("Threadloom (you)", "Hi.")]


async def test_what_was_deleted_is_not_told(slack, history):
    root = await slack.type("ann", "general", "forget this")
    await slack.type("ben", "general", "what?", root)
    question = await slack.type("chi", "general", "so?", root)
    await slack.delete("ann", "general", root)
    assert [each.text for each in await history.before(asked(root, question))] == ["what?"]


async def test_a_long_thread_is_read_page_by_page_and_the_newest_are_kept(slack, history):
    root = await slack.type("ann", "general", "number 0")
    for number in range(1, MOST + 50):
        last = await slack.type("ben", "general", f"number {number}", root)
    question = await slack.type("chi", "general", "so?", root)
    said = await history.before(asked(root, question))
    assert [each.text for each in said] == [f"number {n}" for n in range(50, MOST + 50)]
    assert said[-1].ts == last
    reads = [call for call in slack.calls if call.method == "conversations.replies"]
    assert len(reads) == 3
    assert all(call.arguments["limit"] == "200" for call in reads)


async def test_a_root_that_every_page_repeats_is_told_once():
    root = {"ts": "1.000001", "user": "U1", "text": "root"}
    replies = [{"ts": f"1.00000{n}", "user": "U1", "text": f"reply {n}"} for n in (2, 3)]
    async with told() as slack:
        slack.tell(
            {"ok": True, "messages": [root, replies[0]], "response_metadata": {"next_cursor": "a="}}
        )
        slack.tell(
            {"ok": True, "messages": [root, replies[1]], "response_metadata": {"next_cursor": ""}}
        )
        history = History(slack.client, People(slack.client), home("https://x.slack.com/"))
        thread = Thread("T1", "C1", "1.000001")
        assert [m["text"] async for m in history.messages(thread)] == ["root", "reply 2", "reply 3"]
        assert [form.get("cursor") for _, _, form in slack.heard] == [None, "a="]


async def test_who_has_no_name_is_somebody():
    messages = [
        {"ts": "1.000001", "text": "beep", "bot_id": "B1", "username": "build"},
        {"ts": "1.000002", "text": "boop", "bot_id": "B2"},
        {"ts": "1.000003", "text": "", "user": "U1"},
    ]
    async with told() as slack:
        slack.tell({"ok": True, "messages": messages})
        history = History(slack.client, People(slack.client), home("https://x.slack.com/"))
        said = await history.before(asked("1.000001", "1.000009"))
        assert [each.who for each in said] == ["build", "somebody"]


async def test_a_thread_that_is_not_there_is_gone(history):
    with pytest.raises(Gone):
        await history.before(asked("1.000001", "1.000002"))
