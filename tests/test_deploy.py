"""The examples under deploy/ say what is so; no Docker is needed to see that."""

import re
from pathlib import Path

import pytest

from bot import errands
from bot.adapters.metrics import PrometheusMeter
from bot.adapters.slack.delivery import PATIENCE
from bot.running.health import LATE
from bot.settings import Settings
from bot.worker import GRACE, LAST

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
ROLES = {"serve", "web", "worker", "doctor"}
BOTH = ["compose.yaml", "kubernetes.yaml"]
CONFINED = {
    "compose.yaml": ["read_only: true", "cap_drop: [ALL]", "no-new-privileges:true"],
    "kubernetes.yaml": [
        "readOnlyRootFilesystem: true",
        "drop: [ALL]",
        "allowPrivilegeEscalation: false",
        "runAsNonRoot: true",
        "seccompProfile: { type: RuntimeDefault }",
        "automountServiceAccountToken: false",
        "enableServiceLinks: false",
    ],
}
PRE_STOP = 5
SHUTDOWN = 5
"""Seconds that `listening` of bot/adapters/slack/http.py gives what came in."""


def text(name):
    return (DEPLOY / name).read_text()


def sources():
    copied = re.findall(r"^COPY ([\w. ]+) \S+$", text("Dockerfile"), re.MULTILINE)
    return [source for line in copied for source in line.split()]


def worked(name):
    """What the file says of each of our processes, by its role."""
    if name == "compose.yaml":
        cut = re.split(r"^  (\w+):\n", text(name).partition("services:")[2], flags=re.MULTILINE)
        return {
            role: told for role, told in zip(cut[1::2], cut[2::2], strict=True) if role in ROLES
        }
    parts = [part for part in text(name).split("---\n") if "kind: Deployment" in part]
    return {re.search(r"role: (\w+)", part)[1]: part for part in parts}


def number(pattern, told):
    (found,) = re.findall(pattern, told)
    return int(found)


def test_the_image_is_made_of_what_is_there():
    assert {"bot", "handlers", "requirements.txt", "pyproject.toml"} <= set(sources())
    assert all((ROOT / source).exists() for source in sources())


def test_nothing_else_gets_into_the_build():
    told = text("Dockerfile.dockerignore").splitlines()
    rules = [line for line in told if line and not line.startswith("#")]
    allowed = [rule[1:] for rule in rules if rule.startswith("!")]
    assert rules[0] == "*"
    assert sorted(allowed) == sorted(sources())
    assert rules[-2:] == ["**/__pycache__", "**/.*"], "not in what is let in, either"


def test_the_image_is_called_by_its_version():
    (version,) = re.findall(
        r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE
    )
    named = re.findall(r"image: threadloom:(\S+)|image `threadloom:(.+?)`", text("kubernetes.yaml"))
    named += re.findall(r"-t threadloom:(\S+)()", text("Dockerfile"))
    assert {"".join(pair) for pair in named} == {version}
    assert len(named) == 4


def test_many_containers_log_objects_for_whatever_collects_them():
    assert "ENV LOG_FORMAT=json" in text("Dockerfile").splitlines()
    assert "LOG_FORMAT" in Settings.variables()


def test_the_image_has_a_python_that_the_program_takes():
    (wanted,) = re.findall(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text())
    images = re.findall(r"^FROM python:3\.(\d+)", text("Dockerfile"), re.MULTILINE)
    assert len(images) == 2
    assert all(int(minor) >= int(wanted) for minor in images)


@pytest.mark.parametrize("name", BOTH)
def test_each_process_has_a_role_that_there_is(name):
    assert set(worked(name)) == {"web", "worker"} < ROLES
    for role, told in worked(name).items():
        assert re.findall(r'(?:command|args): \["(\w+)"\]', told) == [role]


def test_a_platform_that_installs_only_the_requirements_can_run_the_procfile():
    """It has no command `threadloom` then, but the checkout is where it runs."""
    lines = (ROOT / "Procfile").read_text().splitlines()
    assert lines == [f"{role}: python -m bot {role}" for role in ("web", "worker")]


def test_what_is_set_is_a_setting():
    named = re.findall(r"^      ([A-Z_]+): ", text("compose.yaml"), re.MULTILINE)
    named += re.findall(r"\{ name: ([A-Z_]+), value", text("kubernetes.yaml"))
    assert sorted(set(named)) == ["HOST", "PORT", "REDIS_URL", "WORKER_PORT"]
    assert set(named) <= set(Settings.variables())


@pytest.mark.parametrize("name", BOTH)
def test_nobody_is_killed_before_the_grace_is_over(name):
    graces = {
        role: number(r"(?:stop_grace_period|GracePeriodSeconds): (\d+)", told)
        for role, told in worked(name).items()
    }
    last = errands.GRACE
    assert graces["worker"] > GRACE + LAST + LAST + last, "the answers, their ends, handing back"
    assert graces["web"] > PRE_STOP + SHUTDOWN + PATIENCE + last


@pytest.mark.parametrize("name", BOTH)
def test_nobody_may_do_more_than_they_must(name):
    shared = text(name).partition("x-confined: &confined\n")[2].partition("\n\n")[0]
    for told in worked(name).values():
        whole = told.replace("<<: *confined", shared)
        assert [rule for rule in CONFINED[name] if rule not in whole] == []
        assert "memory: " in told


def test_everybody_is_the_user_that_the_image_has():
    (user,) = re.findall(r"^USER (\d+)$", text("Dockerfile"), re.MULTILINE)
    assert f"--uid {user} " in text("Dockerfile")
    assert re.findall(r"runAsUser: (\d+)", text("kubernetes.yaml")) == [user] * 2


def test_of_each_there_are_two_whatever_is_deployed_or_emptied():
    for role, told in worked("kubernetes.yaml").items():
        assert number(r"replicas: (\d+)", told) >= 2
        assert "maxUnavailable: 0" in told
        labels = f"matchLabels: {{ app: threadloom, role: {role} }}"
        assert labels in text("kubernetes.yaml").partition("kind: PodDisruptionBudget")[2]


def test_redis_keeps_what_it_is_given():
    told = text("compose.yaml")
    assert '"--appendonly", "yes"' in told
    assert '"--maxmemory-policy", "noeviction"' in told


@pytest.mark.parametrize("name", BOTH)
def test_everybody_is_asked_where_they_listen(name):
    port = {"web": "PORT", "worker": "WORKER_PORT"}
    for role, told in worked(name).items():
        said = re.search(rf'\b{port[role]}(?:: |, value: )"(\d+)"', told)[1]
        if name == "compose.yaml":
            assert f"http://127.0.0.1:{said}/livez" in told
        else:
            assert re.findall(r"containerPort: (\d+)", told) == [said]
            assert f'prometheus.io/port: "{said}"' in told
            assert re.findall(r"path: (/\w+)", told) == ["/livez", "/livez", "/readyz"]


def test_nobody_is_restarted_for_a_slack_that_is_away():
    """It listens only once Slack has said who we are."""
    for told in worked("kubernetes.yaml").values():
        start = re.search(r"startupProbe:(.+?)livenessProbe", told, re.DOTALL)[1]
        tries = number(r"failureThreshold: (\d+)", start) * number(r"periodSeconds: (\d+)", start)
        assert tries >= 600
    assert "start_period: 10m" in text("compose.yaml")


def test_a_busy_event_loop_is_given_its_time():
    for told in worked("kubernetes.yaml").values():
        life = re.search(r"livenessProbe:(.+?)readinessProbe", told, re.DOTALL)[1]
        assert number(r"timeoutSeconds: (\d+)", life) > LATE


async def test_alerts_ask_for_what_is_counted():
    page = (await PrometheusMeter().page()).decode()
    series = set(re.findall(r"^(threadloom_\w+)", page, re.MULTILINE))
    asked = re.findall(r"threadloom_\w+", text("alerts.yaml"))
    assert len(set(asked)) >= 8
    assert set(asked) <= series


def test_every_alert_says_what_to_do():
    told = text("alerts.yaml")
    alerts = re.findall(r"- alert: (\w+)", told)
    assert len(alerts) == len(set(alerts)) == told.count("summary: ") == told.count("expr: ")
