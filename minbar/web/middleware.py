"""The pages' answer to an action that refuses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from minbar.core.errors import MinbarError
from minbar.web.views.errors import refused


class RefusalPages:
    """Turns `MinbarError` that a page's view let through into an error page that says what to do next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MinbarError) and not request.path.startswith(("/api/", "/oauth/")):
            return refused(request, exception)
        return None
