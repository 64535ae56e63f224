"""What kind of picture some bytes are, and how large it says it is: nothing is decoded."""

from __future__ import annotations

from collections.abc import Callable
from struct import error, unpack_from
from typing import NamedTuple

_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ENDS = frozenset({0xD9, 0xDA})
"""The markers of JPEG (ITU T.81, table B.1): those without a length, those that begin a frame."""

Size = tuple[int, int]


class Picture(NamedTuple):
    """`media_type` as the Messages API names it; width and height in pixels, 0 if untold."""

    media_type: str
    width: int
    height: int


def picture(raw: bytes) -> Picture | None:
    """The picture that `raw` begins as; None for anything but PNG, JPEG, GIF and WebP."""
    for begins, media_type, size in _KINDS:
        if begins(raw):
            try:
                return Picture(media_type, *size(raw))
            except error:  # cut off in its header
                return Picture(media_type, 0, 0)
    return None


def _png(raw: bytes) -> Size:
    width, height = unpack_from(">II", raw, 16)
    return (width, height) if raw[12:16] == b"IHDR" else (0, 0)


def _gif(raw: bytes) -> Size:
    width, height = unpack_from("<HH", raw, 6)
    return width, height


def _jpeg(raw: bytes) -> Size:
    at = 2
    while True:
        fill, marker, length = unpack_from(">BBH", raw, at)
        if fill != 0xFF or marker in _ENDS:
            return 0, 0
        if marker in _FRAMES:
            height, width = unpack_from(">HH", raw, at + 5)
            return width, height
        # Before a marker any number of fill bytes may stand.
        at += 1 if marker == 0xFF else 2 if marker in _STANDALONE else 2 + length


def _webp(raw: bytes) -> Size:
    match raw[12:16]:
        case b"VP8 ":
            width, height = unpack_from("<HH", raw, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            (bits,) = unpack_from("<I", raw, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            low, high, below, above = unpack_from("<HBHB", raw, 24)
            return (low | high << 16) + 1, (below | above << 16) + 1
    return 0, 0


_KINDS: tuple[tuple[Callable[[bytes], bool], str, Callable[[bytes], Size]], ...] = (
    (lambda raw: raw.startswith(b"\x89PNG\r\n\x1a\n"), "image/png", _png),
    (lambda raw: raw.startswith(b"\xff\xd8\xff"), "image/jpeg", _jpeg),
    (lambda raw: raw.startswith((b"GIF87a", b"GIF89a")), "image/gif", _gif),
    (lambda raw: raw[:4] == b"RIFF" and raw[8:12] == b"WEBP", "image/webp", _webp),
)
