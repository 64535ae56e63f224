"""Somebody asks for or sets how they are answered, with a command."""

import pytest

from bot.conversation.dials import DIALS
from bot.conversation.preferences import channel, outside, person, workspace
from bot.reply import words
from tests.handlers.front import front as fronts
from tests.rig import ANN, CHANNEL, TEAM, Asked

MINE, OURS, ALL = person(TEAM, ANN), channel(TEAM, CHANNEL), workspace(TEAM)
SET = {
    "model": "claude-opus-4-6",
    "effort": "high",
    "thinking": "budget 8000",
    "websearch": "on",
    "webfetch": "on",
    "callback": "off",
}


@pytest.mark.parametrize(("name", "value"), SET.items())
async def test_every_command_sets_a_dial_for_the_person(front, name, value):
    title = DIALS[name].title
    assert (
        await front.command(f"/{name} {value}") == f"{title} is now *{value}* for you, everywhere."
    )
    assert await front.command(f"/{name}") == f"{title}: *{value}* (your own setting)."
    assert await front.rig.bot.store.preferred([MINE, OURS]) == [{name: value}, {}]


async def test_here_sets_the_channel(front):
    assert await front.command("/effort high here") == "Effort is now *high* for this channel."
    assert await front.rig.bot.store.preferred([MINE, OURS]) == [{}, {"effort": "high"}]
    assert await front.command("/effort", user="ben") == "Effort: *high* (set for this channel)."
    assert "the default" in await front.command("/effort", channel="research")


async def test_without_a_word_it_tells_what_is_in_force(front):
    for asked in ("/effort", "/effort here", "/effort everywhere"):
        assert await front.command(asked) == "Effort: *the model's own* (the default)."
    assert await front.rig.bot.store.preferred([MINE, OURS]) == [{}, {}]


async def test_a_nearer_place_that_differs_is_told(front):
    await front.command("/effort low")
    told = await front.command("/effort high here")
    assert told == "Effort is now *high* for this channel. Effort: *low* (your own setting)."
    assert await front.command("/effort high here", user="ben") == (
        "Effort is now *high* for this channel."
    )


async def test_reset_clears_and_tells_what_holds_then(front):
    await front.command("/effort low")
    await front.command("/effort high here")
    told = await front.command("/effort reset")
    assert told == (
        "Effort is no longer set for you, everywhere. Effort: *high* (set for this channel)."
    )
    assert await front.command("/effort reset here") == (
        "Effort is no longer set for this channel."
    )
    assert await front.rig.bot.store.preferred([MINE, OURS]) == [{}, {}]


@pytest.mark.parametrize("words", ["HIGH", " high  everywhere", "“high”", "hi"])
async def test_small_slips_are_forgiven(front, words):
    assert "*high* for you" in await front.command(f"/effort {words}")


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        ("/effort enormous", "low|medium|high"),
        ("/effort high low here", "low|medium|high"),
        ("/thinking budget 12", "budget N"),
        ("/websearch perhaps", "on|off"),
    ],
)
async def test_wrong_words_get_a_usage_line_and_nothing_is_stored(front, words, allowed):
    told = await front.command(words)
    assert told.startswith("Usage: `/")
    assert allowed in told
    assert "`here`" in told
    assert await front.rig.bot.store.preferred([MINE, OURS]) == [{}, {}]


async def test_what_is_set_holds_for_one_person_in_one_workspace(front):
    await front.command("/effort high")
    assert "the default" in await front.command("/effort", user="ben")
    assert "your own" in await front.command("/effort", channel="research")


async def test_while_redis_is_away_the_person_is_told(front):
    front.redis_is(up=False)
    assert "memory is away" in await front.command("/effort high")
    front.redis_is(up=True)
    assert "the default" in await front.command("/effort")


async def test_workspace_sets_all_of_it_for_those_who_may(front):
    told = await front.command("/effort high workspace")
    assert told == "Effort is now *high* for this workspace."
    everywhere = await front.command("/effort", user="chi", channel="research")
    assert everywhere == "Effort: *high* (set for this workspace)."
    refused = await front.command("/effort low for everyone", user="chi")
    assert refused.startswith("Only admins and owners of this workspace can set that")
    assert await front.rig.bot.store.preferred([ALL]) == [{"effort": "high"}]
    assert await front.command("/effort reset workspace") == (
        "Effort is no longer set for this workspace."
    )


async def test_every_place_that_says_something_is_told_and_the_nearest_counts(front):
    for words_ in ("low workspace", "medium here", "max"):
        await front.command(f"/effort {words_}")
    assert await front.command("/effort") == (
        "Effort: *max* (your own setting). Further away: *medium* (set for this channel), "
        "*low* (set for this workspace)."
    )


async def test_a_channel_is_its_makers_and_the_admins_where_the_operator_says_so():
    async with fronts(Asked(channels="managers"), roles={"ben": "admin"}) as front:
        refused = await front.command("/effort high here", user="chi")
        assert refused.startswith("Only the person who made this channel and admins")
        refused = await front.command("/speak mentioned", user="chi")
        assert refused.startswith("Only the person who made this channel and admins")
        assert await front.rig.bot.store.preferred([OURS]) == [{}]
        front.rig.slack.workspace.channel("general").creator = "U0CHI0001"
        for user, effort in (("chi", "low"), ("ben", "medium")):
            told = await front.command(f"/effort {effort} here", user=user)
            assert told == f"Effort is now *{effort}* for this channel."
        assert "for you, everywhere" in await front.command("/effort max", user="chi")
        (*_, first) = await front.rig.bot.store.changes(OURS)
        assert (first.who, first.old, first.new) == ("U0CHI0001", None, "low")


async def test_while_slack_does_not_say_who_somebody_is_nothing_is_set_for_all(front):
    front.rig.slack.fault("users.info", times=9, status=500)
    told = await front.command("/effort high workspace")
    assert told == "Slack did not tell me whether you may set that. Please try once more."
    assert await front.rig.bot.store.preferred([ALL]) == [{}]


async def test_instructions_are_kept_to_the_letter_and_told_so(front):
    text = "Be *brief*.\n\n- no lists & no <b>\n  - “never” everywhere"
    still = "> Be *brief*.\n> \n> - no lists &amp; no &lt;b&gt;\n>   - “never” everywhere"
    told = await front.command(f"/instructions {text}")
    assert told == (
        "From now on I am told this for you, everywhere, in addition to the operator's:\n" + still
    )
    assert await front.rig.bot.store.preferred([MINE]) == [{"instructions": text}]
    assert await front.command("/instructions") == f"Instructions (your own setting):\n{still}"
    await front.command("/instructions here:\nAnswer in haiku.")
    assert (await front.command("/instructions")).endswith(
        "Further away: *Answer in haiku.* (set for this channel)."
    )
    assert await front.command("/instructions reset") == (
        "No instructions are set for you, everywhere any more. "
        "Instructions (set for this channel):\n> Answer in haiku."
    )
    assert await front.command("/instructions", channel="research") == (
        "Instructions: *none* (the default)."
    )


async def test_instructions_that_are_too_long_are_refused_with_the_limit(front):
    told = await front.command(f"/instructions {'x' * 3_001}")
    assert told.startswith("Usage: `/instructions TEXT (at most 3,000 characters")
    assert await front.rig.bot.store.preferred([MINE]) == [{}]


async def test_a_language_is_called_by_its_name(front):
    assert await front.command("/language po polsku") == (
        "Language of answers is now *Polish* for you, everywhere."
    )
    assert await front.command("/language") == "Language of answers: *Polish* (your own setting)."
    assert await front.rig.bot.store.preferred([MINE]) == [{"language": "pl"}]
    assert await front.command("/language auto here") == (
        "Language of answers is now *as the question is* for this channel. "
        "Language of answers: *Polish* (your own setting)."
    )


async def test_who_reads_another_language_reads_its_name_for_a_language():
    async with fronts(locales={"ben": "pl-PL"}) as front:
        assert "*polski*" in await front.command("/language polish", user="ben")


async def test_with_a_prefix_every_command_and_all_that_is_said_of_it_has_it():
    async with fronts(prefix="tl-") as front:
        assert "*high* for you" in await front.command("/tl-effort high")
        told = await front.command("/tl-effort enormous")
        assert told.startswith("Usage: `/tl-effort low|")
        assert "`/tl-instructions TEXT`" in words.helping(front.rig.bot.commands)
        assert "is not a valid command" in await typed(front, "/effort high")


async def typed(front, text):
    """What Slack itself says of it."""
    await front.rig.slack.type("ann", "general", text)
    return front.whispers()[-1]


async def test_a_person_of_another_workspace_sets_nothing(front):
    command = {"command": "/effort", "text": "high here", "team_id": "T0OTHER01"}
    payload = command | {"user_id": "U0OTHER01", "channel_id": CHANNEL, "trigger_id": "1.2"}
    told = await front.tell(payload | {"context_team_id": TEAM})
    assert await front.rig.bot.store.preferred([OURS, person("T0OTHER01", "U0OTHER01")]) == [{}, {}]
    assert "*high*" not in told.body


async def test_each_change_is_known_afterwards(front):
    await front.command("/effort high")
    await front.command("/effort high")
    await front.command("/effort low here", user="ben")
    mine = await front.rig.bot.audit.rows(TEAM, "U0BEN0001")
    assert mine == [], "what is everybody's is for admins to see"
    rows = [(r.who, str(r.place), r.old, r.new) for r in await front.rig.bot.audit.rows(TEAM, ANN)]
    assert rows == [
        ("U0BEN0001", str(OURS), None, "low"),
        (ANN, str(outside(TEAM, ANN)[0]), None, "high"),
    ]
