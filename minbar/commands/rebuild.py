"""`minbar rebuild`: the prepared bytes anew, after a change of the server's address."""

import argparse

from minbar.commands import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace) -> int:
    start_django()
    from minbar.client_api.prepared import rebuild

    accounts, posts = rebuild()
    print(f"Prepared {accounts} accounts and {posts} posts anew.")
    return 0
