"""Thinking, effort and sampling: what each family takes, and what goes together."""

from __future__ import annotations

from typing import Any

from bot.playground.messages.families import Family
from bot.playground.messages.refusal import Refused
from bot.playground.messages.rules.shape import among, need, only, tagged, typed

_EFFORTS = ("low", "medium", "high", "xhigh", "max")
_ADAPTIVE = 'Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
_LOWEST = (
    'Use "thinking.type.between_tools" for the lowest thinking setting, or '
    '"thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
)
_THINKING = {
    "enabled": {"type", "budget_tokens", "display", "block_binding"},
    "adaptive": {"type", "display", "block_binding"},
    "disabled": {"type"},
    "between_tools": {"type"},
}
_MANUAL = "https://platform.claude.com/docs/en/build-with-claude/extended-thinking"
_BUDGET = 1024  # tokens, the smallest


def check_dials(body: dict[str, Any], family: Family) -> None:
    """Refuse what the model's family does not take."""
    kind = _thinking(body, family)
    _effort(body, family, kind)
    _sampling(body, family, kind)


def _thinking(body: dict[str, Any], family: Family) -> str | None:
    """The type of thinking that was asked for."""
    asked = body.get("thinking")
    if asked is None:
        return None
    kind = tagged(asked, _THINKING, "thinking")
    path = f"thinking.{kind}"
    only(asked, _THINKING[kind], path)
    if asked.get("display") not in (None, "summarized", "omitted"):
        raise Refused(f"{path}.display: Input should be 'summarized', 'omitted'")
    if kind == "enabled":
        _budget(asked, body["max_tokens"])
    if kind not in family.thinking:
        raise Refused(_unsupported(kind, family))
    return kind


def _budget(asked: dict[str, Any], most: int) -> None:
    budget = need(asked, "budget_tokens", "thinking.enabled")
    typed(budget, int, "thinking.enabled.budget_tokens")
    if budget < _BUDGET:
        raise Refused(
            f"thinking.enabled.budget_tokens: Input should be greater than or equal to {_BUDGET}"
        )
    if most <= budget:
        raise Refused(
            "`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our "
            f"documentation at {_MANUAL}#max-tokens-and-context-window-size"
        )


def _unsupported(kind: str, family: Family) -> str:
    if kind == "adaptive":
        return "adaptive thinking is not supported on this model"
    lowest = kind == "disabled" and "between_tools" in family.thinking
    hint = _LOWEST if lowest else _ADAPTIVE
    return f'"thinking.type.{kind}" is not supported for this model. {hint}'


def _effort(body: dict[str, Any], family: Family, thinking: str | None) -> None:
    config = body.get("output_config")
    if config is None:
        return
    typed(config, dict, "output_config")
    only(config, {"effort", "format", "task_budget"}, "output_config")
    effort = config.get("effort")
    if effort is None:
        return
    among(effort, _EFFORTS, "output_config.effort")
    if not family.efforts:
        raise Refused("This model does not support the effort parameter.")
    if effort not in family.efforts:
        listed = ", ".join(sorted(family.efforts))
        raise Refused(
            f"This model does not support effort level '{effort}'. Supported levels: {listed}."
        )
    calm = "high" if thinking == "between_tools" else family.calm
    if thinking in ("disabled", "between_tools") and _above(effort, calm):
        raise Refused(
            f"output_config.effort '{effort}' is not supported when thinking is disabled on this "
            f"model. Use effort '{calm}' or below, or enable thinking."
        )


def _above(effort: str, most: str) -> bool:
    return _EFFORTS.index(effort) > _EFFORTS.index(most)


def _sampling(body: dict[str, Any], family: Family, thinking: str | None) -> None:
    temperature, top_p, top_k = (body.get(n) for n in ("temperature", "top_p", "top_k"))
    _ranges(temperature, top_p, top_k)
    if family.sampling == "fixed":
        _defaults(temperature, top_p, top_k)
    if temperature is not None and top_p is not None:
        raise Refused(
            "`temperature` and `top_p` cannot both be specified for this model. Please use only "
            "one."
        )
    if thinking not in ("enabled", "adaptive"):
        return
    when = "when thinking is enabled or in adaptive mode"
    if temperature not in (None, 1):
        raise Refused(
            f"`temperature` may only be set to 1 {when}. Please consult our documentation at "
            f"{_MANUAL}"
        )
    if top_p is not None and top_p < 0.95:
        raise Refused(f"`top_p` must be greater than or equal to 0.95 or unset {when}.")
    if top_k is not None:
        raise Refused(f"`top_k` must be unset {when}")


def _ranges(temperature: Any, top_p: Any, top_k: Any) -> None:
    for name, value in (("temperature", temperature), ("top_p", top_p)):
        if value is None:
            continue
        typed(value, float, name)
        if not 0 <= value <= 1:
            raise Refused(f"{name}: range: 0..1")
    if top_k is not None:
        typed(top_k, int, "top_k")
        if top_k < 0:
            raise Refused("top_k: Input should be greater than or equal to 0")


def _defaults(temperature: Any, top_p: Any, top_k: Any) -> None:
    given = {"temperature": temperature, "top_p": top_p}
    for name, value in given.items():
        if value not in (None, 1):
            raise Refused(f"`{name}` is deprecated for this model.")
    if top_k is not None:
        raise Refused("`top_k` is deprecated for this model.")
