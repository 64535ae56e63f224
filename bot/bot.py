"""What people do with the bot: they ask, change their minds, and ask again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.dials import Dial
from bot.conversation.directives import asking, behind, carried, orders_something
from bot.conversation.languages import called
from bot.conversation.orders import RESEARCH, SUMMARIZE, Order, muting, word
from bot.conversation.preferences import Place, asker, places
from bot.conversation.question import How, Question, asked_at
from bot.conversation.thread import Thread
from bot.errors import Forgotten, Twice, WrongWords
from bot.ports import Lease, Stopping
from bot.reply import words
from bot.reply.row import cut_short
from bot.research.brief import topic, usage
from bot.rooms import Rooms, in_time
from bot.summary.scope import apart
from bot.tongue import language, say, speak, speaking, spoken


@dataclass(frozen=True, slots=True)
class Bot(Rooms):
    """Answers questions in Slack threads."""

    async def ask(self, question: Question) -> None:
        """Let `question` wait for an answer; once this returns it can't be lost.

        What is no question, but a word like `!stop`, is obeyed at once where it does not wait.
        """
        if order := word(question.text) or asking(question.text):
            speak(await self.locale(question.user))
        match order:
            case "stop":
                said = await self.stop(question.thread, question.user)
                await self._whisper_once(question, unstopped(said))
            case "help":
                await self._whisper_once(question, words.helping(self.commands))
            case "forget":
                await in_time(self.forgetting.hurry(question.thread, question.user))
                await self.put(question)
            case "mute" | "unmute" as order:
                await self._mute(question, order)
            case order if order == SUMMARIZE:
                await self._summarize(question)
            case order if order == RESEARCH and not topic(behind(question.text)):
                await self._whisper_once(question, usage(self.commands))
            case _:
                await self.put(question)

    async def summarize(self, question: Question, once: str = "") -> None:
        """Let a summary wait for its turn, for its asker alone; `WrongWords` if it makes no sense.

        `question.text` begins with `!summarize`. Once this returns it can't be lost. Here and below
        `once` is what was pressed (see `Press`): `Twice` if somebody else pressed it first.
        """
        await self.put(apart(question), once)

    async def elsewhere(self, question: Question) -> None:
        """Let it be answered at another place than where it is asked, as its `how` says.

        Once this returns it is lost only if Redis loses its memory and this process dies, both
        before a worker has said in Slack what is asked: a command has no message to be read back.
        """
        await self.put(question)

    async def share(self, first: str, user: str, when: str, once: str = "") -> bool:
        """Have a summary shown where it is about; False unless `user` asked for it."""
        question = await self.store.question(first)
        if question is None or question.user != user:
            return False
        await self.put(replace(question, again=when, how="share"), once)
        return True

    async def again(self, asked: str, when: str, once: str = "", user: str = "") -> bool:
        """Ask once more what was asked before; False if nobody remembers it.

        With a `user` they must have asked something in its thread.
        """
        question = await self.store.question(asked)
        if question is None:
            return False
        if user and user not in (await self.store.asked(question.thread)).values():
            return False
        await self.put(replace(question, again=when), once)
        return True

    async def regenerate(
        self, first: str, how: How, when: str, once: str = "", answer: str = ""
    ) -> bool:
        """Have it answered anew, in the same messages: "same", or with more "effort" or "search".

        `first` is the id of the first asking, `answer` the name of the one that is to be replaced,
        if that is known: `Twice` where another stands by now. False if nobody remembers it.
        """
        question = await self.store.question(first)
        if question is None:
            return False
        stands = (await self.store.conversation(question.thread)).stands(first)
        if answer and stands and stands[-1].name != answer:
            raise Twice(f"{first} {answer}")
        await self.put(replace(question, again=when, how=how), once)
        return True

    async def go_on(self, thread: Thread, user: str, when: str, once: str = "") -> str:
        """Ask for the rest of an answer that was cut short, as it was asked for itself.

        A sentence if there is none: the rest was said already, or nobody remembers what was said.
        """
        conversation = await self.store.conversation(thread)
        if not conversation.turns:
            return say(Forgotten.apology)
        direct = thread.channel.startswith("D")  # https://docs.slack.dev/apis/web-api: D is an im
        newest = max(await self.store.asked(thread), key=asked_at, default="")
        last = conversation.answered(conversation.holding(newest) or newest)
        if last and not cut_short([last]):
            return say("The newest answer here is complete. Please say what you want to know.")
        asked = await self.store.question(newest)
        text = f"{carried(asked) if asked else ''} {words.GO_ON}".strip()
        await self.put(Question(thread, when, user, text, direct), once)
        return ""

    async def stop(self, thread: Thread, user: str, meant: str = "") -> Stopping:
        """End the answer that is being written in `thread`: what was said so far stays.

        `meant` is the id of the question that it answers; "" for whichever it is.
        """
        return await in_time(self.bell.stop(thread, user, meant))

    async def change(self, question: Question) -> bool:
        """It has other words since `question.edited`; False if it was no question so far."""
        said, head = await in_time(self.bell.change(question))
        if said == "answered" and (first := await self.store.question(head)):
            await self.put(replace(first, again=question.edited, how="changed"))
        return said != "unknown"

    async def withdraw(self, question: Question) -> None:
        """It was taken back: it is not answered, or does not count any more."""
        said, _ = await in_time(self.bell.withdraw(question))
        if said == "answered":
            await self.put(replace(question, again="gone", how="gone", text="", files=()))

    async def knows(self, question: Question) -> bool:
        """Whether the bot was called into the thread before this was said."""
        since = await self.store.since(question.thread)
        # Slack delivers in no order: what people said before the call may come after it.
        return since is not None and since < question.ts

    async def listens(self, question: Question) -> bool:
        """Whether this, which calls nobody, is for the bot where it was said."""
        if not await self.knows(question):
            return False
        if orders_something(question.text):
            return True
        return (await self.choices.hold(question)).speak == "auto"

    async def recalls(self, question: Question) -> bool:
        """Whether it was asked before, however long ago."""
        return (await self.store.conversation(question.thread)).holding(question.first) is not None

    async def overview(self, here: Sequence[Place]) -> list[str]:
        """What every dial stands at, and where that comes from: a line each."""
        return await self.choices.overview(here)

    async def tell(self, dial: Dial, here: Sequence[Place]) -> str:
        """What a dial stands at, and where that comes from."""
        return await self.choices.tell(dial, here)

    async def turn(self, order: Order, at: Place, here: Sequence[Place]) -> str:
        """Set a dial at one place; says what was done and, if a nearer place differs, that too.

        What holds for its person wherever they ask is then in their Home tab, too.
        """
        told = await self.choices.turn(order, at, here)
        if at.kind in ("person", "workspace"):
            self.tab.refresh(at.key.partition(":")[0], asker(here))
        return told

    async def answer(self, lease: Lease) -> None:
        """Deal with what was taken: exactly one reply, finished, and remembered."""
        with self.records.of(lease), speaking(await self.locale(lease.question.user)):
            await self.answering.answer(lease)

    def forget(self, user: str) -> None:
        """Something about `user` was changed: who they are is asked of Slack anew."""
        self.surface.forget(user)

    async def tongue(self, question: Question) -> str:
        """What language its asker is answered in, by name; "" where nobody says."""
        chosen = (await self.choices.hold(question)).language
        return called(chosen, spoken()) if chosen else language(await self.locale(question.user))

    def suggest(self, thread: Thread) -> None:
        """Offer whoever opens our direct messages something to say, in their language."""
        self.errands.run(self.giving.prompts.suggest(thread, words.prompts()))

    async def _summarize(self, question: Question) -> None:
        try:
            await self.summarize(question)
        except WrongWords as error:
            await self._whisper_once(question, error.usage)

    async def _mute(self, question: Question, order: str) -> None:
        here = places(question)
        if question.direct:
            return await self._whisper_once(question, say(words.DIRECT))
        if refused := await self.rights.refusal(question.user, here[0]):
            return await self._whisper_once(question, refused)
        await in_time(self.choices.turned(muting(order), here[0], here))
        said = words.MUTED if order == "mute" else words.UNMUTED
        return await self._whisper_once(question, say(said))

    async def _whisper_once(self, question: Question, sentence: str) -> None:
        """Slack may tell of one message several times; its person is told once."""
        if await self.bell.first(question) and sentence:
            await self.surface.whisper(question.thread, question.user, sentence)


def unstopped(said: Stopping) -> str:
    """Why nothing was stopped; "" if something was."""
    match said:
        case "idle":
            return say("I am not writing anything in this thread at the moment.")
        case "barred":
            return say("Only people who have asked me something in this thread can stop me here.")
        case _:
            return ""
