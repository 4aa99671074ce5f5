"""The commands of `minbar`, a module each: `add_arguments` and `run`.

Django is imported inside `run`, after the settings were found right.
"""


class CommandFailed(Exception):
    """One sentence for the person at the terminal: what failed and what to do."""


def start_django() -> None:
    import django

    django.setup()
