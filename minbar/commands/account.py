"""`minbar account …`: what the person at the machine may do to accounts without signing in."""

import argparse
import secrets

from minbar.commands import CommandFailed, start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["create", "reset-password", "make-moderator", "make-admin"])
    parser.add_argument("name", help="the account's name, without @")
    parser.add_argument("--email", default="", help="for a new account: its address, taken as confirmed")
    parser.add_argument("--display-name", default="", help="for a new account: the name others see")


def run(args: argparse.Namespace) -> int:
    start_django()
    from minbar.core.errors import MinbarError

    try:
        print(create(args) if args.what == "create" else change(args))
    except MinbarError as error:
        raise CommandFailed(str(error)) from None
    return 0


def create(args: argparse.Namespace) -> str:
    from minbar.accounts.actions import create_account
    from minbar.security.actions import confirm_address

    password = secrets.token_urlsafe(12)
    user = create_account(args.name, email=args.email, password=password, display_name=args.display_name)
    confirm_address(user)
    return f"@{user.username} can sign in with the password {password}"


def change(args: argparse.Namespace) -> str:
    from minbar.accounts.actions import change_role, reset_password
    from minbar.accounts.models import Role, User

    user = User.objects.filter(username__iexact=args.name.removeprefix("@")).first()
    if user is None:
        raise CommandFailed(f"nobody here is called {args.name}.")
    if args.what == "reset-password":
        return f"@{user.username} can sign in with the password {reset_password(user)}"
    role = Role.MODERATOR if args.what == "make-moderator" else Role.ADMIN
    change_role(user, role)
    return f"@{user.username} is now: {role.label}."
