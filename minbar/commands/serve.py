"""`minbar serve`."""

import argparse

from minbar.commands import CommandFailed, start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none: MINBAR_HOST, MINBAR_PORT and MINBAR_WORKERS say where and how many."""


def run(args: argparse.Namespace) -> int:
    from minbar.commands import prepare
    from minbar.config.env import environment
    from minbar.config.server.launch import serve

    env = environment()
    prepare.compile_translations()
    start_django()
    prepare.collect_static()
    if missing := prepare.pending_migrations():
        raise CommandFailed(
            f"the database waits for {missing} changes of this version: run `minbar migrate`."
        )
    serve(env)
    return 0
