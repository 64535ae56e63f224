"""What HTML of a message may consist of, and a reader that insists on it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAGS = {
    "a",
    "b",
    "i",
    "s",
    "em",
    "strong",
    "code",
    "pre",
    "blockquote",
    "p",
    "br",
    "hr",
    "ul",
    "ol",
    "li",
    "h3",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "span",
    "img",
}
_VOID = {"br", "hr", "img"}
_LINK = [("target", "_blank"), ("rel", "noopener noreferrer")]
_CLASSES = {
    "ping",
    "channel",
    "box",
    "done",
    "task",
    "contains-task-list",
    "fields",
    "table",
    "left",
    "center",
    "right",
    "unknown",
    "card",
    "plan",
    "pending",
    "in_progress",
    "complete",
    "error",
}


class Allowed(HTMLParser):
    """Reads HTML; fails on a tag, an attribute or an address that no message may bring."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.links: list[str] = []
        self.classes: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _TAGS, tag
        if tag == "a":
            self._link(attrs)
        else:
            for name, value in attrs:
                self._attribute(tag, name, value or "")
        if tag not in _VOID:
            self._open.append(tag)

    def _link(self, attrs: list[tuple[str, str | None]]) -> None:
        (name, address), *rest = attrs
        assert name == "href"
        assert rest == _LINK
        assert re.match(r"(?i)https?://|mailto:", address or ""), address
        assert "a" not in self._open
        self.links.append(address or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if (tag, name) == ("ol", "start"):
            assert value.isdigit()
            return
        if tag == "img":  # a file of the workspace, and nothing from elsewhere
            assert name == "alt" or re.fullmatch(r"/file/[A-Z0-9]+", value), value
            return
        assert name == "class", name
        if tag == "code":
            assert value.startswith("language-")
            return
        assert set(value.split()) <= _CLASSES, value
        self.classes += value.split()

    def handle_endtag(self, tag: str) -> None:
        assert self._open
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")
