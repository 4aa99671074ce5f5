"""`minbar demo load`."""

import argparse

from minbar.commands import CommandFailed, prepare, start_django
from minbar.config.env import environment

# A file in the data folder: the people here are those of the demonstration.
MARK = "demonstration"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["load"])


def run(args: argparse.Namespace) -> int:
    start_django()
    if prepare.pending_migrations():
        raise CommandFailed("the database is not up to date: run `minbar migrate` first.")
    from django.contrib.auth import get_user_model

    from minbar.demo.loading import load
    from minbar.demo.logins import logins

    if get_user_model().objects.exists():
        raise CommandFailed("this server already has people; the demonstration goes into an empty one only.")
    load()
    (environment().data_dir / MARK).touch()
    print(logins())
    return 0
