from typing import NotRequired

from typing_extensions import TypedDict


class Error(TypedDict):
    error: str
    error_description: NotRequired[str]
    #: Of a refused sign-up: field -> ``[{"error": code, "description": words}]``.
    details: NotRequired[dict[str, list[dict[str, str]]]]


class Empty(TypedDict):
    """``{}``, where there is nothing to tell but that it was done."""
