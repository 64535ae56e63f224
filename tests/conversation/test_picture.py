import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.picture import picture
from tests.conversation import samples

KINDS = {
    samples.png: "image/png",
    samples.gif: "image/gif",
    samples.jpeg: "image/jpeg",
    samples.webp: "image/webp",
    samples.webp_lossless: "image/webp",
    samples.webp_extended: "image/webp",
}
SIDES = st.integers(1, 16_383)


@pytest.mark.parametrize("made", KINDS)
@settings(max_examples=20)
@given(SIDES, SIDES)
def test_a_picture_s_kind_and_size_are_read_from_its_header(made, width, height):
    assert picture(made(width, height)) == (KINDS[made], width, height)


@pytest.mark.parametrize("made", KINDS)
def test_a_picture_that_is_cut_anywhere_has_its_size_or_none(made):
    whole = made(30, 20)
    for cut in range(12, len(whole)):
        found = picture(whole[:cut])
        assert found is not None
        assert found[1:] in ((30, 20), (0, 0))


@given(st.sampled_from(list(KINDS)), st.data())
def test_whatever_bytes_follow_a_signature_are_looked_at_in_peace(made, data):
    found = picture(made()[:12] + data.draw(st.binary(max_size=80)))
    assert found is not None
    assert min(found[1:]) >= 0


@pytest.mark.parametrize("raw", [b"", b"BM", b"%PDF-1.7", b"<svg/>", b"RIFF....WAVE", b"\xff\xd8"])
def test_other_things_are_no_pictures(raw):
    assert picture(raw) is None
