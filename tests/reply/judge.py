"""A strict judge of what may be sent to Slack, which knows nothing of how it was made harmless.

It reads a page twice: as a reader of Slack's tokens would that knows no Markdown, and as one of
CommonMark and GFM would, with link definitions.
"""

import re
import unicodedata

from markdown_it import MarkdownIt

READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
TOKEN = re.compile(
    r"<(?:!(?:channel|here|everyone|group|subteam|date)|(?-i:[@#][UWCBTD][A-Z0-9]*[|>])"
    r"|(?:https?|mailto|tel|sms|slack|javascript|vbscript|data|file):(?!:))",
    re.IGNORECASE,
)
ODD = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
ACTS = re.compile(r"\]\(\s*<?\s*(?:javascript|vbscript|data|slack|file):", re.IGNORECASE)
ANYONE = re.compile(r"<[!@#]|<[a-z]+:|(?<!\w)@(?:channel|here|everyone)", re.IGNORECASE)


def alive(page: str) -> list[str]:
    """Everything in `page` that some reader of it could obey."""
    found = TOKEN.findall(page) + ODD.findall(page) + ACTS.findall(page)
    for block in READER.parse(page):
        found += _block(block) if block.type == "inline" else []
    return found


def _block(block) -> list[str]:
    # Where a block holds no code, all of it is prose.
    found = [] if "`" in block.content else ANYONE.findall(block.content)
    target, label = "", ""
    for part in block.children or []:
        if part.type == "image":
            found.append(part.type)
        elif part.type == "link_open":
            target, label = str(part.attrs["href"]), ""
        elif part.type == "link_close" and belied(label, target):
            found.append(f"[{label}]({target})")
        label += part.content
    return found


def belied(label: str, target: str) -> bool:
    """Whether a link goes elsewhere than its label says, or where no link of ours may go."""
    address = re.match(r"https?://([^/?#\s@\\]+)(?:[/?#]|$)|mailto:[^@]+@(.+)", target)
    if not address or not label.strip():
        return True
    host = (address[1] or address[2]).lower().removeprefix("www.").partition(":")[0]
    words = re.findall(r"(?:[\w-]+\.)+(?:com|io|org|net)\b", unicodedata.normalize("NFKC", label))
    return any(word.lower().removeprefix("www.") != host for word in words)


def said(text: str) -> str:
    """What `text` says: without what makes it harmless, without blanks and marks of structure.

    A line break that is written as HTML is one of them: in a cell there is a blank instead.
    """
    text = re.sub(r"<br\s*/?>", "", text.replace("&lt;", "<"), flags=re.IGNORECASE)
    text = re.sub("[\u200b\u202a-\u202e\u2066-\u206f\U000e0000-\U000e007f]", "", text)
    text = re.sub("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]", "\ufffd", text)
    text = re.sub(r"<(https?://[^\s<>]+)>", r"\1", text)
    text = re.sub(r"(?<!\S)\d{1,9}[.)](?=\s|$)", "", text)  # the items of a list are counted
    return re.sub(r"[\s>#*_~`|+=:\\!-]", "", text)
