"""A client app as the tests drive it: real tokens, real requests through every middleware."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from minbar.accounts.models import Account
from tests.security.people import application, token_for


class App:
    """Speaks for an account, or, without one, for a visitor."""

    def __init__(self, account: Account | None = None, scope: str = "read write follow") -> None:
        self.http = Client()
        self.headers: dict[str, str] = {}
        if account is not None:
            token = token_for(account.user, scope, application())
            self.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, query: dict[str, Any] | None = None) -> Any:
        return self.http.get(f"/api{path}", query or {}, headers=self.headers)

    def post(self, path: str, json: Any = None, **headers: str) -> Any:
        return self._send("post", path, {} if json is None else json, headers)

    def put(self, path: str, json: Any) -> Any:
        return self._send("put", path, json, {})

    def patch(self, path: str, json: Any) -> Any:
        return self._send("patch", path, json, {})

    def form(self, path: str, fields: dict[str, Any]) -> Any:
        """As multipart, which is what Django's client makes of a dict."""
        return self.http.post(f"/api{path}", fields, headers=self.headers)

    def delete(self, path: str) -> Any:
        return self.http.delete(f"/api{path}", headers=self.headers)

    def _send(self, method: str, path: str, json: Any, headers: dict[str, str]) -> Any:
        send = getattr(self.http, method)
        return send(f"/api{path}", json, content_type="application/json", headers={**self.headers, **headers})


def picture(data: bytes, name: str = "picture.png", kind: str = "image/png") -> SimpleUploadedFile:
    """A file as an app sends it; name and kind say what the sender says, whatever the bytes are."""
    return SimpleUploadedFile(name, data, kind)
