"""Who to sign in as, for whoever tries the demonstration."""

from minbar.demo.town_files import read_town

#: The same for everybody in the town: it is a demonstration, on a machine of one's own.
PASSWORD = "minbar-demo"  # noqa: S105 - printed for everybody to use


def logins() -> str:
    """A few lines to print: one member, one moderator and the administrator."""
    roles: dict[str, str] = {}
    for account in read_town().accounts:
        role = account["roles"][0]
        if account["kind"] == "person":
            roles.setdefault(role, account["username"])
    shown = ", ".join(f"{roles[role]} ({role})" for role in ("member", "moderator", "admin") if role in roles)
    return f"Sign in as {shown}; the password of everybody is {PASSWORD}"
