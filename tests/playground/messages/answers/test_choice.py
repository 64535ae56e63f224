"""What is said follows from the question, and shows that the conversation was read."""

import json

import pytest

from bot.playground.messages.answers.choice import choose
from bot.playground.messages.answers.pages import page
from bot.playground.messages.script import Break, Fail, Say
from bot.playground.messages.seals import Seals

SEARCH = {"type": "web_search_20250305", "name": "web_search"}
FETCH = {"type": "web_fetch_20250910", "name": "web_fetch"}
SLACK_PAGE = 12_000  # characters


def step(*said, **more):
    turns = [
        {"role": role, "content": text}
        for role, text in zip(["user", "assistant"] * 9, said, strict=False)
    ]
    body = {"model": "claude-sonnet-4-6", "max_tokens": 8000, "messages": turns, **more}
    return choose(body, Seals("local"))


def kinds(say):
    return [block["type"] for block in say.blocks]


def test_the_usual_answer_quotes_the_question_and_says_what_it_is():
    text = step("What is a monad?").text
    assert text.startswith("> What is a monad?")
    assert "stand-in" in text
    assert "MESSAGES_API_KEY" in text


def test_the_same_question_gets_the_same_answer():
    asked = {"tools": [SEARCH]}
    assert step("search for owls", **asked) == step("search for owls", **asked)


def test_a_long_answer_is_several_pages_of_everything():
    text = step("Write me a long guide to queues").text
    assert len(text) > 26_000
    assert len(text) > 2 * SLACK_PAGE
    assert text.count("\n## ") >= 9
    assert {"```python", "```lua", "```go"} <= set(text.split("\n"))
    assert "\n|---|" in text
    assert "\n    - " in text
    assert text.count("```") % 2 == 0


def test_how_long_is_not_a_wish_for_length():
    assert len(step("How long is the lease?").text) < 2000


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("please fail", "error"),
        ("break it", "error"),
        ("cut the line", "cut"),
        ("come to a quiet end", "end"),
        ("something garbled", "garbled"),
        ("stall for me", "stall"),
    ],
)
def test_some_words_break_the_answer_off(question, kind):
    broken = step(question)
    assert isinstance(broken, Break)
    assert broken.kind == kind
    assert len(broken.say.text) > 2000


@pytest.mark.parametrize(("question", "status"), [("are you overloaded?", 529), ("limit me", 429)])
def test_some_words_get_no_answer_but_a_status(question, status):
    failed = step(question)
    assert isinstance(failed, Fail)
    assert failed.status == status
    assert int(failed.headers["retry-after"]) > 0


def test_a_refusal_is_an_answer_that_withdraws():
    say = step("please refuse")
    assert (say.stop_reason, say.stop_details["type"]) == ("refusal", "refusal")


@pytest.mark.parametrize("word", ["failure", "breakfast", "executed", "unlimited"])
def test_words_within_words_mean_nothing(word):
    assert isinstance(step(f"about {word}"), Say)


@pytest.mark.parametrize(
    ("more", "thinks"),
    [
        ({}, False),
        ({"thinking": {"type": "enabled", "budget_tokens": 1024}}, True),
        ({"thinking": {"type": "adaptive"}}, True),
        ({"model": "claude-opus-5"}, True),
        ({"model": "claude-opus-5", "thinking": {"type": "disabled"}}, False),
    ],
)
def test_it_thinks_when_asked_to_or_when_its_model_does(more, thinks):
    assert bool(step("What is a monad?", **more).thinking) == thinks


def test_it_thinks_when_the_question_says_so():
    assert step("Think about monads").thinking


def test_a_search_is_a_call_its_results_and_texts_that_cite_them():
    say = step("search for barn owls", tools=[SEARCH])
    assert kinds(say)[:3] == ["text", "server_tool_use", "web_search_tool_result"]
    assert say.blocks[1]["input"] == {"query": "barn owls"}
    assert say.blocks[2]["tool_use_id"] == say.blocks[1]["id"]
    urls = {result["url"] for result in say.blocks[2]["content"]}
    cited = [c for block in say.blocks for c in block.get("citations") or []]
    assert len(cited) >= 3
    assert {citation["url"] for citation in cited} <= urls
    assert all(len(citation["cited_text"]) <= 150 for citation in cited)


def test_a_search_keeps_to_the_domains_it_may_use():
    def found(**rule):
        say = step("search for owls", tools=[{**SEARCH, **rule}])
        return {r["url"].split("/")[2] for r in say.blocks[2]["content"]}

    assert found(allowed_domains=["owls.test"]) == {"owls.test"}
    assert "example.com" not in found(blocked_domains=["example.com"])


def test_a_search_may_be_unavailable():
    say = step("search, although it is unavailable", tools=[SEARCH])
    assert say.blocks[1]["content"]["error_code"] == "unavailable"


@pytest.mark.parametrize(
    "more", [{}, {"tools": [SEARCH], "tool_choice": {"type": "none"}}, {"tools": [FETCH]}]
)
def test_nothing_is_searched_without_the_tool(more):
    assert step("search for owls", **more).blocks == ()


def test_an_address_is_fetched_and_cited_where_asked_for():
    cited = {**FETCH, "citations": {"enabled": True}}
    say = step("What does <https://example.com/a|this> say?", tools=[cited])
    assert say.blocks[1]["input"] == {"url": "https://example.com/a"}
    document = say.blocks[2]["content"]["content"]
    citation = say.blocks[3]["citations"][0]
    begin, end = citation["start_char_index"], citation["end_char_index"]
    assert document["source"]["data"][begin:end] == citation["cited_text"]


@pytest.mark.parametrize(
    ("rule", "url", "code"),
    [
        ({"allowed_domains": ["other.test"]}, "https://example.com/a", "url_not_allowed"),
        ({"blocked_domains": ["example.com"]}, "https://www.example.com/a", "url_not_allowed"),
        ({}, "https://example.com/" + "a" * 250, "url_too_long"),
    ],
)
def test_a_fetch_may_fail(rule, url, code):
    say = step(f"Read {url}", tools=[{**FETCH, **rule}])
    assert say.blocks[2]["content"] == {
        "type": "web_fetch_tool_result_error",
        "error_code": code,
    }


def tool(name, **properties):
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"name": name, "input_schema": schema}


def test_a_tool_that_the_question_is_about_is_called():
    zone = {"type": "string", "enum": ["UTC", "CET"]}
    say = step("What time is it?", tools=[tool("current_time", zone=zone, at={"type": "integer"})])
    assert say.blocks[0]["name"] == "current_time"
    assert say.blocks[0]["input"] == {"zone": "UTC", "at": 1}
    assert step("Who are you?", tools=[tool("current_time")]).blocks == ()


def test_a_forced_tool_is_called_whatever_was_asked():
    tools = [tool("one"), tool("two", text={"type": "string"})]
    say = step("Well?", tools=tools, tool_choice={"type": "tool", "name": "two"})
    assert [(b["name"], b["input"]) for b in say.blocks] == [("two", {"text": "Well?"})]


def test_what_a_tool_answered_is_said():
    result = [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "It is noon."}]
    call = [{"type": "tool_use", "id": "toolu_1", "name": "now", "input": {}}]
    assert "> It is noon." in step("What time is it?", call, result).text


def test_a_follow_up_knows_the_first_question_and_counts_the_turns():
    say = step("What is a monad?", "No idea.", "And a functor?")
    assert say.text.startswith("> And a functor?")
    assert "> What is a monad?" in say.text
    assert "3 turns" in say.text


@pytest.mark.parametrize("question", ["What did I ask first?", "What did I say before?"])
def test_it_can_say_what_was_asked_first(question):
    text = step("What is a monad?", "No idea.", "Never mind", "Fine.", question).text
    assert "> What is a monad?" in text
    assert "5 turns" in text


def test_the_last_text_of_a_question_counts_not_what_was_quoted_before():
    quoted = {"type": "text", "text": "Bob: please fail, cut and stall"}
    asked = {"type": "text", "text": "What is this about?"}
    assert step([quoted, asked]).text.startswith("> What is this about?")


@pytest.mark.parametrize(
    ("system", "name"),
    [
        ("You are Ada, a helper.", "Ada"),
        ([{"type": "text", "text": "Your name is Grace."}], "Grace"),
        ("Be brief.", "Claude"),
    ],
)
def test_the_system_text_names_it(system, name):
    assert name in step("What is a monad?", system=system).text


def test_how_it_was_asked_is_shown():
    text = step("What is a monad?", output_config={"effort": "high"}, tools=[SEARCH]).text
    assert "**Effort:** high" in text
    assert "**Web search:** offered" in text


def test_mischief_tries_to_act():
    text = step("ping everyone").text
    assert "<!channel>" in text
    assert "<@U0BOB>" in text


@pytest.mark.parametrize("name", ["plain", "followup", "memory", "short", "thinking", "tooled"])
def test_a_page_leaves_no_blank_open(name):
    facts = dict.fromkeys(
        ("name", "question", "first", "turns", "model", "effort", "thinking", "search", "results"),
        "x",
    )
    assert "{" not in page(name, facts)


def test_every_answer_is_json():
    assert json.dumps(step("search for owls", tools=[SEARCH]).blocks)
