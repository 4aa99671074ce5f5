"""The pages for what goes wrong, each saying what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minbar.core.errors import MinbarError


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    # Nothing that could fail again: no request context, no database.
    from django.template.loader import render_to_string

    return HttpResponse(render_to_string("errors/500.html"), status=500)


def refused(request: HttpRequest, error: MinbarError) -> HttpResponse:
    """For an action's refusal that a view did not handle itself."""
    known = {403: "403", 404: "404", 429: "429", 503: "503"}
    return render(
        request, f"errors/{known.get(error.status, '400')}.html", {"reason": str(error)}, status=error.status
    )
