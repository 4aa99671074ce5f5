"""`minbar settings`: the table of docs/operations.md."""

import argparse

from minbar.config.env import settings_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(args: argparse.Namespace) -> int:
    print(settings_table(), end="")
    return 0
