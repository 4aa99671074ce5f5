"""Older and newer links of lists on pages."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from minbar.core.paging import Page


def page_of(request: HttpRequest, default: int = 20) -> Page:
    """The window that the address asks for by ``max_id`` or ``min_id``."""
    return Page.parse(None, request.GET.get("max_id"), None, request.GET.get("min_id"), default=default)


def links(request: HttpRequest, page: Page, ids: Sequence[int]) -> dict[str, Any]:
    """``older`` and ``newer`` for components/pages.html; ``newest_id`` for components/newer.html."""
    kept = {name: value for name, value in request.GET.items() if name not in ("max_id", "min_id")}

    def address(**more: int) -> str:
        return f"{request.path}?{urlencode({**kept, **more})}"

    full = len(ids) >= page.limit
    moved = page.max_id is not None or page.min_id is not None
    return {
        "older": address(max_id=ids[-1]) if ids and (full or page.min_id is not None) else None,
        "newer": address(min_id=ids[0]) if ids and moved else None,
        "newest_id": ids[0] if ids else 0,
    }
