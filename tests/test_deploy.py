"""The examples under deploy/ say what is so; no Docker is needed to see that."""

import re
from pathlib import Path

import pytest

from bot.adapters.metrics import PrometheusMeter
from bot.settings import Settings
from bot.worker import GRACE, LAST

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
ROLES = {"serve", "web", "worker", "doctor"}


def text(name):
    return (DEPLOY / name).read_text()


def test_the_image_is_made_of_what_is_there():
    copied = re.findall(r"^COPY ([\w. ]+) \S+$", text("Dockerfile"), re.MULTILINE)
    sources = [source for line in copied for source in line.split()]
    assert {"bot", "handlers", "requirements.txt", "pyproject.toml"} <= set(sources)
    assert all((ROOT / source).exists() for source in sources)
    ignored = text("Dockerfile.dockerignore").split()
    assert not set(sources) & set(ignored)


def test_many_containers_log_objects_for_whatever_collects_them():
    assert "ENV LOG_FORMAT=json" in text("Dockerfile").splitlines()
    assert "LOG_FORMAT" in Settings.variables()


def test_the_image_has_a_python_that_the_program_takes():
    (wanted,) = re.findall(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text())
    images = re.findall(r"^FROM python:3\.(\d+)", text("Dockerfile"), re.MULTILINE)
    assert len(images) == 2
    assert all(int(minor) >= int(wanted) for minor in images)


@pytest.mark.parametrize(
    ("name", "roles"),
    [("compose.yaml", r'^    command: \["(\w+)"\]'), ("kubernetes.yaml", r'args: \["(\w+)"\]')],
)
def test_each_process_has_a_role_that_there_is(name, roles):
    assert set(re.findall(roles, text(name), re.MULTILINE)) == {"web", "worker"} < ROLES


def test_what_is_set_is_a_setting():
    named = re.findall(r"^      ([A-Z_]+): ", text("compose.yaml"), re.MULTILINE)
    named += re.findall(r"\{ name: ([A-Z_]+), value", text("kubernetes.yaml"))
    assert sorted(set(named)) == ["REDIS_URL", "WORKER_PORT"]
    assert set(named) <= set(Settings.variables())


@pytest.mark.parametrize(
    ("name", "graces"),
    [("compose.yaml", r"stop_grace_period: (\d+)s"), ("kubernetes.yaml", r"PeriodSeconds: (\d+)$")],
)
def test_nobody_is_killed_before_the_grace_is_over(name, graces):
    found = re.findall(graces, text(name), re.MULTILINE)
    assert found
    assert all(int(seconds) > GRACE + LAST for seconds in found if int(seconds) > 10)


def test_redis_keeps_what_it_is_given():
    told = text("compose.yaml")
    assert '"--appendonly", "yes"' in told
    assert '"--maxmemory-policy", "noeviction"' in told


def test_life_and_readiness_are_asked_where_they_are_told():
    assert "/livez" in text("compose.yaml")
    assert re.findall(r"path: (/\w+)", text("kubernetes.yaml")) == ["/livez", "/readyz"] * 2


def test_a_worker_is_asked_where_it_listens():
    told = text("kubernetes.yaml").partition("name: threadloom-worker")[2]
    (port,) = re.findall(r'WORKER_PORT, value: "(\d+)"', told)
    assert f"containerPort: {port}" in told
    assert f'prometheus.io/port: "{port}"' in told


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
