"""`minbar manage …`: Django's own commands, such as makemigrations and shell."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="the Django command and its arguments")


def run(args: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["minbar manage", *args.arguments])
    return 0
