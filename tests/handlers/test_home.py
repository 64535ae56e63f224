"""Somebody looks at our Home tab, and at another month there."""

import pytest

from bot.adapters.redis import keys
from bot.conversation.preferences import channel, person
from bot.conversation.usage import Account
from bot.playground.messages.script import Say
from tests.rig import ANN, CHANNEL, TEAM

BEN = "U0BEN0001"


@pytest.fixture
async def front(front):
    front.rig.slack.home_tab = True
    return front


async def look(front, user="ann", tab="home"):
    """Somebody opens a tab, and the app is told; what it answers."""
    before = len(front.rig.slack.deliveries)
    front.rig.slack.look(user, tab)
    (delivery,) = front.rig.slack.deliveries[before:]
    return await front.tell(delivery.payload)


async def stands(front, words, user="ann"):
    """What somebody's Home tab shows, once these words stand in it."""

    def seen():
        view = front.rig.slack.home(user)
        return view if view and words in str(view["blocks"]) else None

    return await front.rig.slack.until(seen)


async def use(front, kind, key, day, **counts):
    """Let somebody have used tokens on a day; the rig lives in January 1970."""
    told = {f"{name} short claude-sonnet-4-6": count for name, count in counts.items()}
    await front.rig.redis.hset(keys.usage(Account(kind, key, day)), mapping=told)


def published(front):
    return [call for call in front.rig.slack.calls if call.method == "views.publish"]


async def settled(front):
    """Until nothing runs any more."""
    await front.rig.bot.errands.close()


async def test_who_opens_it_for_the_first_time_sees_something_at_once(front):
    await look(front)
    await stands(front, "Your settings")
    await settled(front)
    first, filled = published(front)
    assert "One moment…" in str(first.arguments["view"])
    assert filled.arguments["hash"]
    assert "high" not in str(filled.arguments["view"])


async def test_it_shows_settings_usage_and_threads_of_this_person_alone(front):
    root = await front.say("@Threadloom why is <the> *sky* blue?")
    front.rig.messages.script(Say("Because."))
    await front.rig.answer()
    await front.say("@Threadloom what of my secret?", user="ben")
    await front.rig.bot.store.prefer(person(TEAM, ANN), "effort", "high")
    await front.rig.bot.store.prefer(channel(TEAM, CHANNEL), "websearch", "on")
    await use(front, "person", f"{TEAM}:{ANN}", "1970-01-03", output=1_000_000)
    await use(front, "person", f"{TEAM}:{BEN}", "1970-01-03", output=77_000_000)
    await look(front)
    told = str(await stands(front, "Recent threads"))
    assert "*Effort*\\nhigh (your own setting)" in told
    assert "*Web search*\\noff (the default)" in told
    assert "January 1970: 0 tokens in, 1,000,000 out; $15.00, estimated at list price." in told
    address = front.rig.bot.board.address(CHANNEL, root)
    assert f"<{address}|why is the sky blue?> · <#{CHANNEL}>" in told
    assert "secret" not in told
    assert "77,000,000" not in told


async def test_in_a_thread_of_somebody_else_only_one_s_own_words_are_shown(front):
    root = await front.say("@Threadloom what nobody else may read", user="ben")
    await front.say("@Threadloom and what do I ask?", root)
    await look(front)
    told = str(await stands(front, "Recent threads"))
    assert "|and what do I ask?>" in told
    assert "nobody else" not in told


async def test_the_tab_for_messages_is_none_of_ours(front):
    assert (await look(front, tab="messages")).status == 200
    await settled(front)
    assert published(front) == []


async def test_another_month_is_chosen_from_the_menu(front):
    await use(front, "person", f"{TEAM}:{ANN}", "1969-12-31", output=2_000_000)
    await look(front)
    view = await stands(front, "Nothing was used in January 1970.")
    press = front.rig.slack.press_in("ann", view["id"], "home_month", "1969-12")
    assert (await front.tell(await front._payload(press))).status == 200
    view = await stands(front, "December 1969: 0 tokens in, 2,000,000 out")
    assert view["private_metadata"] == "1969-12"
    await settled(front)
    await look(front)
    await stands(front, "Nothing was used in January 1970.")


async def test_it_speaks_the_language_of_who_looks(front):
    front.rig.slack.speak("ann", "pl-PL")
    await look(front)
    await stands(front, "styczeń 1970")


async def test_what_was_published_meanwhile_is_not_shown_over(front):
    await look(front)
    await stands(front, "Your settings")
    await settled(front)
    before = len(front.rig.slack.deliveries)
    front.rig.slack.look("ann")
    (late,) = front.rig.slack.deliveries[before:]
    # Another process has shown something newer by the time this one hears of it.
    await front.rig.bot.store.prefer(person(TEAM, ANN), "effort", "max")
    front.rig.bot.tab.refresh(TEAM, ANN)
    await stands(front, "max (your own setting)")
    await settled(front)
    count = len(published(front))
    await front.tell(late.payload)
    await settled(front)
    refused, again = published(front)[count:]
    assert (refused.error, again.ok) == ("hash_conflict", True)
    await stands(front, "max (your own setting)")


async def test_what_changes_while_it_is_shown_is_shown_in_the_end(front):
    await look(front)
    await stands(front, "Your settings")
    await settled(front)
    before = front.rig.slack.home("ann")["hash"]
    # Slack shows it, but does not say so: meanwhile there is time for a change.
    front.rig.slack.fault("views.publish", status=500, after_accepting=True)
    await look(front)
    await front.rig.slack.until(lambda: front.rig.slack.home("ann")["hash"] != before)
    await front.rig.bot.store.prefer(person(TEAM, ANN), "effort", "max")
    await stands(front, "max (your own setting)")


async def test_what_a_command_sets_for_oneself_stands_there_at_once(front):
    await look(front)
    await stands(front, "Your settings")
    await settled(front)
    await front.command("/effort max here")
    await settled(front)
    count = len(published(front))
    await front.command("/effort high")
    await stands(front, "high (your own setting)")
    await settled(front)
    assert len(published(front)) == count + 1


async def test_where_there_is_no_home_a_setting_is_set_all_the_same(front, caplog):
    front.rig.slack.home_tab = False
    assert "high" in str(await front.command("/effort high"))
    await settled(front)
    assert "an errand failed" not in caplog.text


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429}, {"drop": True}])
async def test_trouble_with_slack_is_got_over(front, fault):
    front.rig.slack.fault("views.publish", **fault)
    await look(front)
    await stands(front, "Your settings")


async def test_with_the_memory_away_the_tab_stays_and_the_log_says_why(front, caplog):
    front.redis_is(up=False)
    assert (await look(front)).status == 200
    await settled(front)
    assert "One moment…" in str(front.rig.slack.home("ann"))
    assert "an errand failed" in caplog.text
    front.redis_is(up=True)
    await look(front)
    await stands(front, "Your settings")


async def test_a_forged_month_shows_this_one(front):
    await look(front)
    view = await stands(front, "Your settings")
    press = front.rig.slack.press_in("ann", view["id"], "home_month", "1969-12")
    payload = await front._payload(press)
    for forged in ("2026-10", "x", ""):
        payload["actions"][0]["selected_option"]["value"] = forged
        assert (await front.tell(payload)).status == 200
    await settled(front)
    assert "January 1970" in str(front.rig.slack.home("ann"))
