"""`minbar`: everything the person who runs a server types. One module of `minbar/commands` a command."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

# Name, module in minbar/commands, what it does.
COMMANDS = [
    ("run", "run", "start the server and the worker together, for one machine or to try Minbar out"),
    ("serve", "serve", "start the server"),
    ("worker", "worker", "start the worker, which does what happens after a request"),
    ("migrate", "migrate", "bring the database up to date with this version"),
    ("demo", "demo", "load the demonstration town into an empty server"),
    ("doctor", "doctor", "say what is wrong with this server and how to mend it"),
    ("dead", "dead", "list, retry or discard background work that failed too often"),
    ("rebuild", "rebuild", "prepare what apps are given anew, after a change of the server's address"),
    ("backup", "backup", "write database, media and key into one file, while the server runs"),
    ("restore", "restore", "put a backup back"),
    ("account", "account", "make accounts, give roles, reset a password"),
    ("settings", "settings", "print every setting with its default"),
    ("manage", "manage", "run one of Django's own commands"),
]


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="minbar", description="Minbar, a social network an institution runs."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, module_name, summary in COMMANDS:
        module = importlib.import_module(f"minbar.commands.{module_name}")
        subparser = subparsers.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}."
        )
        module.add_arguments(subparser)
        subparser.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; what a person can mend is one sentence and status 2, never a traceback."""
    from minbar.commands import CommandFailed
    from minbar.config.env import WrongSetting, environment

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minbar.config.settings")
    args = build_parser().parse_args(argv)
    try:
        environment()
        return args.run(args) or 0
    except (WrongSetting, CommandFailed) as error:
        print(f"minbar: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
