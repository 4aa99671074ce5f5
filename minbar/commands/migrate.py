"""`minbar migrate`."""

import argparse

from minbar.commands import prepare, start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(args: argparse.Namespace) -> int:
    prepare.compile_translations()
    start_django()
    prepare.migrate()
    prepare.collect_static()
    print("The database is up to date.")
    return 0
