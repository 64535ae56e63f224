"""The front door: read the environment, then do what was asked for."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from bot.running import first

if TYPE_CHECKING:
    from bot.running.needs import Role

WRONG_SETTINGS = 78  # EX_CONFIG of sysexits.h

_HELP = """\
A Slack app that gives a team Claude in its threads.

first steps:
  threadloom playground          try it in your browser, without any account
  threadloom manifest            what to paste at api.slack.com/apps, "From a manifest"
  threadloom doctor              do the settings, Redis, Slack and the Messages API work?
  threadloom serve               run it
"""
_SETTINGS = """\
settings are environment variables, each explained in deploy/env.example:
  SLACK_BOT_TOKEN                            always
  SLACK_APP_TOKEN or SLACK_SIGNING_SECRET    to hear Slack (serve, web): Socket Mode or HTTP
  MESSAGES_API_KEY                           to ask Claude (serve, worker)
  REDIS_URL                                  to remember; web and worker can't do without
"""
_SERVE = "Hear Slack and answer, in one process. Without REDIS_URL it forgets all when it ends."
_WEB = "Hear Slack and put questions into the mailbox in Redis; workers answer them."
_WORKER = "Take questions from the mailbox in Redis and answer them. Run as many as you need."
_PLAYGROUND = (
    "A local stand-in for Slack in your browser, with the real bot behind it. It needs no setting; "
    "with MESSAGES_API_KEY set, the real endpoint answers."
)
_DOCTOR = (
    "Look at the settings, Redis, Slack and the Messages API: one line for each thing, "
    "ok or failed, and what to do. Exit code 1 if anything failed."
)
_MANIFEST = "Print the app manifest as JSON: commands, events and scopes, for Socket Mode or HTTP."


class _Version(argparse.Action):
    """Looks the version up only when asked, because that takes longer than all of --help."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any, **__: Any) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print("threadloom", version("threadloom"))
        except PackageNotFoundError:
            print("threadloom, not installed")
        parser.exit()


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("threadloom", None, _HELP, _SETTINGS, formatter_class=raw)
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)
    for name, text in (("serve", _SERVE), ("web", _WEB), ("worker", _WORKER)):
        commands.add_parser(
            name, help=text, description=text, epilog=_SETTINGS, formatter_class=raw
        )
    playground = commands.add_parser("playground", help=_PLAYGROUND, description=_PLAYGROUND)
    playground.add_argument("--port", help="where to listen; default $PORT, else 8080")
    doctor = commands.add_parser("doctor", help=_DOCTOR, description=_DOCTOR)
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")
    manifest = commands.add_parser("manifest", help=_MANIFEST, description=_MANIFEST)
    manifest.add_argument("--url", metavar="URL", help="for HTTP: where Slack can reach the app")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 78 for settings that can't work."""
    first.ends(signal.SIGTERM, os.getpid())  # what takes long to load can be told to end, too
    parser = _parser()
    arguments = parser.parse_args(argv)
    match arguments.command:
        case "manifest":
            if not (arguments.url or "https://").startswith(("https://", "http://")):
                parser.error("--url must begin with https://")
            return _settled(lambda: _manifest(arguments.url))
        case "doctor":
            return _doctor(as_json=arguments.json)
        case "playground":
            return _settled(lambda: _playground(arguments.port))
        case role:
            return _settled(lambda: _serve(role))


def _settled(run: Callable[[], None]) -> int:
    from bot.errors import BotError
    from bot.running.needs import ConfigurationError

    try:
        run()
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    except (BotError, OSError) as error:
        print(f"Threadloom stopped: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def _serve(role: Role) -> None:
    from bot.running import lifetime
    from bot.settings import Settings
    from bot.watching import logbook

    settings = Settings.read(os.environ, role)
    logbook.begin(settings.log_level, settings.log_format)
    from bot.running import serve  # takes long to load, and wrong settings should not have to wait

    lifetime.until_told(
        lambda stop: serve.run(settings, stop, ingress=role != "worker", work=role != "web")
    )


def _playground(port: str | None) -> None:
    from bot.running import lifetime
    from bot.settings import Settings
    from bot.watching import logbook

    told = {name: os.environ.get(name, "") for name in ("PORT", "LOG_LEVEL", "LOG_FORMAT")}
    settings = Settings.read({**told, "PORT": port or told["PORT"]}, "doctor")
    logbook.begin(settings.log_level, settings.log_format)
    from bot.playground import entry

    lifetime.until_told(
        lambda stop: lifetime.unless(stop, entry.run(port=settings.port, environ=os.environ))
    )


def _doctor(*, as_json: bool) -> int:
    from bot.running import doctor, lifetime
    from bot.watching import logbook

    logbook.begin("ERROR")
    findings = lifetime.run(doctor.examine(os.environ))
    print(doctor.as_json(findings) if as_json else doctor.as_text(findings))
    return 0 if all(finding.ok for finding in findings) else 1


def _manifest(url: str | None) -> None:
    import json

    from bot.manifest import manifest
    from bot.settings import called

    print(json.dumps(manifest(url, called(os.environ)), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
