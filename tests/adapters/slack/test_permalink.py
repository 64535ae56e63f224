"""The address of a message, read as it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.permalink import Permalink
from bot.playground.slack.server import LocalSlack
from tests.adapters.slack.told import slack_at

SITE = "https://loomworks.slack.com/"
STAMPS = st.from_regex(r"[0-9]{1,12}\.[0-9]{6}", fullmatch=True)
CHANNELS = st.from_regex(r"[CDG][A-Z0-9]{1,20}", fullmatch=True)
TRUE = f"{SITE}archives/C0GENERAL/p1700000000000100"


@given(st.builds(Permalink, CHANNELS, STAMPS, STAMPS))
def test_what_is_written_is_read(link):
    assert Permalink.parse(link.url(SITE), SITE) == link


@given(st.text() | st.from_regex(r"https://loomworks\.slack\.com/.*"))
def test_any_text_is_an_address_or_none(text):
    found = Permalink.parse(text, SITE)
    assert found is None or Permalink.parse(found.url(SITE), SITE) == found


@pytest.mark.parametrize(
    "text",
    [
        TRUE,
        f" {TRUE}/ ",
        f"<{TRUE}>",
        f"<{TRUE}|that one>",
        TRUE.replace("loomworks", "LoomWorks"),
        f"{TRUE}?thread_ts=1700000000.000100&amp;cid=C0GENERAL",
    ],
)
def test_people_paste_it_in_several_ways(text):
    assert Permalink.parse(text, SITE) == Permalink(
        "C0GENERAL", "1700000000.000100", "1700000000.000100"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "C0GENERAL",
        TRUE.replace("https", "http"),
        TRUE.replace("https", "javascript"),
        TRUE.replace("loomworks", "otherteam"),
        TRUE.replace("loomworks.slack.com", "loomworks.slack.com.evil.example"),
        TRUE.replace("loomworks.slack.com", "loomworks.slack.com@evil.example"),
        TRUE.replace("loomworks.slack.com", "me@loomworks.slack.com"),
        TRUE.replace("loomworks.slack.com", "loomworks.slack.com:8443"),
        TRUE.replace("C0GENERAL", "../C0GENERAL"),
        TRUE.replace("C0GENERAL", "c0general"),
        TRUE.replace("p1", "p\u0661"),
        f"{TRUE}/x",
        f"{TRUE}?thread_ts=yesterday",
        f"{SITE}archives/C0GENERAL",
        "https://[loomworks.slack.com/archives/C0GENERAL/p1700000000000100",
    ],
)
def test_anything_else_is_no_address_of_ours(text):
    assert Permalink.parse(text, SITE) is None


async def test_the_addresses_that_slack_makes_are_read():
    async with (
        LocalSlack(events=()) as slack,
        slack_at(slack.api_url, slack.bot_token) as client,
    ):
        root = await slack.type("ann", "general", "root")
        reply = await slack.type("ben", "general", "reply", root)
        for ts in (root, reply):
            told = await client._client.chat_getPermalink(channel="C0GENERAL", message_ts=ts)
            found = Permalink.parse(told["permalink"], slack.office.site)
            assert found == Permalink("C0GENERAL", ts, root)


PLAIN = "https://loom.slack.com/archives/C0GENERAL/p1700000000000100"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"<{PLAIN}>",
        f"<{PLAIN}|that thread>",
        f"&lt;{PLAIN}|that thread&gt;",
        f"“{PLAIN}”",
        f"please: {PLAIN}?thread_ts=1700000000.000100&amp;cid=C0GENERAL thanks",
        "https://app.slack.com/client/T1/C0OTHER/thread/C0GENERAL-1700000000.000100",
    ],
)
def test_whatever_people_paste_around_an_address_is_forgiven(text):
    found = Permalink.pasted(text, "https://loom.slack.com/", "T1")
    assert found == Permalink("C0GENERAL", "1700000000.000100", "1700000000.000100")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "C0GENERAL",
        PLAIN.replace("loom", "evil"),
        "https://app.slack.com/client/T2/C/thread/C-1.1",
    ],
)
def test_what_names_no_message_of_ours_is_none(text):
    assert Permalink.pasted(text, "https://loom.slack.com/", "T1") is None
