import math
from typing import get_args

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.adapters.metrics import GAUGES, PrometheusMeter
from bot.errors import StoreAway
from bot.watching.meter import Counted, Timed


async def read(meter):
    """The samples of the page, as a Prometheus reads them: name and labels to value."""
    page = (await meter.page()).decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


async def test_everything_is_there_before_it_happens():
    told = await read(PrometheusMeter())
    outcomes = {labels[0] for name, *labels in told if name == "threadloom_questions_total"}
    assert outcomes == {"asked", "answered", "recovered", "failed", "given_up"}
    assert told["threadloom_ambiguous_posts_total",] == 0


async def test_each_figure_says_what_it_is():
    page = (await PrometheusMeter().page()).decode()
    families = list(text_string_to_metric_families(page))
    assert len(families) > 15
    assert [f.name for f in families if not f.documentation or f.type == "unknown"] == []


@pytest.mark.parametrize("what", get_args(Counted))
async def test_each_thing_is_counted_in_a_series_of_its_own(what):
    meter = PrometheusMeter()
    before = await read(meter)
    meter.count(what)
    after = await read(meter)
    changed = [key for key in after if after[key] != before[key] and not math.isnan(after[key])]
    assert [after[key] for key in changed if "_total" in key[0]] == [1]
    assert len(changed) == 1


@pytest.mark.parametrize("what", get_args(Timed))
async def test_each_delay_falls_into_its_histogram(what):
    meter = PrometheusMeter()
    meter.time(what, 0.7)
    counts = {key[0]: value for key, value in (await read(meter)).items() if "_count" in key[0]}
    assert max(counts.values()) == 1
    assert sum(counts.values()) == 1


async def test_what_all_processes_share_is_asked_when_it_is_read():
    asked = []

    async def census():
        asked.append(1)
        return {"oldest_waiting_seconds": float(len(asked))}

    meter = PrometheusMeter(census)
    assert (await read(meter))["threadloom_oldest_waiting_seconds",] == 1
    assert (await read(meter))["threadloom_oldest_waiting_seconds",] == 2


async def test_while_redis_is_away_the_page_is_there_all_the_same():
    async def census():
        raise StoreAway("gone")

    told = await read(PrometheusMeter(census))
    assert all(math.isnan(told[f"threadloom_{name}",]) for name in GAUGES)
