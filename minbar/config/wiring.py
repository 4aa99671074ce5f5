"""Which event makes whom react: in the action's own transaction (``within``), or after it, by the worker (``after``)."""


def connect() -> None:
    """Register every reaction; called once when Django has loaded the apps."""
