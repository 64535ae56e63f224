"""Markdown to try the rooms of the reply on: pieces that collide, and answers that were given."""

import json

from hypothesis import strategies as st

from tests.corpora import CORPORA

PIECES = [
    *[
        "word ",
        "longer-word, ",
        "中文字，",
        "é👩‍👩‍👧 ",
        "a < b ",
        "x > y ",
        "snake_case ",
        "&amp; ",
    ],
    *["\n", "\n", "\n\n", "  \n", "\t", "    ", "   ", "\r\n"],
    *["```py\n", "```\n", "~~~\n", "````md\n", "```", "`", "``", "`code`"],
    *[
        "# Heading\n",
        "- item\n",
        "  - nested\n",
        "1. one\n",
        "   more\n",
        "> ",
        "> quote\n",
        "---\n",
    ],
    *["| a | b |\n", "|---|:-:|\n", "| 1 |  |\n", "| a<br>b |\n", "| x", "|"],
    *[
        "**",
        "*",
        "_",
        "~~",
        "**bold** ",
        "[label](https://example.com/a_(b)) ",
        "[",
        "]",
        "](",
        ")",
    ],
    *[
        "![alt](https://img.example/x.png) ",
        "https://example.com/x?y=1 ",
        "\\",
        "\\*",
        "x = y[0](1)\n",
    ],
]
HOSTILE = [
    *[
        "<!channel>",
        "<!here>",
        "<!everyone|x>",
        "<!subteam^S1|a b>",
        "<!date^1^{date}|x>",
        "<!",
        "<@",
    ],
    *["<@U1>", "<@W12|bob>", "<#C1>", "<#C1|general>", "<https://evil.io|https://bank.com>", "<#"],
    *[
        "<mailto:a@b.io|x>",
        "<slack://open>",
        "<javascript:alert(1)>",
        "<",
        ">",
        "|",
        "@channel",
        "@HERE ",
    ],
    *[
        "@everyone!",
        "[bank.com](https://evil.io)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,y)",
    ],
    *[
        "[x](slack://channel?id=C1)",
        "[x](file:///etc/passwd)",
        "![x](https://evil.io/?d=1)",
        "![](data:x)",
    ],
    *[
        "[x](https://a.io|b><!channel>)",
        "[1]: https://evil.io\n",
        "[bank.com]",
        "[1]",
        "[a\nb](https://e.io)",
    ],
    *[
        "[**bank**.com](https://evil.io)",
        "[b&#97;nk.com](https://evil.io)",
        "[x](<https://evil.io>)",
    ],
    *[
        "[x](https://bank.com@evil.io)",
        "[x](&#106;avascript:alert(1))",
        "<https://ok.io/x>",
        "\\<!here>",
    ],
    *[
        "\u202e",
        "\u2066",
        "\U000e0041",
        "\x00",
        "\ud83d",
        "\u200b",
        "\\@channel",
        "<img src=x>",
        "<!-- ",
    ],
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=150).map("".join)
DANGEROUS = st.lists(st.sampled_from([*HOSTILE, *HOSTILE, *PIECES]), max_size=25).map("".join)


def answers(count: int) -> list[str]:
    """Answers that models gave, evenly from the shortest to the longest, with the longest five."""
    path = CORPORA / "markdown" / "wildbench" / "answers.jsonl"
    with path.open(encoding="utf-8") as lines:
        texts = sorted((json.loads(line)["text"] for line in lines), key=len)
    return [*texts[:: max(1, len(texts) // (count - 5))][: count - 5], *texts[-5:]]


def examples() -> list[str]:
    """The Markdown of every example in the specifications of CommonMark and of GFM."""
    folder = CORPORA / "markdown"
    files = (folder / "commonmark/commonmark-examples.json", folder / "gfm/gfm-examples.json")
    return [one["markdown"] for file in files for one in json.loads(file.read_text("utf-8"))]
