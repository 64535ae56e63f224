"""How many pages a PDF has, and whether it is locked: read off its bytes, never rendered.

ISO 32000-1: page objects say `/Type /Page`, the tree says `/Count`; since PDF 1.5 either may lie
in a compressed object stream (§7.5.7), which is unpacked with a limit, for it may be a bomb.
"""

from __future__ import annotations

import re
import zlib
from itertools import islice

STREAM = 4_000_000
UNPACKED = 32_000_000
"""Bytes that are unpacked at most: of one object stream, and of a whole file."""

_HEAD = 1024
"""Bytes within which `%PDF-` must stand, as readers have it."""
_REACH = 20_000
"""Bytes around a tree's type in which its count is looked for: a root may list many pages."""
_NEAR = 1_000_000
"""Bytes within which a packed object stream has to end."""
_MOST = 1000
"""Trees, and object streams, that are looked at."""
# Every repetition has an end, so that no file makes a search slow.
_LOCK = re.compile(rb"/Encrypt\s{0,9}(?:\d{1,9}\s{1,9}\d{1,5}\s{1,9}R\b|<<)")
_PAGE = re.compile(rb"\b(\d{1,9})\s{1,9}\d{1,5}\s{1,9}obj\b|/Type\s{0,9}/Page(?![A-Za-z])")
_TREE = re.compile(rb"/Type\s{0,9}/Pages(?![A-Za-z])")
_COUNT = re.compile(rb"/Count\s{1,9}(\d{1,9})")
_PACKED = re.compile(rb"/Type\s{0,9}/ObjStm\b")
_BEGIN = re.compile(rb"stream\r?\n")


def is_pdf(raw: bytes) -> bool:
    """Whether `raw` is a PDF, going by its beginning."""
    return b"%PDF-" in raw[:_HEAD]


def is_locked(raw: bytes) -> bool:
    """Whether the PDF is encrypted, be it only against printing."""
    return _LOCK.search(raw) is not None


def pages(raw: bytes) -> int:
    """How many pages there are, rather too many than too few; 0 where none can be seen.

    The larger of what the page tree counts and the page objects that are there. A page written
    twice, as saving once more does it, counts once where its object has a number to know it by.
    """
    return max(_counted(raw), len(_numbered(raw)) + _packed(raw))


def _counted(raw: bytes) -> int:
    trees = islice(_TREE.finditer(raw), _MOST)
    return max((_count(raw, *tree.span()) for tree in trees), default=0)


def _count(raw: bytes, start: int, end: int) -> int:
    """What the object says that has its type at these bytes."""
    begin = raw.rfind(b"obj", max(0, start - _REACH), start)
    stop = raw.find(b"endobj", end, end + _REACH)
    count = _COUNT.search(raw, max(begin, 0), stop if stop >= 0 else end + _REACH)
    return int(count[1]) if count else 0


def _numbered(raw: bytes) -> set[bytes]:
    """The numbers of the page objects that lie open."""
    found: set[bytes] = set()
    number = b""
    for mark in _PAGE.finditer(raw):
        if mark[1]:
            number = mark[1]
        else:
            found.add(number)
    return found


def _packed(raw: bytes) -> int:
    """The page objects in compressed object streams."""
    found, room = 0, UNPACKED
    for stream in islice(_PACKED.finditer(raw), _MOST):
        plain = _unpacked(raw, stream.end(), min(STREAM, room))
        room -= len(plain)
        found += sum(1 for mark in _PAGE.finditer(plain) if not mark[1])
        if room <= 0:
            break
    return found


def _unpacked(raw: bytes, at: int, most: int) -> bytes:
    """The first `most` bytes of the stream whose dictionary is at `at`; none if it is broken."""
    begin = _BEGIN.search(raw, at, at + 400)
    stop = raw.find(b"endstream", at, at + _NEAR)
    if not begin or stop < 0:
        return b""
    try:
        return zlib.decompressobj().decompress(raw[begin.end() : stop], most)
    except zlib.error:
        return b""
