"""The top level of a request: which fields there are, and what may be in the plain ones."""

from __future__ import annotations

from typing import Any

from bot.playground.messages.families import Family
from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.management import managed
from bot.playground.messages.rules.shape import among, need, only, tagged, typed

_SAMPLING = ("temperature", "top_p", "top_k")
_FIELDS = frozenset(
    (
        *("model", "messages", "max_tokens", "system", "metadata", "stop_sequences", "stream"),
        *("tools", "tool_choice", "thinking", "output_config", "service_tier", "container"),
        *("cache_control", "inference_geo", "speed", "diagnostics", "user_profile_id"),
        *("workspace_id", *_SAMPLING),
    )
)
# Named by some beta header; which header opens which field is not this server's business.
_BETA = frozenset(
    (
        *("betas", "mcp_servers", "fallbacks", "fallback_credit_token"),
        *("compaction", "thread", "billing_policy", "output_format"),
    )
)
_WITHOUT_SAMPLING = "2026-10-21"  # the API version that took these fields out
_USER_ID = 256  # characters


def check_fields(body: dict[str, Any], version: str, betas: str) -> None:
    """Refuse missing and unknown fields and wrong plain values."""
    known = _FIELDS - set(_SAMPLING) if version >= _WITHOUT_SAMPLING else _FIELDS
    typed(need(body, "model", ""), str, "model")
    typed(need(body, "max_tokens", ""), int, "max_tokens")
    typed(need(body, "messages", ""), list, "messages")
    only(body, known | _BETA | managed(betas) if betas else known)
    if body["max_tokens"] < 1:
        raise Refused("max_tokens: Input should be greater than or equal to 1")
    for name, kind in (("stream", bool), ("tools", list), ("stop_sequences", list)):
        if name in body:
            typed(body[name], kind, name)
    _system(body)
    _stops(body)
    _metadata(body)
    if "service_tier" in body:
        among(body["service_tier"], ("auto", "standard_only"), "service_tier")


def check_room(body: dict[str, Any], full: str, family: Family, prompt: int) -> None:
    """Refuse more tokens than the model gives or takes."""
    wanted, longest = body["max_tokens"], family.longest
    if wanted > longest:
        raise Refused(
            f"max_tokens: {wanted} > {longest}, which is the maximum allowed number of output "
            f"tokens for {full}"
        )
    if prompt > family.window:
        raise Refused(f"prompt is too long: {prompt} tokens > {family.window} maximum")


def _system(body: dict[str, Any]) -> None:
    system = body.get("system", "")
    if isinstance(system, str):
        return
    typed(system, list, "system")
    for at, block in enumerate(system):
        path = f"system.{at}"
        tagged(block, {"text"}, path)
        typed(need(block, "text", path), str, f"{path}.text")
        only(block, {"type", "text", "cache_control", "citations"}, path)
        if not block["text"]:
            raise Refused("system: text content blocks must be non-empty")


def _stops(body: dict[str, Any]) -> None:
    for at, sequence in enumerate(body.get("stop_sequences") or []):
        typed(sequence, str, f"stop_sequences.{at}")
        if not sequence.strip():
            raise Refused("stop_sequences: each stop sequence must contain non-whitespace")


def _metadata(body: dict[str, Any]) -> None:
    metadata = body.get("metadata")
    if metadata is None:
        return
    typed(metadata, dict, "metadata")
    only(metadata, {"user_id"}, "metadata")
    user = metadata.get("user_id") or ""
    typed(user, str, "metadata.user_id")
    if len(user) > _USER_ID:
        raise Refused(f"metadata.user_id: String should have at most {_USER_ID} characters")
