"""A link may go where it says it goes, and only to the web or to somebody's mailbox."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from bot.reply.characters import blank

TARGET = re.compile(r"\(((?:[^\s()<>|\\`\"]|\([^\s()<>|\\`\"]*\))*)\)")
"""What may follow a label: a target without anything that needs escaping."""

TITLED = re.compile(
    r"\(\s*(?:<(?P<angled>[^<>\s]*)>|(?P<target>[^\s<]\S*?)?)"
    r"(?P<title> +\"[^\"<>\\`\[\]()|@\n]*\")?\s*\)"
)
"""The same in angle brackets, or with a title that needs no escaping either."""

_WEB = re.compile(r"https?://(?:www\.)?([\w.-]+)(?::\d{1,5})?(?:[/?#].*)?$", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[\w.+-]+@([\w.-]+)(?:\?[^@]*)?$", re.IGNORECASE)
_MARKS = re.compile(r"[\\*_~`\u00ad\u200b-\u200f\u2060\ufeff]")
_NAME = re.compile(
    r"(?<!\w)(?:(?:https?://(?:www\.)?|www\.)([\w.-]*\w)|((?:[\w-]+\.)+\w[\w-]*))(?:[:/?#]\S*)?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d+(?:\.\d+){3}")

# `index.js`, `asyncio.gather` and `v1.2` look like hosts and are none. Two letters are a country,
# but for these; of the others the endings under which people know places that they trust.
_NO_COUNTRY = frozenset({"js", "ts", "kt", "rb", "go", "cs", "db", "nn", "ui", "hs", "ex"})
_ENDINGS = (
    " academy agency aero africa app apple arpa art asia audio auto bank bar berlin best bet bid "
    "bike bio biz blog boutique build business buzz cafe camp capital card care cash casino cat "
    "center chat church city claims clinic cloud club codes coffee com community company computer "
    "consulting coop cool country credit crypto dance date deals delivery design dev digital "
    "direct directory doctor download earth edu education email energy engineering enterprises "
    "eth events exchange expert express farm fashion finance financial fit fitness foundation fun "
    "fund fyi games gallery gift global gmbh gold google gov graphics group guide guru health help "
    "homes hospital host hosting house inc info ink institute insure int international internet "
    "investments jobs kim land law legal life link live llc loan loans local lol london ltd "
    "management market marketing media microsoft mil mobi moe money mov movie museum name net "
    "network new news ngo ninja nyc one ong onion online org page partners party pay photo photos "
    "pics pictures pizza place plus post press pro productions properties pub qpon quest racing "
    "rent report rest review reviews rip rocks sale school science security services sexy shop "
    "shopping show site social software solutions space store studio style support systems tax "
    "team tech technology tel tips today tokyo tools top tours town toys trade trading training "
    "travel trust university vegas ventures vip vote wang watch web website wiki win wine work "
    "works world wtf xxx xyz yoga youtube zip zone "
)


def live(label: str, target: str) -> bool:
    """Whether `[label](target)` may be pressed: a plain address that the label does not belie."""
    if len(label) > 500 or blank(label):
        return False
    found = _WEB.match(target) or _MAIL.match(target)
    return found is not None and named(label) <= {found[1].lower()}


def named(label: str) -> set[str]:
    """The hosts that a person may read in `label`, whatever marks it is written with."""
    seen = unicodedata.normalize("NFKC", _MARKS.sub("", unescape(label))).replace("。", ".")
    names = _NAME.findall(seen.lower())
    return {sure or maybe for sure, maybe in names if sure or _is_host(maybe)}


def _is_host(name: str) -> bool:
    ending = name.rpartition(".")[2]
    if not ending.isascii() or ending.startswith("xn--") or f" {ending} " in _ENDINGS:
        return True
    country = len(ending) == 2 and ending.isalpha() and ending not in _NO_COUNTRY
    return country or _NUMBERS.fullmatch(name) is not None
