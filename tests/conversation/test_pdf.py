import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.pdf import STREAM, is_locked, is_pdf, pages
from tests.conversation import samples


@settings(max_examples=25)
@given(st.integers(1, 300), st.sampled_from([samples.pdf, samples.packed_pdf]))
def test_pages_are_counted_whether_they_lie_open_or_packed(count, made):
    assert pages(made(count)) == count


def test_a_tree_that_counts_more_than_is_there_is_believed():
    assert pages(samples.pdf(1, count=10_000)) == 10_000


def test_a_tree_that_counts_less_than_is_there_is_not_believed():
    assert pages(samples.pdf(300, count=1)) == 300


def test_what_an_outline_counts_are_no_pages():
    outline = b"8 0 obj\n<< /Type /Outlines /Count 999 >>\nendobj\n"
    assert pages(samples.pdf(2) + outline) == 2


def test_a_page_that_was_saved_again_is_one_page():
    once_more = b"3 0 obj\n<< /Type /Page /Rotate 90 >>\nendobj\n"
    assert pages(samples.pdf(2) + once_more) == 2


@pytest.mark.parametrize(
    "trailer", [b"/Encrypt 5 0 R ", b"/Encrypt<< /Filter /Standard >>", b"/Encrypt\n12  0\nR"]
)
def test_an_encrypted_pdf_is_locked(trailer):
    assert is_locked(samples.pdf(trailer=trailer))


def test_to_speak_of_encryption_is_not_to_be_locked():
    assert not is_locked(samples.pdf(trailer=b"/EncryptMetadata false /Note (Encrypt 5)"))


def test_a_bomb_is_unpacked_no_further_than_allowed():
    blank = zlib.compress(b" " * (2 * STREAM) + b"/Type/Page ")
    bomb = b"<</Type/ObjStm>>\nstream\n" + blank + b"\nendstream\n"
    assert pages(b"%PDF-1.5\n" + bomb * 50) == 0


@given(st.lists(st.sampled_from([
    b"/Type", b"/Page", b"/Pages", b"/Count ", b"7 0 obj", b"endobj", b"/ObjStm", b"stream\n",
    b"endstream", b"99999", b" ", b"<<", b"\xff\0x\x9c", zlib.compress(b"/Type /Page"),
]), max_size=40))  # fmt: skip
def test_whatever_stands_in_it_is_counted_in_peace(pieces):
    assert pages(b"%PDF-1.7" + b"".join(pieces)) >= 0


def test_a_pdf_may_begin_a_little_later():
    assert is_pdf(b"\xef\xbb\xbf\n%PDF-1.4")
    assert not is_pdf(b" " * 5000 + b"%PDF-1.4")
