"""What a research took is counted over all its turns, those of workers that died included."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.conversation import STOPPED, Conversation, Turn, block
from bot.conversation.prices import listed
from bot.research import kept
from bot.research.bounds import Bounds

MODEL = "claude-sonnet-4-6"
COUNT = st.integers(0, 5)
TOLD = {"lead": "**Plan**", "plan": ["one"], "bounds": Bounds().counts()}


def asks(first="q", upon="", **about):
    told = {"research": {**TOLD, "upon": upon}, **about}
    return Turn("user", (block("which?"),), first, told)


def calls(count, start=0):
    return tuple(
        {"type": "server_tool_use", "id": f"s{start + n}", "name": "web_search", "input": {}}
        for n in range(count)
    )


def answer(content=(), reason="pause_turn", tokens=100, first="q"):
    about = {"stop_reason": reason, "model": MODEL, "seconds": 1.5}
    return Turn("assistant", tuple(content), first, about | {"usage": {"input_tokens": tokens}})


def mark(first="q"):
    return Turn("mark", (), first, {"spent": "web_search"})


@given(st.lists(COUNT, max_size=4), COUNT)
def test_calls_of_a_worker_that_died_count_and_none_counts_twice(rounds, lost):
    turns = [asks()]
    for at, count in enumerate(rounds):
        turns += [mark()] * count + [answer(calls(count, at * 10))]
    turns += [mark()] * lost
    spent = kept.spent(Conversation(tuple(turns)), "q", listed())
    assert spent.searches == sum(rounds) + lost
    assert spent.pages == 0
    assert spent.tokens == 100 * len(rounds)
    assert spent.seconds == 1.5 * len(rounds)


@given(COUNT, COUNT)
def test_what_it_goes_on_with_counts_too_and_what_is_answered_anew_begins_anew(before, more):
    first = [asks("q"), answer(calls(before), STOPPED)]
    then = [asks("r", upon="q"), answer(calls(more, 50), first="r")]
    conversation = Conversation((*first, *then))
    assert kept.spent(conversation, "r", None).searches == before + more
    anew = Turn("mark", (), "q", {"anew": "a", "of": ""})
    again = Conversation((*first, anew, answer(calls(more, 90), "end_turn")))
    assert kept.spent(again, "q", None).searches == more
    assert kept.research(again, "q")["plan"] == ["one"]


def test_what_planning_took_counts_and_money_only_where_prices_are_known():
    planned = asks(model=MODEL, usage={"input_tokens": 1_000_000}, seconds=3.0)
    conversation = Conversation((planned,))
    spent = kept.spent(conversation, "q", listed())
    assert (spent.tokens, spent.seconds) == (1_000_000, 3.0)
    assert spent.dollars is not None
    assert spent.dollars > Decimal(1)
    assert kept.spent(conversation, "q", None).dollars is None


def test_calls_that_were_refused_are_none():
    error = {"type": "web_search_tool_result_error", "error_code": "max_uses_exceeded"}
    refused = {"type": "web_search_tool_result", "tool_use_id": "s1", "content": error}
    conversation = Conversation((asks(), answer((*calls(2), refused), "end_turn")))
    assert kept.spent(conversation, "q", None).searches == 1
    assert kept.limit(conversation, "q") == "searches"
    assert not kept.found(conversation.said("q"))


def test_only_what_was_cut_short_and_is_the_last_is_unfinished():
    stopped = (asks(), answer(reason=STOPPED))
    assert kept.unfinished(Conversation(stopped)) == "q"
    assert kept.unfinished(Conversation((*stopped, mark()))) == "q"
    after = (Turn("user", (block("and?"),), "r"), answer(reason="end_turn", first="r"))
    assert kept.unfinished(Conversation((*stopped, *after))) == ""
    assert kept.unfinished(Conversation((asks(), answer(reason="end_turn")))) == ""
    assert kept.unfinished(Conversation()) == ""


def test_other_words_make_another_question_of_it():
    changed = Turn("mark", (), "q", {"anew": "", "of": "q@2"})
    plain = Turn("user", (block("hello"),), "q")
    conversation = Conversation((asks(), answer(reason="end_turn"), changed, plain))
    assert kept.research(conversation, "q") == {}
    assert kept.opening(conversation, "q") == []
    urge = Turn("user", (block("write"),), "q", {"urges": "tokens"})
    going = Conversation((asks(), answer(), urge))
    assert kept.research(going, "q")["lead"] == "**Plan**"
    assert kept.limit(going, "q") == "tokens"
    assert going.awaits("q")
    assert going.add(answer(reason="end_turn")).answered("q")
