"""What the operator decides, once: one field for each variable in `deploy/env.example`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, SecretStr
from pydantic import ValidationError as _Invalid
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.conversation.preferences import DIALS, INSTRUCTIONS, Preferences

Role = Literal["serve", "web", "worker", "doctor"]
EXAMPLE: Final = "deploy/env.example"
EMBEDDED: Final = "memory://"
_SECRET_SHAPES: Final = {
    "xoxb-": re.compile(r"(xoxe\.)?xoxb-[!-~]+"),  # xoxe. is what token rotation puts before it
    "xapp-": re.compile(r"xapp-[!-~]+"),
    "": re.compile(r"[!-~]+"),
}


class ConfigurationError(Exception):
    """Settings are missing or wrong. The text names each one, why, and where its example stands."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        width = max(map(len, wrong))
        lines = [f"  {name:<{width}}  {why}" for name, why in wrong.items()]
        count = "1 setting is" if len(wrong) == 1 else f"{len(wrong)} settings are"
        super().__init__(
            f"Threadloom can't start: {count} missing or wrong.\n\n"
            + "\n".join(lines)
            + f"\n\nEach is explained, with an example, in {EXAMPLE}."
        )
        self.wrong = dict(wrong)


def _secret(prefix: str = "") -> AfterValidator:
    def check(secret: SecretStr) -> SecretStr:
        if not _SECRET_SHAPES[prefix].fullmatch(secret.get_secret_value()):
            begins = f"must begin with {prefix} and " if prefix else "must "
            raise ValueError(f"{begins}be plain ASCII without blanks")
        return secret

    return AfterValidator(check)


def _url(*schemes: str) -> AfterValidator:
    def check(text: str) -> str:
        message = f"must be a URL that begins with {' or '.join(f'{s}://' for s in schemes)}"
        try:
            parts = urlsplit(text)
            _ = parts.port  # raises for what is no port
        except ValueError:
            raise ValueError(message) from None
        if parts.scheme not in schemes or (parts.scheme in {"http", "https"} and not parts.netloc):
            raise ValueError(message)
        return text

    return AfterValidator(check)


def _dial(name: str) -> AfterValidator:
    def check(words: str) -> str:
        if words and DIALS[name].read(words.lower()) is None:
            raise ValueError(f"must be {DIALS[name].usage}")
        return DIALS[name].read(words.lower()) or ""

    return AfterValidator(check)


def _list(text: object) -> object:
    return [word for word in re.split(r"[,\s]+", text) if word] if isinstance(text, str) else text


_Word = Annotated[str, Field(pattern=r"^[!-~]+$")]  # fit for a header of HTTP


class Settings(BaseSettings):
    """What the operator decides. Secrets are `SecretStr`; an empty variable counts as unset."""

    model_config = SettingsConfigDict(
        alias_generator=str.upper, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    slack_bot_token: Annotated[SecretStr, _secret("xoxb-")] | None = None
    slack_app_token: Annotated[SecretStr, _secret("xapp-")] | None = None
    slack_signing_secret: Annotated[SecretStr, _secret()] | None = None
    slack_api_url: Annotated[
        str, _url("http", "https"), AfterValidator(lambda url: url.rstrip("/") + "/")
    ] = "https://slack.com/api/"
    slack_edits_per_minute: Annotated[int, Field(ge=1, le=50)] = 45

    messages_api_key: Annotated[SecretStr, _secret()] | None = Field(
        None, validation_alias=AliasChoices("MESSAGES_API_KEY", "COMETAPI_KEY", "ANTHROPIC_API_KEY")
    )
    messages_base_url: Annotated[str, _url("http", "https")] = Field(
        "https://api.cometapi.com",
        validation_alias=AliasChoices("MESSAGES_BASE_URL", "ANTHROPIC_BASE_URL"),
        repr=False,  # it may hold a password, as REDIS_URL may
    )
    messages_model: _Word = "claude-sonnet-4-6"
    messages_auth: Literal["x-api-key", "bearer"] = "x-api-key"
    messages_version: _Word = "2023-06-01"
    messages_betas: Annotated[tuple[_Word, ...], BeforeValidator(_list)] = ()
    messages_max_tokens: Annotated[int, Field(ge=1, le=1_000_000)] = 16_000
    messages_instructions: str = ""

    effort: Annotated[str, _dial("effort")] = ""
    thinking: Annotated[str, _dial("thinking")] = ""
    web_search: Annotated[str, _dial("websearch")] = "off"
    web_fetch: Annotated[str, _dial("webfetch")] = "off"

    redis_url: Annotated[str, _url("redis", "rediss", "unix", "memory"), Field(repr=False)] = (
        EMBEDDED
    )
    conversation_ttl_days: Annotated[int, Field(ge=1, le=3650)] = 90
    worker_concurrency: Annotated[int, Field(ge=1, le=10_000)] = 100

    host: str = "0.0.0.0"  # noqa: S104  a container's port is published by whoever runs it
    port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)
    ] = "INFO"

    @classmethod
    def read(cls, environ: Mapping[str, str], role: Role) -> Settings:
        """The settings in `environ`, fit for `role`; `ConfigurationError` names all that aren't."""
        given = {name: text.strip() for name, text in environ.items() if text.strip()}
        lacking = _lacking(given, role)
        try:
            settings = cls.model_validate(given)
        except _Invalid as invalid:
            raise ConfigurationError({**_wrong(invalid, given), **lacking}) from None
        if lacking:
            raise ConfigurationError(lacking)
        return settings

    @classmethod
    def variables(cls) -> dict[str, tuple[str, ...]]:
        """The name of every variable, and the other names that are read in its place."""
        return {names[0]: names[1:] for names in map(_names, cls.model_fields)}

    @property
    def embedded(self) -> bool:
        """Whether Redis is the one in process, whose memory ends with it."""
        return self.redis_url.startswith(EMBEDDED)

    @property
    def preferences(self) -> Preferences:
        """What holds where nobody in Slack chose: the default of the cascade."""
        return Preferences(
            model=self.messages_model,
            max_tokens=self.messages_max_tokens,
            instructions=self.messages_instructions or INSTRUCTIONS,
            effort=self.effort or None,
            thinking=self.thinking,
            web_search=self.web_search == "on",
            web_fetch=self.web_fetch == "on",
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing but what `read` was given: no process environment, no `.env` file."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


def _names(field: str) -> tuple[str, ...]:
    alias = Settings.model_fields[field].validation_alias
    if isinstance(alias, AliasChoices):
        return tuple(str(name) for name in alias.choices)
    return (field.upper(),)


_UNSET: Final = "is not set: "


def _absent(*names: str) -> Callable[[Mapping[str, str]], bool]:
    return lambda given: not any(name in given for name in names)


def _forgetful(given: Mapping[str, str]) -> bool:
    return given.get("REDIS_URL", EMBEDDED).startswith(EMBEDDED)


_NEEDS: Final[Mapping[str, tuple[Callable[[Mapping[str, str]], bool], str, frozenset[Role]]]] = {
    "SLACK_BOT_TOKEN": (
        _absent("SLACK_BOT_TOKEN"),
        _UNSET + "the bot token of your Slack app (xoxb-…)",
        frozenset({"serve", "web", "worker"}),
    ),
    "SLACK_APP_TOKEN": (
        _absent("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"),
        _UNSET + "either this (xapp-…, Socket Mode) or SLACK_SIGNING_SECRET (HTTP) lets events in",
        frozenset({"serve", "web"}),
    ),
    "MESSAGES_API_KEY": (
        _absent("MESSAGES_API_KEY", "COMETAPI_KEY", "ANTHROPIC_API_KEY"),
        _UNSET + "the key of the Messages API (COMETAPI_KEY and ANTHROPIC_API_KEY are read too)",
        frozenset({"serve", "worker"}),
    ),
    "REDIS_URL": (
        _forgetful,
        "must name a Redis server (redis://…): the embedded one can't be shared by processes",
        frozenset({"web", "worker"}),
    ),
}


def _lacking(given: Mapping[str, str], role: Role) -> dict[str, str]:
    return {
        name: why for name, (lacks, why, roles) in _NEEDS.items() if role in roles and lacks(given)
    }


def _wrong(invalid: _Invalid, given: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each variable; values are never quoted, for any may hold a secret."""
    wrong: dict[str, str] = {}
    for error in invalid.errors(include_url=False, include_input=False):
        names = next((n for n in map(_names, Settings.model_fields) if error["loc"][0] in n), ())
        name = next((name for name in names if name in given), str(error["loc"][0]))
        wrong[name] = _sentence(error["type"], error["msg"], error.get("ctx", {}))
    return wrong


def _sentence(kind: str, message: str, context: Mapping[str, Any]) -> str:
    match kind:
        case "literal_error":
            return f"must be {context['expected']}"
        case "int_parsing":
            return "must be a whole number"
        case "greater_than_equal":
            return f"must be {context['ge']} or more"
        case "less_than_equal":
            return f"must be {context['le']} or less"
        case "string_pattern_mismatch":
            return "must be plain ASCII without blanks"
        case _:
            return message.removeprefix("Value error, ")
