"""The address of a message in Slack, written and read: it says where, and allows nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_PATH = re.compile(r"/archives/([A-Z0-9]{2,32})/p([0-9]{1,12})([0-9]{6})/?")
_ADDRESS = re.compile(r"https://[^\s<>|\"'`“”‘’]+")
_IN_BROWSER = re.compile(
    r"https://app\.slack\.com/client/([A-Z0-9]{2,32})/[A-Z0-9]{2,32}/thread/"
    r"([A-Z0-9]{2,32})-([0-9]{1,12}\.[0-9]{6})/?"
)
_STAMP = re.compile(r"[0-9]{1,12}\.[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Permalink:
    """One message: its channel, its ts, and the ts of the message that its thread began with.

    As `chat.getPermalink` tells them: https://docs.slack.dev/reference/methods/chat.getPermalink
    """

    channel: str
    ts: str
    root: str

    @classmethod
    def parse(cls, text: str, site: str) -> Permalink | None:
        """The message at an address in the workspace at `site`; None for any other address."""
        try:
            parts = urlsplit(text.strip().strip("<>").partition("|")[0])
            roots = parse_qs(parts.query).get("thread_ts", [])
        except ValueError:
            return None
        there = (parts.scheme, parts.netloc.lower()) == ("https", urlsplit(site).netloc.lower())
        if not there or (found := _PATH.fullmatch(parts.path)) is None:
            return None
        channel, ts = found[1], f"{found[2]}.{found[3]}"
        root = roots[0] if roots else ts
        return cls(channel, ts, root) if _STAMP.fullmatch(root) else None

    @classmethod
    def pasted(cls, text: str, site: str, team: str) -> Permalink | None:
        """The same, from whatever people paste: in quotes, with a label, or from a browser."""
        plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        bare = found[0] if (found := _ADDRESS.search(plain)) else ""
        if found := _IN_BROWSER.fullmatch(bare):
            ours = found[1] == team
            return cls(found[2], found[3], found[3]) if ours else None
        return cls.parse(bare, site)

    def url(self, site: str) -> str:
        """The address, in the workspace at `site` (with a slash at its end)."""
        link = f"{site}archives/{self.channel}/p{self.ts.replace('.', '')}"
        return link if self.ts == self.root else f"{link}?thread_ts={self.root}&cid={self.channel}"
