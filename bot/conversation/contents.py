"""What a file holds, as a content block of the Messages API, or why it can't be shown to a model.

Types are sniffed from the bytes and sizes read from headers; what Slack or a name says is only
held against them. The limits are the Messages API's; what they do not allow is refused here, for
one block that the API refuses would silence the whole thread.
"""

from __future__ import annotations

import codecs
from base64 import b64encode
from decimal import Decimal
from typing import Any, Final, Literal

from bot.conversation.attachment import Attachment
from bot.conversation.pdf import is_locked, is_pdf, pages
from bot.conversation.picture import Picture, picture
from bot.tongue import Remark, sentence

Kind = Literal["picture", "PDF", "text"]

ROOM: Final = 21_000_000
"""Bytes of all files of a question together: as base64 they must leave room within 32 MB."""
MOST: Final[dict[Kind, int]] = {"picture": 5 * 1024**2 // 4 * 3, "PDF": ROOM, "text": 500_000}
"""Bytes of one file. The API's 5 MB for a picture are of its base64, which is a third longer."""
SIDE, PIXELS, PAGES = 8_000, 50_000_000, 100

GONE: Final = {
    "external": Remark("it is kept outside Slack"),
    "hidden_by_limit": Remark("Slack hides it: it is beyond the limits of the workspace's plan"),
    "tombstone": Remark("it was deleted"),
    "access_denied": Remark("Slack does not let me see it"),
    "check_file_info": Remark("Slack does not let me see it"),
    "file_not_found": Remark("it is no longer there"),
}
"""Why a file with such a `mode` or `access` is not even asked for."""
WITHHELD: Final = Remark(
    "Slack did not hand it over; perhaps this app lacks the permission files:read"
)
FOREIGN: Final = Remark("it is neither a picture (PNG, JPEG, GIF, WebP) nor a PDF nor plain text")
_TOO_LARGE: Final[dict[Kind, str]] = {
    "picture": sentence("it has {size}, and a picture may have at most {limit}"),
    "PDF": sentence("it has {size}, and a PDF may have at most {limit}"),
    "text": sentence("it has {size}, and a text may have at most {limit}"),
}
_HTML = (b"<!doctype html", b"<html")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class Unreadable(Exception):
    """A file that the model can't be shown; `why` is to be put after its name."""

    def __init__(self, why: Remark) -> None:
        super().__init__(why)
        self.why = why


def unread(file: Attachment, why: Remark) -> Remark:
    """The sentence that says so; it has no brackets of its own."""
    name = _title(file).replace("[", "(").replace("]", ")")[:100] or Remark("without a name")
    return Remark("The file “{name}” could not be read: {why}.", name=name, why=why)


def most(file: Attachment, room: int = ROOM) -> int:
    """How many bytes of `file` are worth fetching; `Unreadable` where Slack tells of more.

    `room` is what the other files of the question left.
    """
    claimed = _claimed(file)
    limit = MOST[claimed or "text"]
    if file.size > limit and not claimed:
        raise Unreadable(FOREIGN)
    _check_size(file.size, claimed or "text", min(limit, room))
    return min(limit, room)


def outgrown(file: Attachment, room: int = ROOM) -> Unreadable:
    """That more came than `most` allowed, and Slack had not told."""
    claimed = _claimed(file)
    if not claimed:
        return Unreadable(FOREIGN)
    return Unreadable(_too_large(Remark("more"), claimed, min(MOST[claimed], room)))


def block(file: Attachment, raw: bytes) -> dict[str, Any]:
    """What `raw`, the bytes of `file`, are to the model; `Unreadable` if nothing."""
    if not raw:
        raise Unreadable(Remark("it is empty"))
    if _is_login_page(file, raw):
        raise Unreadable(WITHHELD)
    found = picture(raw)
    kind: Kind = "picture" if found else "PDF" if is_pdf(raw) else "text"
    if _claimed(file) not in (None, kind):
        wrong = Remark(
            "it is said to be {type}, but that is not what it holds", type=file.mimetype[:60]
        )
        raise Unreadable(wrong)
    _check_size(len(raw), kind, MOST[kind])
    if found:
        return _image(found, raw)
    return _pdf(file, raw) if kind == "PDF" else _text(file, raw)


def _claimed(file: Attachment) -> Kind | None:
    """What Slack says it is, going by its name; None where that binds to nothing."""
    family = file.mimetype.lower().partition("/")[0]
    if file.mimetype.lower() == "application/pdf":
        return "PDF"
    if file.mimetype.lower() == "image/svg+xml" or family == "text":
        return "text"
    return "picture" if family == "image" else None


def _check_size(size: int, kind: Kind, limit: int) -> None:
    if size > limit:
        raise Unreadable(_too_large(_told(size), kind, limit))


def _too_large(size: Remark, kind: Kind, limit: int) -> Remark:
    if limit < MOST[kind]:
        return Remark("together with the other files it is too large")
    return Remark(_TOO_LARGE[kind], size=size, limit=_told(limit))


def _told(size: int) -> Remark:
    if size >= 1e6:
        return Remark("{size} MB", size=Decimal(f"{size / 1e6:.1f}"))
    return Remark("{size} kB", size=round(size / 1e3))


def _is_login_page(file: Attachment, raw: bytes) -> bool:
    """Slack answers 200 with a page to whoever may not read a file (facts/slack.md §4 Files)."""
    return raw[:200].lstrip().lower().startswith(_HTML) and file.size != len(raw)


def _image(found: Picture, raw: bytes) -> dict[str, Any]:
    width, height = found.width, found.height
    if not width or not height:
        raise Unreadable(Remark("it is damaged"))
    if max(width, height) > SIDE or width * height > PIXELS:
        raise Unreadable(
            Remark(
                "it has {width} × {height} pixels; {side} pixels a side and {all} million in all "
                "are the most",
                width=width,
                height=height,
                side=SIDE,
                all=PIXELS // 1_000_000,
            )
        )
    return {"type": "image", "source": _base64(found.media_type, raw)}


def _pdf(file: Attachment, raw: bytes) -> dict[str, Any]:
    if is_locked(raw):
        raise Unreadable(Remark("it is encrypted"))
    count = pages(raw)
    if not count:
        raise Unreadable(Remark("no pages can be found in it"))
    if count > PAGES:
        raise Unreadable(
            Remark("it has {count} pages; {most} are the most", count=count, most=PAGES)
        )
    return _document(file, _base64("application/pdf", raw))


def _text(file: Attachment, raw: bytes) -> dict[str, Any]:
    encoding = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(FOREIGN) from None
    if "\0" in text:
        raise Unreadable(FOREIGN)
    if not text.strip():
        raise Unreadable(Remark("it is empty"))
    return _document(file, {"type": "text", "media_type": "text/plain", "data": text})


def _document(file: Attachment, source: dict[str, str]) -> dict[str, Any]:
    title = _title(file)
    return {"type": "document", "source": source, **({"title": title} if title else {})}


def _title(file: Attachment) -> str:
    """Its name, on one line and without its controls."""
    name = "".join(sign if sign.isprintable() else " " for sign in file.name)
    return " ".join(name.split())[:200]


def _base64(media_type: str, raw: bytes) -> dict[str, str]:
    return {"type": "base64", "media_type": media_type, "data": b64encode(raw).decode()}
