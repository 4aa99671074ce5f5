"""`minbar dead`: background work that failed too often, to try again or to let go."""

import argparse

from minbar.commands import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=["list", "retry", "discard"], default="list")
    parser.add_argument("ids", nargs="*", help="which; all of them when none is named")


def run(args: argparse.Namespace) -> int:
    start_django()
    from minbar.core.dead_letters import dead_letters, discard, retry

    for letter in dead_letters():
        if args.ids and letter.id not in args.ids:
            continue
        reason = letter.error.strip().rpartition("\n")[2]
        print(f"{letter.id}  {letter.since:%Y-%m-%d %H:%M}  {letter.kind} {letter.name}")
        print(f"    {letter.attempts} tries: {reason}")
        if args.what == "retry":
            retry(letter)
        elif args.what == "discard":
            discard(letter)
    return 0
