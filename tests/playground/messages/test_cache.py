from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.messages.cache import Cache, measure
from bot.playground.messages.families import find

FULL, SONNET = find("claude-sonnet-4-6")  # 1,024 tokens at least
LONG = "word " * 4000  # 5,000 tokens
MARK = {"type": "ephemeral"}


def request(*turns, system=LONG, mark=MARK, **more):
    blocks = [{"type": "text", "text": system, "cache_control": mark}]
    said = [
        {"role": r, "content": c} for r, c in zip(["user", "assistant"] * 9, turns, strict=False)
    ]
    return {"model": FULL, "system": blocks, "messages": said, **more}


def marked(text):
    return [{"type": "text", "text": text, "cache_control": MARK}]


def test_a_prefix_is_written_once_and_read_after_that():
    cache = Cache()
    first = cache.bill(request("Hello"), SONNET, 0.0)
    again = cache.bill(request("Good bye"), SONNET, 1.0)
    assert (first.written_5m, first.read) == (5000, 0)
    assert (again.written_5m, again.read) == (0, 5000)
    assert first.input == 2


def test_a_growing_conversation_reads_what_it_wrote_and_writes_the_rest():
    cache = Cache()
    cache.bill(request(marked("a" * 4000)), SONNET, 0.0)
    longer = request("a" * 4000, "b" * 400, marked("c" * 40))
    usage = cache.bill(longer, SONNET, 1.0)
    assert usage.read == 6000
    assert usage.written_5m == 110
    assert usage.input == 0


def test_a_short_prefix_is_silently_not_cached():
    cache = Cache()
    for now in (0.0, 1.0):
        usage = cache.bill(request("Hello", system="short"), SONNET, now)
        assert (usage.read, usage.written_5m) == (0, 0)


def test_an_hour_is_billed_apart_and_lasts_longer():
    cache = Cache()
    hour = {"type": "ephemeral", "ttl": "1h"}
    first = cache.bill(request("Hello", mark=hour), SONNET, 0.0)
    assert (first.written_5m, first.written_1h) == (0, 5000)
    assert cache.bill(request("Hello", mark=hour), SONNET, 3000.0).read == 5000


def test_after_five_minutes_of_silence_it_is_written_anew():
    cache = Cache()
    cache.bill(request("Hello"), SONNET, 0.0)
    assert cache.bill(request("Hello"), SONNET, 299.0).read == 5000
    assert cache.bill(request("Hello"), SONNET, 598.0).read == 5000
    assert cache.bill(request("Hello"), SONNET, 1000.0).written_5m == 5000


def test_effort_keeps_the_system_text_and_loses_the_messages():
    cache = Cache()
    cache.bill(request(marked("a" * 4000)), SONNET, 0.0)
    other = request(marked("a" * 4000), output_config={"effort": "low"})
    usage = cache.bill(other, SONNET, 1.0)
    assert (usage.read, usage.written_5m) == (5000, 1000)


def test_tools_come_first_and_change_everything():
    cache = Cache()
    cache.bill(request("Hello"), SONNET, 0.0)
    tool = {"name": "t", "input_schema": {"type": "object"}}
    assert cache.bill(request("Hello", tools=[tool]), SONNET, 1.0).read == 0


def test_another_model_knows_nothing_of_it():
    cache = Cache()
    cache.bill(request("Hello"), SONNET, 0.0)
    assert cache.bill({**request("Hello"), "model": "claude-opus-4-8"}, SONNET, 1.0).read == 0


def test_automatic_caching_marks_the_last_block():
    cache = Cache()
    body = {"model": FULL, "messages": [{"role": "user", "content": LONG}], "cache_control": MARK}
    assert cache.bill(body, SONNET, 0.0).written_5m == 5000
    assert cache.bill(body, SONNET, 1.0).read == 5000


@given(st.lists(st.text(min_size=1, max_size=9000), min_size=1, max_size=7), st.booleans())
@settings(max_examples=40)
def test_every_token_is_billed_exactly_once(turns, warm):
    cache = Cache()
    body = request(*turns[:-1], marked(turns[-1]))
    if warm:
        cache.bill(request(*turns[:-1], marked("before")), SONNET, 0.0)
    usage = cache.bill(body, SONNET, 1.0)
    total = usage.input + usage.read + usage.written_5m + usage.written_1h
    assert total == measure(body)
