"""`minbar worker`."""

import argparse

from minbar.commands import CommandFailed, prepare, start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(args: argparse.Namespace) -> int:
    prepare.compile_translations()
    start_django()
    if missing := prepare.pending_migrations():
        raise CommandFailed(
            f"the database waits for {missing} changes of this version: run `minbar migrate`."
        )
    from minbar.core import worker

    worker.run()
    return 0
