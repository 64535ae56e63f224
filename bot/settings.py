"""What the operator decides, once: one field for each variable in `deploy/env.example`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, SecretStr
from pydantic import ValidationError as _Invalid
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.answer.setup import Setup
from bot.conversation.commands import Commands
from bot.conversation.preferences import INSTRUCTIONS, Preferences
from bot.conversation.values import SAME
from bot.research.bounds import Bounds, Means
from bot.running.needs import EMBEDDED, ConfigurationError, Role, lacking
from bot.running.shapes import (
    Domain,
    Version,
    Word,
    dial,
    listed,
    pairs,
    parsed,
    prefix,
    secret,
    sentence,
    url,
    whereabouts,
)

REDIS: Final = ("redis", "rediss", "unix", "memory", "redis+sentinel", "redis+cluster",
                "rediss+sentinel", "rediss+cluster")  # fmt: skip
Switch = Annotated[Literal["on", "off"], BeforeValidator(str.lower)]


class Settings(BaseSettings):
    """What the operator decides. Secrets are `SecretStr`; an empty variable counts as unset."""

    model_config = SettingsConfigDict(
        alias_generator=str.upper, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    slack_bot_token: Annotated[SecretStr, secret("xoxb-")] | None = None
    slack_app_token: Annotated[SecretStr, secret("xapp-")] | None = None
    slack_signing_secret: Annotated[SecretStr, secret()] | None = None
    slack_api_url: Annotated[
        str, url("http", "https"), AfterValidator(lambda text: text.rstrip("/") + "/")
    ] = "https://slack.com/api/"
    slack_edits_per_minute: Annotated[int, Field(ge=1, le=50)] = 45
    reply_transport: Annotated[Literal["auto", "edit", "stream"], BeforeValidator(str.lower)] = (
        "auto"
    )
    command_prefix: Annotated[str, AfterValidator(prefix)] = ""
    channel_settings: Annotated[Literal["anyone", "managers"], BeforeValidator(str.lower)] = (
        "anyone"
    )

    messages_api_key: Annotated[SecretStr, secret()] | None = Field(
        None, validation_alias=AliasChoices("MESSAGES_API_KEY", "COMETAPI_KEY", "ANTHROPIC_API_KEY")
    )
    messages_base_url: Annotated[str, url("http", "https")] = Field(
        "https://api.cometapi.com",
        validation_alias=AliasChoices("MESSAGES_BASE_URL", "ANTHROPIC_BASE_URL"),
        repr=False,  # it may hold a password, as REDIS_URL may
    )
    messages_model: Word = "claude-sonnet-4-6"
    messages_auth: Literal["x-api-key", "bearer"] = "x-api-key"
    messages_version: Word = "2023-06-01"
    messages_betas: Annotated[tuple[Word, ...], BeforeValidator(listed)] = ()
    messages_max_tokens: Annotated[int, Field(ge=1, le=1_000_000)] = 16_000
    messages_instructions: str = ""
    messages_cache: Literal["5m", "1h", "off"] = "5m"
    messages_automatic_cache: Switch = "off"
    messages_capabilities: Annotated[dict[str, dict[str, Any]], BeforeValidator(parsed)] = {}

    effort: Annotated[str, dial("effort")] = ""
    thinking: Annotated[str, dial("thinking")] = ""
    web_search: Annotated[str, dial("websearch")] = "off"
    web_fetch: Annotated[str, dial("webfetch")] = "off"
    code_execution: Annotated[str, dial("code")] = "off"
    temperature: Annotated[str, dial("temperature")] = ""
    top_p: Annotated[str, dial("top_p")] = ""
    top_k: Annotated[str, dial("top_k")] = ""
    stop_sequence: Annotated[str, dial("stop_sequence")] = ""
    service_tier: Annotated[str, dial("tier")] = ""
    tool_choice: Annotated[str, dial("tools")] = ""
    answer_language: Annotated[str, dial("language")] = ""
    speak: Annotated[str, dial("speak")] = "auto"
    call_back: Annotated[str, dial("callback")] = "on"

    web_search_version: Version = "20250305"
    web_fetch_version: Version = "20250910"
    code_execution_version: Version = "20250522"
    tool_max_uses: Annotated[int, Field(ge=1, le=100)] = 5
    web_allowed_domains: Annotated[tuple[Domain, ...], BeforeValidator(listed)] = ()
    web_blocked_domains: Annotated[tuple[Domain, ...], BeforeValidator(listed)] = ()
    web_user_location: Annotated[
        dict[str, str], BeforeValidator(pairs), AfterValidator(whereabouts)
    ] = {}
    web_fetch_max_tokens: Annotated[int, Field(ge=0, le=1_000_000)] = 0

    research_searches: Annotated[int, Field(ge=1, le=100)] = 20
    research_pages: Annotated[int, Field(ge=1, le=100)] = 15
    research_tokens: Annotated[int, Field(ge=10_000, le=100_000_000)] = 500_000
    research_dollars: Annotated[Decimal, Field(ge=Decimal("0.01"), le=10_000)] = Decimal(2)
    research_minutes: Annotated[int, Field(ge=1, le=240)] = 10
    research_model: Annotated[str, Field(pattern=r"^[!-~]*$")] = ""

    redis_url: Annotated[str, url(*REDIS), Field(repr=False)] = EMBEDDED
    redis_wait_replicas: Annotated[int, Field(ge=0, le=10)] = 0
    conversation_ttl_days: Annotated[int, Field(ge=1, le=3650)] = 90
    worker_concurrency: Annotated[int, Field(ge=1, le=10_000)] = 100
    worker_grace: Annotated[float, Field(ge=0, le=600)] = 20.0
    worker_port: Annotated[int, Field(ge=0, le=65_535)] = 0

    host: str = "0.0.0.0"  # noqa: S104  a container's port is published by whoever runs it
    port: Annotated[int, Field(ge=0, le=65_535)] = 8080
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)
    ] = "INFO"
    log_format: Annotated[Literal["text", "json"], BeforeValidator(str.lower)] = "text"

    @classmethod
    def read(cls, environ: Mapping[str, str], role: Role) -> Settings:
        """The settings in `environ`, fit for `role`; `ConfigurationError` names all that aren't."""
        given = {name: text.strip() for name, text in environ.items() if text.strip()}
        missing = lacking(given, role)
        try:
            settings = cls.model_validate(given)
        except _Invalid as invalid:
            raise ConfigurationError({**_wrong(invalid, given), **missing}) from None
        if missing:
            raise ConfigurationError(missing)
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
    def commands(self) -> Commands:
        """What the slash commands are called."""
        return Commands(self.command_prefix)

    @property
    def setup(self) -> Setup:
        """What the operator decides of every request."""
        return Setup(
            provider=urlsplit(self.messages_base_url).hostname or "",
            web_search=self.web_search_version,
            web_fetch=self.web_fetch_version,
            code_execution=self.code_execution_version,
            max_uses=self.tool_max_uses,
            allowed_domains=self.web_allowed_domains,
            blocked_domains=self.web_blocked_domains,
            user_location=self.web_user_location,
            max_content_tokens=self.web_fetch_max_tokens or None,
            cache=self.messages_cache,
            automatic_cache=self.messages_automatic_cache == "on",
            key=self.slack_bot_token.get_secret_value() if self.slack_bot_token else "",
            capabilities=self.messages_capabilities,
        )

    @property
    def means(self) -> Means:
        """What a research may take, and which model does it."""
        bounds = Bounds(
            searches=self.research_searches,
            pages=self.research_pages,
            tokens=self.research_tokens,
            dollars=self.research_dollars,
            minutes=self.research_minutes,
        )
        return Means(bounds, self.research_model)

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
            code_execution=self.code_execution == "on",
            temperature=float(self.temperature) if self.temperature else None,
            top_p=float(self.top_p) if self.top_p else None,
            top_k=int(self.top_k) if self.top_k else None,
            stop=(self.stop_sequence,) if self.stop_sequence else (),
            tier=self.service_tier,
            tool_choice=self.tool_choice,
            speak=self.speak,
            call_back=self.call_back == "on",
            language="" if self.answer_language == SAME else self.answer_language,
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


def called(environ: Mapping[str, str]) -> Commands:
    """What `environ` says of the names of commands, whatever else is missing or wrong in it."""
    prefix = environ.get("COMMAND_PREFIX", "")
    return Settings.read({"COMMAND_PREFIX": prefix}, "doctor").commands


def _names(field: str) -> tuple[str, ...]:
    alias = Settings.model_fields[field].validation_alias
    if isinstance(alias, AliasChoices):
        return tuple(str(name) for name in alias.choices)
    return (field.upper(),)


def _wrong(invalid: _Invalid, given: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with each variable; values are never quoted, for any may hold a secret."""
    wrong: dict[str, str] = {}
    for error in invalid.errors(include_url=False, include_input=False):
        names = next((n for n in map(_names, Settings.model_fields) if error["loc"][0] in n), ())
        name = next((name for name in names if name in given), str(error["loc"][0]))
        wrong[name] = sentence(error["type"], error["msg"], error.get("ctx", {}))
    return wrong
