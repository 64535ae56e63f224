"""Standard Markdown as HTML, the way Slack's `markdown` block shows it."""

from __future__ import annotations

import html
from collections.abc import Mapping, MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from bot.playground.slack.mentions import MARK, link, mark, opens

_BOX = {True: "box done", False: "box"}
Env = MutableMapping[str, Any]


def markdown(text: str, names: Mapping[str, str]) -> str:
    """The HTML of `text`; `names` says what the ids of users and channels are called."""
    return str(_parser().render(text, {"names": names}))


class _AsSlack(RendererHTML):
    """What Slack draws differently from CommonMark: facts/slack.md section 1.7."""

    def slack_mark(self, tokens: Sequence[Token], at: int, _options: Any, env: Env) -> str:
        return mark(tokens[at].meta["found"], env["names"], linked=_in_link(tokens, at))

    def link_open(self, tokens: Sequence[Token], at: int, _options: Any, env: Env) -> str:
        href = str(tokens[at].attrGet("href"))
        return _leaked(href, env) + link(href, "").removesuffix("</a>")

    def image(self, tokens: Sequence[Token], at: int, options: Any, env: Env) -> str:
        image = tokens[at]
        href = str(image.attrGet("src"))
        words = html.escape(self.renderInlineAsText(image.children, options, env) or href)
        called = [child for child in image.children or [] if child.type == "slack_mark"]
        pings = "".join(mark(one.meta["found"], env["names"], linked=True) for one in called)
        return _leaked(href, env) + pings + (words if _in_link(tokens, at) else link(href, words))

    def heading_open(self, *_: Any) -> str:
        return "<h3>"

    def heading_close(self, *_: Any) -> str:
        return "</h3>\n"

    def table_open(self, *_: Any) -> str:
        return '<div class="table"><table>\n'

    def table_close(self, *_: Any) -> str:
        return "</table></div>\n"

    def td_open(self, tokens: Sequence[Token], at: int, _options: Any, _env: Env) -> str:
        return _cell(tokens[at])

    def th_open(self, tokens: Sequence[Token], at: int, _options: Any, _env: Env) -> str:
        return _cell(tokens[at])

    def list_item_open(self, tokens: Sequence[Token], at: int, _options: Any, _env: Env) -> str:
        checked = tokens[at].meta.get("checked") if tokens[at].meta else None
        if checked is None:
            return "<li>"
        return f'<li class="task"><span class="{_BOX[bool(checked)]}"></span>'


def _leaked(href: str, env: Env) -> str:
    """What an address does besides leading somewhere.

    Slack writes a link as `<address|words>` and reads that again, so that marks in it act.
    """
    return "".join(mark(found, env["names"], linked=True) for found in MARK.finditer(href))


def _cell(token: Token) -> str:
    """A table's cell; markdown-it says its alignment as a style, we as a class."""
    side = str(token.attrGet("style") or "").removeprefix("text-align:")
    return f'<{token.tag} class="{side}">' if side else f"<{token.tag}>"


def _in_link(tokens: Sequence[Token], at: int) -> bool:
    """Whether a link is open at `at`: HTML knows no link in a link."""
    kinds = [token.type for token in tokens[:at]]
    return kinds.count("link_open") > kinds.count("link_close")


def _slack_mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it calls so
    """The inline rule for Slack's marks; it runs before everything that `<` could begin."""
    found = MARK.match(state.src, state.pos)
    if not found or found.end() > state.posMax:
        return False
    if not silent:
        state.push("slack_mark", "", 0).meta = {"found": found}
    state.pos = found.end()
    return True


class _Parser(MarkdownIt):
    """CommonMark with tables and strikethrough, in which addresses stay as written."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  markdown-it's name
        return opens(url)

    def normalizeLink(self, url: str) -> str:  # noqa: N802  markdown-it's name
        return url


@cache
def _parser() -> MarkdownIt:
    wanted = {"html": False, "xhtmlOut": False, "breaks": True, "tasklists": True}
    parser = _Parser("commonmark", wanted, renderer_cls=_AsSlack)
    parser.enable(["table", "strikethrough"])
    parser.disable("autolink")  # our rule knows `<https://…>` already
    parser.inline.ruler.before("emphasis", "slack_mark", _slack_mark)
    return parser
