"""A Pole and a Taiwanese ask, through the real program, and read our words in their languages."""

from bot.playground.messages.script import Fail, Say
from tests.whole.world import body, buttons, footers, over_socket, world

TAIPEI = {"ben": "pl-PL", "chi": "zh-TW"}


def whispers(place, user):
    return [m["text"] for m in place.slack.seen_by(user) if m["ephemeral_to"]]


async def asked(place, user, *script):
    """The finished reply to what somebody asks."""
    place.messages.script(*script)
    root = await place.slack.type(user, "general", "@Threadloom why?")
    return await place.answered(root)


async def test_each_reads_the_sign_of_life_the_footer_and_the_buttons_in_their_language():
    async with world(locales=TAIPEI) as place:
        program = await place.run("serve", **over_socket(place.slack))
        await program.ready()
        for user, sign, words in (
            ("ann", "_Reading your question…_", ("in", "Regenerate")),
            ("ben", "_Czytam twoje pytanie…_", ("wejście", "Odpowiedz od nowa")),
            ("chi", "_正在閱讀你的問題…_", ("輸入", "重新產生")),
        ):
            reply = await asked(place, user, Say("Because."))
            assert body(reply) == "Because."
            assert sign in str(place.slack.calls), "while nothing was said yet"
            assert words[0] in footers(reply)[-1].split(" · ")[-3]
            assert any(words[1] in button["text"]["text"] for button in buttons(reply).values())


async def test_an_error_a_command_and_help_are_in_the_language_of_who_reads_them():
    async with world(locales=TAIPEI) as place:
        program = await place.run("serve", **over_socket(place.slack))
        await program.ready()
        reply = await asked(place, "chi", Fail(401))
        assert footers(reply) == ["⚠️ 我目前沒有權限詢問 Claude，請告知負責管理這個應用程式的人。"]
        assert [button["text"]["text"] for button in buttons(reply).values()] == ["重試"]
        await place.slack.type("ben", "general", "/effort high")
        await place.slack.until(lambda: whispers(place, "ben"))
        assert whispers(place, "ben") == ["Wysiłek: od teraz *high* (dla ciebie, wszędzie)."]
        await place.slack.type("chi", "general", "@Threadloom !help")
        await place.slack.until(lambda: whispers(place, "chi"))
        assert whispers(place, "chi")[0].startswith("什麼都可以問我")

        place.slack.speak("chi", "en-US")
        await place.slack.until(lambda: place.slack.deliveries[-1].attempts)
        await place.slack.type("chi", "general", "/effort")
        await place.slack.until(lambda: len(whispers(place, "chi")) > 1)
        assert whispers(place, "chi")[1] == "Effort: *the model's own* (the default)."
