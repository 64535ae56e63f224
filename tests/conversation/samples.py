"""Files, made small: what their headers say is true, what they show is nothing."""

import struct
import zlib


def png(width=3, height=2):
    """A whole PNG, if it is small; its header alone, if it would be large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes(width) for _ in range(height if width * height < 1e6 else 0))
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def gif(width=3, height=2):
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + bytes(6) + b"\x3b"


def jpeg(width=3, height=2):
    """With a preview in its Exif, whose own size must not count, and a fill byte."""
    preview = b"Exif\0\0\xff\xd8\xff\xc0\0\x11\x08" + struct.pack(">HH", 9999, 9999)
    exif = b"\xff\xe1" + struct.pack(">H", len(preview) + 2) + preview
    frame = b"\xff\xff\xc2" + struct.pack(">HBHH", 11, 8, height, width) + b"\x01\x01\x11\0"
    return b"\xff\xd8" + exif + frame + b"\xff\xda\0\x02\xff\xd9"


def webp(width=3, height=2):
    """The simple format, as most cameras and pages have it."""
    body = b"\x30\x01\0\x9d\x01\x2a" + struct.pack("<HH", width, height) + bytes(8)
    return _riff(b"VP8 ", body)


def webp_lossless(width=3, height=2):
    return _riff(b"VP8L", b"\x2f" + struct.pack("<I", width - 1 | (height - 1) << 14) + bytes(8))


def webp_extended(width=3, height=2):
    sides = b"".join((side - 1).to_bytes(3, "little") for side in (width, height))
    return _riff(b"VP8X", bytes(4) + sides)


def _riff(kind, body):
    chunk = b"WEBP" + kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(chunk)) + chunk


def pdf(pages=1, *, count=None, trailer=b""):
    """A PDF as old programs write it: every object lies open."""
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(pages))
    told = pages if count is None else count
    leaves = b"".join(
        b"%d 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>\nendobj\n" % (n + 3)
        for n in range(pages)
    )
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [" + kids + b"] /Count %d >>\nendobj\n" % told
        + leaves + b"trailer\n<< /Root 1 0 R " + trailer + b">>\n%%EOF\n"
    )  # fmt: skip


def packed_pdf(pages=1):
    """A PDF as new programs write it: the page objects lie in a compressed stream."""
    numbers = b" ".join(b"%d %d" % (n + 3, n * 40) for n in range(pages))
    leaves = b" ".join(b"<</Type/Page/Parent 2 0 R>>" for _ in range(pages))
    body = zlib.compress(numbers + b" " + leaves)
    return (
        b"%%PDF-1.5\n9 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\n"
        % (pages, len(numbers) + 1, len(body))
        + b"stream\r\n" + body + b"\nendstream\nendobj\n%%EOF\n"
    )  # fmt: skip
