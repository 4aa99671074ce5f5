"""`minbar demo load`."""

import argparse

from minbar.commands import CommandFailed, prepare, start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["load"])


def load_once() -> str:
    """Load the demonstration into a server without people, and say how to sign in to it."""
    from django.contrib.auth import get_user_model

    from minbar.demo import load, logins

    if not get_user_model().objects.exists():
        print("Loading the demonstration town, once…", flush=True)
        load()
    return logins()


def run(args: argparse.Namespace) -> int:
    start_django()
    if prepare.pending_migrations():
        raise CommandFailed("the database is not up to date: run `minbar migrate` first.")
    from django.contrib.auth import get_user_model

    if get_user_model().objects.exists():
        raise CommandFailed("this server already has people; the demonstration goes into an empty one only.")
    print(load_once())
    return 0
