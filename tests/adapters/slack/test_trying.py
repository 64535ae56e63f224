"""How often something is tried."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.trying import trying
from bot.errors import Ambiguous, SlackError, Throttled


@given(
    st.lists(st.sampled_from([Ambiguous("x"), Throttled(0.0), SlackError("no"), None]), max_size=6),
    st.integers(0, 4),
)
async def test_it_is_tried_until_it_is_known_or_the_tries_are_used_up(comes, rests):
    made = []

    async def act():
        made.append(comes[len(made)] if len(made) < len(comes) else None)
        if made[-1]:
            raise made[-1]
        return "done"

    again = (Ambiguous, Throttled)
    ends = next((n for n, one in enumerate(comes) if not isinstance(one, again)), len(comes))
    last = comes[min(ends, rests)] if min(ends, rests) < len(comes) else None
    if last:
        with pytest.raises(type(last)):
            await trying(act, [0.0] * rests)
    else:
        assert await trying(act, [0.0] * rests) == "done"
    assert len(made) == min(ends, rests) + 1
