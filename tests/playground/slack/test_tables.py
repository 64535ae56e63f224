from bot.playground.slack.tables import image, table

from .allowed import Allowed


def raw(text):
    return {"type": "raw_text", "text": text}


def test_a_table_has_a_header_and_sides():
    words = {"type": "text", "text": "<b>", "style": {"bold": True}}
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words]}]}
    rows = [[raw("Model"), raw("Tokens")], [rich, {"type": "raw_number", "value": 7}], [raw("x")]]
    html = table({"rows": rows, "column_settings": [{}, {"align": "right"}]}, {})
    assert '<th>Model</th><th class="right">Tokens</th>' in html
    assert '<td class="right">7</td>' in html
    assert "<b>&lt;b&gt;</b>" in html
    assert Allowed(html).text == "ModelTokens<b>7x"


def test_a_table_of_nothing_is_none():
    assert Allowed(table({}, {})).text == ""


def test_a_picture_in_slack_is_shown_and_one_from_elsewhere_named():
    assert image({"slack_file": {"id": "F0A"}, "alt_text": '"'}, {}) == (
        '<p><img src="/file/F0A" alt="&quot;"></p>'
    )
    away = Allowed(image({"image_url": "https://a.example/x.png", "alt_text": "Plot"}, {}))
    assert (away.text, away.links) == ("Plot", ["https://a.example/x.png"])
    for other in ({"slack_file": {"id": "../x"}}, {"image_url": "javascript:x"}, {}):
        assert Allowed(image(other | {"alt_text": "Plot"}, {})).links == []
