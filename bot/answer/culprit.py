"""What an endpoint did not like, by the words of its refusal, and the mark that mends it.

The sentences: facts/messages.md §3.3 and §5, recorded errors, refusals quoted in public threads.
"""

from __future__ import annotations

import re

from bot.conversation.conversation import Turn

_THINKING_SIGNATURE = (
    r"Invalid `?(signature|data)`? in `?(redacted_)?thinking`? block",
    r"blocks? in the latest assistant message cannot be modified",
    r"Expected `thinking` or `redacted_thinking`, but found",
    r"thinking\.(signature|thinking): (Field required|Input should be)",
    r"redacted_thinking\.data: ",
)
_OVERSIZE = (
    r"prompt is too long",
    r"[Ii]nput is too long",
    r"input length and `?max_tokens`? exceed",
    r"(exceeds?|maximum) (the )?(maximum )?(model )?context (window|length|limit)",
    r"request_too_large|[Rr]equest (entity )?too large|exceeds the maximum size|status 413",
    r"messages: List should have at most",
)
_HISTORY = (
    r"messages\.\d+",
    r"messages: ",
    r"all messages must have non-empty content",
    r"text content blocks must (be non-empty|contain non-whitespace)",
    r"roles must alternate|Unexpected role",
    r"The conversation must end with a user message",
    r"`?tool_(use|result)`? (ids|blocks?) ",
    r"Invalid `encrypted_(content|index)`",
    r"Requests which include .{0,40}tool_(use|result).{0,40} must define tools",
    r"but no `\w+` tool was provided",
    r"[Cc]ould not process (image|PDF)|[Tt]he PDF specified",
)
_FEATURES = (
    ("web_search", r"[Ww]eb[_ -]search"),
    ("web_fetch", r"[Ww]eb[_ -]fetch"),
    ("code_execution", r"[Cc]ode[_ -]execution"),
    ("compaction", r"context_management|[Cc]ompact(ion)?\b|compact[-_]20"),
    ("betas", r"beta flag|anthropic-beta"),
    ("cache_ttl", r"cache_control\.(\w+\.)?ttl|\bttl\b.*not"),
    ("cache", r"(system|tools|content)\.\d+\.(\w+\.)?cache_control"),
    ("automatic_cache", r"(^|[\s:])cache_control\b"),
    ("effort", r"output_config|effort (parameter|level)"),
    ("tool_choice", r"tool_choice"),
    ("sampling", r"\b(temperature|top_p|top_k)`?(:| is| may| must| and)"),
    ("thinking", r"thinking"),
    ("service_tier", r"service_tier"),
    ("metadata", r"(^|[\s:])metadata\b"),
)
_NOT_FOUND = re.compile(r"status 404|not_found_error|(^|: )model: ")
# Not in the past of the conversation, though its place is told as if it were.
_MARKED = re.compile(r"messages\.\d+\.content\.\d+\.(\w+\.)?cache_control")


def culprit(reason: str) -> str | None:
    """What a `Refused` with that text is about; None if it is nothing that we can do without.

    "thinking_signature": thinking that was sent back. "history": something else that was.
    "oversize": all of it together. Otherwise a feature, of `setup.FEATURES`.
    """
    if _NOT_FOUND.search(reason):
        return None  # whatever the model's name reminds of
    if _any(_THINKING_SIGNATURE, reason):
        return "thinking_signature"
    if _any(_OVERSIZE, reason):
        return "oversize"
    if re.search(r"tag 'compaction'|`compaction` block", reason):
        return "compaction"  # whose place is told as if it were damage; in words it may stay
    if _any(_HISTORY, reason) and not _MARKED.search(reason):
        return "history"
    return next((name for name, words in _FEATURES if re.search(words, reason)), None)


def cure(culprit: str, question: str) -> Turn | None:
    """The mark that lets the conversation go on in spite of `culprit`; None for a feature.

    After it a refused signature is not sent again; for any other damage, only words are. For what
    is too large, a summary is the better cure: this one is for where there is nothing to fold.
    """
    if culprit == "thinking_signature":
        return Turn("mark", (), question, {"epoch_ends": True})
    if culprit in ("history", "oversize"):
        return Turn("mark", (), question, {"epoch_ends": True, "plain": True})
    return None


def _any(sentences: tuple[str, ...], reason: str) -> bool:
    return any(re.search(sentence, reason) for sentence in sentences)
