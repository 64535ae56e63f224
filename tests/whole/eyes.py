"""What can be read by whom, and whether it is what a row of the table says."""

import json

from bot.conversation.preferences import inside
from bot.conversation.thread import Thread
from bot.playground.slack.mentions import MARK
from tests.rig import TEAM
from tests.whole.world import BOT, body, footers

PEOPLE = ("ann", "ben", "chi", "eve")
PATIENCE = 20
"""Seconds for something to come; how soon it does is not what is tried here."""


class Eyes:
    """Everybody's: `know` makes what is there no news; what is none must have been expected."""

    def __init__(self, place, store, redis):
        self.place, self.slack, self.store, self.redis = place, place.slack, store, redis
        self._known, self._asked = {}, 0

    def know(self):
        """From here on, what is there is no news."""
        self._known = {key: _read(message) for key, message in self._seen().items()}
        self._asked = len(self.place.asked())

    def quiet(self):
        """Nothing came since then."""
        late = {key: body(m) for key, m in self._seen().items() if key not in self._known}
        assert not late, f"came late: {late}"
        assert self.asked() == [], "the model was asked late"

    def asked(self):
        """What the model was asked since then."""
        return self.place.asked()[self._asked :]

    async def see(self, row, end):
        """All that `row` promises comes; an answer ends with `end`."""
        who = row.who
        for promised, look in (
            (row.told, lambda: any(m["text"].startswith(row.told) for m in self._whispers(who))),
            (row.says, lambda: any(_says(m, row.says) for m in self._changed(who))),
            (row.direct, lambda: any(row.direct in body(m) for m in self._direct(who))),
            (row.shows, lambda: row.shows in self._screen(row)),
            (
                row.files,
                lambda: sum(len(m.get("files", ())) for m in self._direct(who)) == row.files,
            ),
            (row.asks or row.aside, lambda: any(_ends(m, end, row) for m in self._all(who))),
        ):
            if promised:
                await self._comes(row, promised, look)
        if words := row.asks or row.aside:
            assert any(words in newest(request) for request in self.asked())
        if row.effort:
            assert self.asked()[-1]["output_config"]["effort"] == row.effort

    async def see_nothing_else(self, row, here):
        """What `row` does not promise did not come: to them, to others, to the model, in Redis."""
        if not (row.asks or row.aside):
            assert self.asked() == []
        expected = (row.told, row.perhaps)
        if not row.told:
            more = [m["text"] for m in self._whispers(row.who)]
            assert [told for told in more if not row.perhaps or not told.startswith(expected)] == []
        for who in PEOPLE:
            news = self._news(who)
            assert all(called(message) == [] for message in news)
            if who != row.who:
                assert [body(m) for m in news if row.private or m["ephemeral_to"]] == []
            elif row.private and not (row.aside or row.direct or row.files):
                assert [body(m) for m in news if not m["ephemeral_to"]] == []
        await self._stored(row, here)

    async def _stored(self, row, here):
        channel, root = here
        places = inside(Thread(TEAM, channel, root), self.slack.workspace.user(row.who).id)
        told = zip(places, await self.store.preferred(places), strict=True)
        found = {f"{at.kind} {dial}": v for at, set_ in told for dial, v in set_.items()}
        assert found == dict(row.sets)
        elsewhere = len(await self.redis.keys("*preferences:*")) - len(
            {n.split()[0] for n in found}
        )
        assert elsewhere == 0, "something is set at another place"

    async def _comes(self, row, promised, look):
        try:
            await self.slack.until(look, PATIENCE)
        except TimeoutError:
            news = [(m["channel"], m["ephemeral_to"], body(m)[:300]) for m in self._news(row.who)]
            told = f"{promised!r} never came; there was {news} and {self._screen(row)[-500:]}"
            raise AssertionError(told) from None

    def _seen(self):
        """All that anybody can read of the bot, and all whispers, by reader, channel and ts."""
        return {
            (who, m["channel"], m["ts"]): m
            for who in PEOPLE
            for m in self.slack.seen_by(who)
            if m["user"] == BOT or m["ephemeral_to"]
        }

    def _all(self, who):
        return [m for key, m in self._seen().items() if key[0] == who]

    def _news(self, who):
        return [m for key, m in self._seen().items() if key[0] == who and key not in self._known]

    def _changed(self, who):
        """What all can read, and could not before: answers are changed in place."""
        mine = {
            key: m for key, m in self._seen().items() if key[0] == who and not m["ephemeral_to"]
        }
        return [m for key, m in mine.items() if self._known.get(key) != _read(m)]

    def _whispers(self, who):
        return [m for m in self._news(who) if m["ephemeral_to"]]

    def _direct(self, who):
        return [m for m in self._news(who) if m["channel"].startswith("D")]

    def _screen(self, row):
        at_home = row.what in ("home", "home_month")
        view = (self.slack.home if at_home else self.slack.screen)(row.who)
        return json.dumps(view["blocks"], ensure_ascii=False) if view else ""


def called(message):
    """Whom a message of the bot pings, and what it makes a link of that it should not."""
    if message["user"] != BOT:
        return []
    marked = list(_texts(message.get("blocks", ())))
    words = [message["text"], *(text for _, text in marked)]
    marks = [found for text in words for found in MARK.finditer(text)]
    pings = [found[0] for found in marks if found["user"] or found["range"] or found["group"]]
    return pings + [text for kind, text in marked if kind == "markdown" and "](java" in text]


def newest(request):
    """The newest words of the user in a request."""
    last = request["messages"][-1]["content"]
    return last if isinstance(last, str) else "\n".join(str(b.get("text", "")) for b in last)


def _texts(part):
    """All that is markdown or mrkdwn in blocks, after the word for which it is."""
    if isinstance(part, dict) and part.get("type") in ("markdown", "mrkdwn"):
        yield part["type"], part["text"]
        return
    within = part.values() if isinstance(part, dict) else part
    if isinstance(part, dict | list | tuple):
        for each in within:
            yield from _texts(each)


def _read(message):
    return body(message), footers(message)


def _says(message, words):
    if message.get("files"):
        return words == "[file]"
    return body(message).startswith(words) or words in " ".join(footers(message))


def _ends(message, end, row):
    place = "D" if row.aside else "C"
    return end in body(message) and footers(message) and message["channel"].startswith(place)
