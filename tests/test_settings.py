import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.running.needs import EXAMPLE, ConfigurationError
from bot.settings import Settings, called

WHOLE = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "MESSAGES_API_KEY": "key-1"}
REDIS = {"REDIS_URL": "redis://localhost:6379/0"}
ROOT = Path(__file__).parents[1]


def wrong(environ, role="doctor"):
    with pytest.raises(ConfigurationError) as caught:
        Settings.read(environ, role)
    return caught.value


def test_what_is_not_set_has_the_contracts_default():
    settings = Settings.read(WHOLE, "serve")
    assert settings.messages_base_url == "https://api.cometapi.com"
    assert settings.messages_model == "claude-sonnet-4-6"
    assert (settings.messages_auth, settings.messages_version) == ("x-api-key", "2023-06-01")
    assert settings.messages_betas == ()
    assert settings.messages_max_tokens == 16_000
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.slack_edits_per_minute == 45
    assert (settings.host, settings.port) == ("0.0.0.0", 8080)
    assert (settings.worker_concurrency, settings.conversation_ttl_days) == (100, 90)
    assert settings.redis_url == "memory://"
    assert settings.embedded


def test_the_example_names_exactly_the_settings():
    named = re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / EXAMPLE).read_text(), re.MULTILINE)
    assert sorted(named) == sorted(Settings.variables())


def test_the_example_shows_the_real_defaults_and_they_are_right():
    text = (ROOT / EXAMPLE).read_text()
    shown = dict(re.findall(r"^# ([A-Z_]+)=(.*)$", text, re.MULTILINE))
    del shown["SLACK_SIGNING_SECRET"]
    assert Settings.read(shown, "doctor") == Settings.read({}, "doctor")


def test_the_other_names_of_a_variable_are_read():
    settings = Settings.read(
        {"COMETAPI_KEY": "comet", "ANTHROPIC_BASE_URL": "http://localhost:1"}, "doctor"
    )
    assert settings.messages_api_key.get_secret_value() == "comet"
    assert settings.messages_base_url == "http://localhost:1"


def test_the_first_name_of_a_variable_wins():
    names = {"ANTHROPIC_API_KEY": "c", "MESSAGES_API_KEY": "a", "COMETAPI_KEY": "b"}
    assert Settings.read(names, "doctor").messages_api_key.get_secret_value() == "a"


def test_an_empty_variable_counts_as_unset():
    environ = {**WHOLE, "PORT": "", "MESSAGES_MODEL": "  ", "MESSAGES_API_KEY": "\n"}
    assert set(wrong(environ, "serve").wrong) == {"MESSAGES_API_KEY"}
    assert Settings.read({"PORT": ""}, "doctor").port == 8080


def test_an_empty_name_lets_the_other_name_count():
    environ = {"MESSAGES_API_KEY": "", "COMETAPI_KEY": "comet"}
    assert Settings.read(environ, "doctor").messages_api_key.get_secret_value() == "comet"


def test_nothing_but_what_is_given_is_read(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("PORT=1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "2")
    assert Settings.read({}, "doctor").port == 8080


def test_line_ends_of_secret_files_are_forgiven():
    settings = Settings.read({"SLACK_BOT_TOKEN": "xoxb-1\n"}, "doctor")
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1"


def test_a_rotated_bot_token_is_a_bot_token():
    assert Settings.read({"SLACK_BOT_TOKEN": "xoxe.xoxb-1-abc"}, "doctor").slack_bot_token


def test_betas_are_a_list_with_commas():
    assert Settings.read({"MESSAGES_BETAS": "a, b,,c"}, "doctor").messages_betas == ("a", "b", "c")


def test_what_people_set_by_commands_has_the_operators_default():
    environ = {"EFFORT": "HIGH", "THINKING": "budget 2,048", "WEB_SEARCH": "yes"}
    chosen = Settings.read(environ, "doctor").preferences
    assert (chosen.effort, chosen.thinking) == ("high", "budget 2048")
    assert (chosen.web_search, chosen.web_fetch) == (True, False)
    assert Settings.read({}, "doctor").preferences.effort is None


@pytest.mark.parametrize(
    ("role", "environ", "lacking"),
    [
        ("serve", {}, {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "MESSAGES_API_KEY"}),
        ("web", {}, {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "REDIS_URL"}),
        ("worker", {}, {"SLACK_BOT_TOKEN", "MESSAGES_API_KEY", "REDIS_URL"}),
        ("worker", {**WHOLE, "REDIS_URL": "memory://"}, {"REDIS_URL"}),
        ("serve", {**WHOLE, "REDIS_WAIT_REPLICAS": "1"}, {"REDIS_WAIT_REPLICAS"}),
        ("web", {**REDIS, "SLACK_BOT_TOKEN": "xoxb-1"}, {"SLACK_APP_TOKEN"}),
    ],
)
def test_each_role_says_all_that_it_lacks_at_once(role, environ, lacking):
    error = wrong(environ, role)
    assert set(error.wrong) == lacking
    assert all(name in str(error) for name in lacking)
    assert EXAMPLE in str(error)


@pytest.mark.parametrize(
    ("role", "environ"),
    [
        ("serve", WHOLE),
        ("serve", {**WHOLE, **REDIS, "REDIS_WAIT_REPLICAS": "1", "WORKER_GRACE": "0.5"}),
        ("serve", {**WHOLE, "REDIS_URL": "rediss+sentinel://u:p@a:1,b:2,[::1]:3/mymaster/0"}),
        ("serve", {**WHOLE, "SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "s"}),
        ("web", {**REDIS, "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}),
        ("worker", {**REDIS, "SLACK_BOT_TOKEN": "xoxb-1", "ANTHROPIC_API_KEY": "k"}),
        ("doctor", {}),
    ],
)
def test_each_role_does_with_what_it_needs(role, environ):
    assert Settings.read(environ, role)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1"),
        ("SLACK_BOT_TOKEN", "xoxb-ö"),
        ("SLACK_APP_TOKEN", "xoxb-1"),
        ("SLACK_SIGNING_SECRET", "two words"),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "http://x:port/"),
        ("SLACK_EDITS_PER_MINUTE", "0"),
        ("SLACK_EDITS_PER_MINUTE", "51"),
        ("MESSAGES_BASE_URL", "ftp://x"),
        ("ANTHROPIC_BASE_URL", "https://"),
        ("MESSAGES_AUTH", "basic"),
        ("MESSAGES_MODEL", "my model"),
        ("MESSAGES_VERSION", "1\r\nx: y"),
        ("MESSAGES_MAX_TOKENS", "many"),
        ("EFFORT", "lots"),
        ("THINKING", "budget 3"),
        ("WEB_SEARCH", "maybe"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "redis+elsewhere://h"),
        ("REDIS_WAIT_REPLICAS", "11"),
        ("WORKER_GRACE", "-1"),
        ("PORT", "65536"),
        ("LOG_LEVEL", "loud"),
        ("COMETAPI_KEY", "a b"),
    ],
)
def test_a_wrong_value_is_named_by_the_variable_that_holds_it(name, text):
    assert list(wrong({name: text}).wrong) == [name]


def test_missing_and_wrong_are_told_in_one_message():
    error = wrong({"PORT": "x", "SLACK_BOT_TOKEN": "nonsense"}, "serve")
    assert set(error.wrong) == {"PORT", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "MESSAGES_API_KEY"}


@given(
    st.sampled_from(sorted(Settings.variables())),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=12),
)
def test_no_value_is_ever_quoted(name, text):
    canary = f"Canary-{text}"
    try:
        shown = repr(Settings.read({name: canary}, "doctor")) if name in SECRET else ""
    except ConfigurationError as error:
        shown = str(error)
    assert canary not in shown


SECRET = {
    "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "MESSAGES_API_KEY",
    "REDIS_URL", "MESSAGES_BASE_URL",
}  # fmt: skip


def test_settings_show_no_secret():
    secrets = {
        "SLACK_BOT_TOKEN": "xoxb-canary",
        "SLACK_APP_TOKEN": "xapp-canary",
        "SLACK_SIGNING_SECRET": "canary",
        "MESSAGES_API_KEY": "canary",
        "REDIS_URL": "redis://:canary@localhost",
        "MESSAGES_BASE_URL": "https://user:canary@localhost",
    }
    assert set(secrets) == SECRET
    assert "canary" not in repr(Settings.read(secrets, "doctor"))


@pytest.mark.parametrize("kind", ["auto", "edit", "Stream"])
def test_replies_grow_as_the_operator_wishes(kind):
    settings = Settings.read(WHOLE | {"REPLY_TRANSPORT": kind}, "serve")
    assert settings.reply_transport == kind.lower()
    assert "REPLY_TRANSPORT" in wrong({"REPLY_TRANSPORT": "banana"}).wrong


@pytest.mark.parametrize(
    ("told", "name"), [("", "/effort"), ("tl-", "/tl-effort"), ("/TL_", "/tl_effort")]
)
def test_the_prefix_of_commands_is_read_whatever_else_is_wrong(told, name):
    assert called({"COMMAND_PREFIX": told, "PORT": "x"}).named("effort") == name
    assert Settings.read({"COMMAND_PREFIX": told}, "doctor").commands.named("effort") == name


@pytest.mark.parametrize("told", ["-", "t l", "x" * 17, "ü"])
def test_a_prefix_that_slack_would_not_take_is_refused(told):
    assert "must begin with a letter" in wrong({"COMMAND_PREFIX": told}).wrong["COMMAND_PREFIX"]


def test_what_people_can_set_has_a_default_of_the_operators():
    told = {"ANSWER_LANGUAGE": "Polish", "SPEAK": "mentioned", "CALL_BACK": "no", "EFFORT": "High"}
    preferences = Settings.read(told, "doctor").preferences
    assert (preferences.language, preferences.speak) == ("pl", "mentioned")
    assert (preferences.call_back, preferences.effort) == (False, "high")
    assert Settings.read({"ANSWER_LANGUAGE": "auto"}, "doctor").preferences.language == ""
    assert (
        "such as Polish or pt-BR"
        in wrong({"ANSWER_LANGUAGE": "Klingonese"}).wrong["ANSWER_LANGUAGE"]
    )


def test_who_sets_channels_is_anyone_unless_the_operator_says_managers():
    assert Settings.read({}, "doctor").channel_settings == "anyone"
    assert Settings.read({"CHANNEL_SETTINGS": "Managers"}, "doctor").channel_settings == "managers"
    assert "anyone" in wrong({"CHANNEL_SETTINGS": "admins"}).wrong["CHANNEL_SETTINGS"]
