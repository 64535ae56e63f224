"""One run of the torture: set up, load and faults, healing, and the verdict."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.redis_server import RedisServer
from tests.torture import spoken
from tests.torture.balancer import Balancer
from tests.torture.checker import Verdict, check
from tests.torture.control import Child
from tests.torture.crew import Crew
from tests.torture.crowd import Crowd
from tests.torture.faults import Faults, World
from tests.torture.proxy import Proxy

SECRET = "canary5ec2e7canary5ec2e7canary55"
TOKEN = "xoxb-1111111111-canarytoken"
KEY = "sk-ant-api03-canarykey"
CANARIES = (SECRET, TOKEN, KEY, spoken.CANARY, spoken.LEAKED)
RETRIES = (0.0, 3.0, 10.0, 20.0, 30.0)
"""Seconds between Slack's tries of an event: its own minutes would not fit into a short run."""
QUIET = 4.0
"""Seconds without any fault after the last answer, for whoever might still edit or post."""

BEFORE = 15.0
"""Seconds in which all is well before an outage begins: some answers are being written then."""


@dataclass(frozen=True)
class Plan:
    """What to run. `every` and `asking` are the seconds between faults and between questions.

    `settle`: seconds that all answers have to be there once nothing goes wrong any more.
    `naive`: in place of our workers, ones that keep no journal and hold no lease. `outage`: in
    place of all other faults, "slack" or "model" is out of reach for all the `seconds`.
    """

    seed: int
    seconds: float = 60.0
    every: float = 2.0
    asking: float = 1.2
    settle: float = 180.0
    speed: float = 150.0
    webs: int = 2
    workers: int = 3
    naive: bool = False
    outage: str = ""


@dataclass
class Outcome:
    """What came of it: the verdict from Slack, what was logged, and how processes ended."""

    plan: Plan
    verdict: Verdict
    faults: Counter[str]
    leaks: list[str] = field(default_factory=list)
    complaints: Counter[str] = field(default_factory=Counter)
    settled: float = 0.0

    @property
    def clean(self) -> bool:
        """Whether everything that was promised was kept."""
        return self.verdict.clean and not self.leaks and not self.complaints

    def __str__(self) -> str:
        plan, verdict = self.plan, self.verdict
        befell = ", ".join(f"{kind} {n}" for kind, n in sorted(self.faults.items())) or "none"
        who = "naive" if plan.naive else "ours"
        asked = f"asked {verdict.asked}, acknowledged {verdict.acknowledged}"
        dealt = f"answered {verdict.answered}, failed with Retry {verdict.failed}"
        lines = [f"seed {plan.seed}, {plan.seconds:.0f} s, {who}", f"faults: {befell}"]
        lines += [f"{asked}, {dealt}; settled in {self.settled:.0f} s"]
        for name, wrong in [*verdict.faults.items(), ("leaks", self.leaks)]:
            lines.append(f"{name:<12}{len(wrong):>5}")
            lines += [f"    {one}" for one in wrong[:10]]
        lines += [f"{name:<24}{n:>5}" for name, n in sorted(self.complaints.items())]
        return "\n".join([*lines, "clean" if self.clean else "NOT CLEAN"])


Tell = Callable[[str], None]


async def torture(plan: Plan, folder: Path, tell: Tell = lambda _: None) -> Outcome:
    """Run `plan` with its logs in `folder`; `tell` hears a line of progress now and then."""
    async with _world(plan, folder) as world:
        faults = Faults(world, random.Random(f"faults {plan.seed}"), plan.every)
        crowd = Crowd(world.slack, random.Random(f"crowd {plan.seed}"), plan.asking)
        if plan.outage:
            await _for(BEFORE, faults, crowd, tell)
            tell(f"{plan.outage} is out of reach from now on")
            faults.lose(plan.outage)
        await _for(plan.seconds, faults, crowd, tell)
        await faults.heal()
        since = time.monotonic()
        verdict = await _settled(world, plan.settle, tell)
        settled = time.monotonic() - since
        kept = json.dumps(await world.slack.ask("dump"), indent=1)
        (folder / "slack.json").write_text(kept)
        await world.crew.dismiss()
        complaints = world.crew.complaints
    leaks = leaked(folder)
    return Outcome(plan, verdict, faults.count, leaks, complaints, settled)


async def _for(seconds: float, faults: Faults, crowd: Crowd, tell: Tell) -> None:
    """Load and faults side by side; whichever breaks ends the run."""
    begun = time.monotonic()

    async def told() -> None:
        while True:
            await asyncio.sleep(10)
            befell = sum(faults.count.values())
            at = time.monotonic() - begun
            tell(f"{at:5.0f} s: asked {crowd.asked}, finished {crowd.finished}, faults {befell}")

    with suppress(TimeoutError):
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
            for work in (faults.befall() if faults.every else None, crowd.ask_on(), told()):
                if work:
                    group.create_task(work)


async def _settled(world: World, patience: float, tell: Tell) -> Verdict:
    """The verdict once nothing is open any more, or when `patience` is at its end."""
    until = time.monotonic() + patience
    still = 0.0
    while True:
        dump = await world.slack.ask("dump")
        # The proxies live in this process: were they held up, Redis would seem to be away.
        verdict, now = await asyncio.to_thread(check, dump), time.monotonic()
        open_ = dump["open"], len(verdict.missing), len(verdict.unfinished)
        still = 0.0 if any(open_) else still or now
        if now > until or (still and now - still > QUIET):
            return verdict
        tell("settling: {} undelivered, {} missing, {} unfinished".format(*open_))
        await world.crew.tend()
        await asyncio.sleep(2)


@asynccontextmanager
async def _world(plan: Plan, folder: Path) -> AsyncIterator[World]:
    """All processes, with a proxy on each way between them."""
    async with AsyncExitStack() as stack:
        redis = RedisServer(folder)
        redis.start()
        stack.callback(redis.stop)
        retries = map(str, RETRIES)
        office = Child("tests.torture.slack", folder / "slack.log", SECRET, TOKEN, *retries)
        slack = await stack.enter_async_context(office)
        api = Child("tests.torture.model", folder / "model.log", KEY, str(plan.speed))
        model = await stack.enter_async_context(api)
        there = {
            "redis": redis.port,
            "slack": await slack.ask("port"),
            "model": await model.ask("port"),
        }
        ways = {name: await stack.enter_async_context(Proxy(port)) for name, port in there.items()}
        crew = Crew(folder, _environ(ways))
        chance = random.Random(f"balancer {plan.seed}")
        balancer = await stack.enter_async_context(Balancer(lambda: crew.ports, chance))
        ways["ingress"] = await stack.enter_async_context(Proxy(balancer.port))
        stack.push_async_callback(crew.dismiss)
        await crew.hire("web", plan.webs, "bot", "web")
        work = ("tests.torture.naive",) if plan.naive else ("bot", "worker")
        await crew.hire("worker", plan.workers, *work)
        await crew.ready()
        await slack.ask("deliver_to", url=f"http://127.0.0.1:{ways['ingress'].port}/slack/events")
        yield World(crew, redis, slack, model, ways)


def _environ(ways: dict[str, Proxy]) -> dict[str, str]:
    """The settings of our processes: every way leads through a proxy, every secret is a canary."""
    at = {name: f"127.0.0.1:{way.port}" for name, way in ways.items()}
    return {
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": f"http://{at['slack']}/api/",
        "MESSAGES_API_KEY": KEY,
        "MESSAGES_BASE_URL": f"http://{at['model']}",
        "REDIS_URL": f"redis://{at['redis']}/0",
        # The fewer interim edits, the more answers: Slack takes fifty edits a minute in all.
        "SLACK_EDITS_PER_MINUTE": "20",
        "LOG_LEVEL": "DEBUG",
    }


def leaked(folder: Path) -> list[str]:
    """Every line of a log that holds a canary, by file and number."""
    return [
        f"{log.name}:{number}: {canary[:8]}…"
        for log in sorted(folder.glob("*.log"))
        for number, line in enumerate(log.read_text("utf-8", "replace").splitlines(), 1)
        for canary in CANARIES
        if canary in line
    ]
