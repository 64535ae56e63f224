import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMANDS = ("serve", "web", "worker", "playground", "doctor", "manifest")
HEAVY = {
    "aiohttp", "bot.settings", "fakeredis", "httpx", "msgspec", "pydantic", "redis",
    "slack_bolt", "slack_sdk", "uvloop",
}  # fmt: skip


def threadloom(*words, environ=None):
    """The real program, in an environment where nothing is set but `environ`."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=environ or {},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("words", [["--help"], ["--version"], *([c, "--help"] for c in COMMANDS)])
def test_help_and_version_load_nothing_heavy(words):
    code = (
        "import sys, bot.__main__\n"
        f"try: bot.__main__.main({words!r})\n"
        "except SystemExit as end: assert not end.code\n"
        "print('LOADED', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={}, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.partition("LOADED")[2].split()
    assert "bot.__main__" in loaded
    assert not HEAVY & set(loaded)


def test_help_says_what_each_command_does_and_what_it_needs():
    told = threadloom("--help").stdout
    assert all(word in told for word in (*COMMANDS, "SLACK_BOT_TOKEN", "deploy/env.example"))


def test_it_tells_its_version():
    done = threadloom("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("threadloom")


def test_without_a_command_it_says_how_to_use_it():
    done = threadloom()
    assert done.returncode == 2
    assert "usage: threadloom" in done.stderr


@pytest.mark.parametrize("role", ["serve", "web", "worker"])
def test_wrong_settings_stop_it_with_one_message_and_78(role):
    done = threadloom(role, environ={"SLACK_APP_TOKEN": "nonsense", "PORT": "x"})
    assert done.returncode == 78
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for word in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "PORT", "deploy/env.example"):
        assert done.stderr.count(word) >= 1
    assert "nonsense" not in done.stderr


@pytest.mark.parametrize("role", ["web", "worker"])
def test_the_embedded_redis_is_refused_for_separate_processes(role):
    environ = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "MESSAGES_API_KEY": "k"}
    done = threadloom(role, environ={**environ, "REDIS_URL": "memory://"})
    assert done.returncode == 78
    assert "REDIS_URL" in done.stderr


def test_a_wrong_port_for_the_playground_is_a_wrong_setting():
    done = threadloom("playground", "--port", "seventy")
    assert done.returncode == 78
    assert "PORT" in done.stderr


def test_manifest_prints_json_for_either_transport():
    assert json.loads(threadloom("manifest").stdout)["settings"]["socket_mode_enabled"] is True
    over_http = json.loads(threadloom("manifest", "--url", "https://bot.example.com").stdout)
    assert over_http["settings"]["socket_mode_enabled"] is False


def test_manifest_names_commands_with_their_prefix():
    done = threadloom("manifest", environ={"COMMAND_PREFIX": "tl-"})
    commands = json.loads(done.stdout)["features"]["slash_commands"]
    assert all(command["command"].startswith("/tl-") for command in commands)
    wrong = threadloom("manifest", environ={"COMMAND_PREFIX": "t l"})
    assert (wrong.returncode, wrong.stdout) == (78, "")
    assert "COMMAND_PREFIX" in wrong.stderr


def test_manifest_wants_a_real_address():
    assert threadloom("manifest", "--url", "bot.example.com").returncode == 2


def test_doctor_without_settings_fails_and_says_what_is_missing():
    done = threadloom("doctor")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "SLACK_BOT_TOKEN is not set" in done.stdout


def test_doctor_speaks_json():
    done = threadloom("doctor", "--json", environ={"PORT": "x"})
    assert done.returncode == 1
    assert [finding["name"] for finding in json.loads(done.stdout)] == ["PORT"]
