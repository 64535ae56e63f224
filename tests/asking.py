"""Asking in a rig, and what came of it: for stories about one answer."""


async def said(here, text, *steps, thread=None):
    """Ann asks, the API does `steps`, and this is the last message that the bot wrote."""
    here.messages.script(*steps)
    question = await here.ask(text, thread)
    await here.answer()
    return here.replies(question)[-1]


async def kept(here, question):
    """The turns of a thread."""
    return (await here.bot.store.conversation(question.thread)).turns


def sent(here, at=-1):
    """The messages of one request."""
    return here.messages.requests[at].body["messages"]
