import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.slack import lengths
from bot.playground.slack.refusal import Refusal


@given(st.text())
def test_units_are_those_of_utf_16(text):
    assert lengths.units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("check", "fits", "too_long"),
    [
        (lengths.markdown, "a" * 12_000, "a" * 12_001),
        (lengths.markdown, "😀" * 6_000, "😀" * 6_000 + "a"),
        (lengths.updated, "a" * 4_000, "a" * 4_001),
        (lengths.updated, "ą" * 2_000, "ą" * 2_000 + "a"),
    ],
)
def test_a_text_fits_up_to_its_last_unit(check, fits, too_long):
    assert check(fits) == fits
    with pytest.raises(Refusal, match="msg_too_long"):
        check(too_long)


def test_a_posted_text_is_cut_in_silence():
    assert len(lengths.posted("a" * 50_000)) == 40_000


@pytest.mark.parametrize("wrong", [[], "x", {}, {"event_type": "t"}, {"event_payload": {}}])
def test_metadata_needs_a_type_and_a_payload(wrong):
    with pytest.raises(Refusal, match="invalid_metadata_format"):
        lengths.metadata(wrong)


def test_metadata_has_a_size():
    with pytest.raises(Refusal, match="metadata_too_large"):
        lengths.metadata({"event_type": "t", "event_payload": {"a": "x" * 8_000}})
