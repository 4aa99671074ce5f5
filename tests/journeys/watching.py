"""What every browser of the journeys is held to, whatever it does: nothing leaves this server, nothing fails."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

#: A page or a call of a script may be refused, and says why itself; a picture, style or script may not.
_MAY_BE_REFUSED = {"document", "xhr", "fetch"}


@dataclass
class Watch:
    """Notes of one browser context. ``foreign`` are the addresses elsewhere that its pages asked for."""

    origin: str
    elsewhere: str = ""
    requests: int = 0
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", self._error)

    def _request(self, request: Request) -> None:
        self.requests += 1
        if self.elsewhere and request.url.startswith(self.elsewhere):
            return
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(self.origin).netloc:
            self.foreign.append(request.url)

    def _response(self, response: Response) -> None:
        if response.status >= 500 or (
            response.status >= 400 and response.request.resource_type not in _MAY_BE_REFUSED
        ):
            self.errors.append(f"{response.status} {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium writes a line for each refused request; those that matter are caught above.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def _error(self, error: WebError) -> None:
        self.errors.append(str(error.error))
