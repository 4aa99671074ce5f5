"""Mastodon's client API: one NinjaAPI at /api, one module of ``views/`` a resource.

How an operation is written
---------------------------
Each module has ``router = Router(tags=["statuses"])`` with Mastodon's paths without ``/api``:

    @router.post("/v1/statuses/{id}/favourite", response=responses(Status), auth=needs("write:favourites"))
    def favourite(request: HttpRequest, id: str) -> HttpResponse:
        \"\"\"Favourite a post.\"\"\"
        me = actor(request)
        favourite_post(me, visible_post(id, me))
        return status_answer(request, the_id(id))

- ``response=responses(Entity)`` declares the answer and the errors (a test refuses an operation without). The view
  returns ``answer(entity)``, ``raw(bytes)`` or ``paged(request, items, ids)``, which are not validated again.
- ``auth=needs(scope, …)`` (a person), ``needs_app`` (also an app alone), ``open_to`` (also a visitor); see ``auth``.
- Parameters: ``form: Sent[MyForm]`` (JSON, form, multipart or query alike) or ``form: Asked[MyForm]`` (a GET's query);
  a ``Form`` is a pydantic model; ``PageForm`` has Mastodon's paging. Ids in paths are ``str``: ``the_id(id)``.
- Errors: raise those of ``core.errors`` (actions do); here they become ``{"error": …}`` with their status.
- Accounts and statuses are given as prepared bytes: ``hot.accounts(ids)``, ``hot.statuses(ids, reader_id)``.
- Fixed paths (``/v1/accounts/search``) come before ``/v1/accounts/{id}`` in a module.

CORS, rate limits, the language of errors and unknown paths are the business of ``door.py``, around this.
"""

from importlib import import_module
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from minbar.client_api.answers import error_answer
from minbar.client_api.auth import Optional
from minbar.core.errors import MinbarError

#: The modules of views/, in the order of their paths' precedence.
RESOURCES = (
    "apps",
    "credentials",
    "accounts",
    "relations",
    "follow_requests",
    "blocks",
    "mutes",
    "statuses",
    "status_records",
    "bookmarks",
    "favourites",
    "media",
    "polls",
    "timelines",
    "notifications",
    "markers",
    "preferences",
    "search",
    "reports",
    "instance",
    "directory",
    "custom_emojis",
    "nothing_yet",
)
OPTIONAL = Optional.__name__
_BODIES = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")


class _Schema(OpenAPISchema):
    """Ninja's, with the scopes of each operation, and every body in the three forms in which it is accepted."""

    def operation_security(self, operation: Operation) -> list[dict[str, Any]] | None:
        asked = super().operation_security(operation)
        scopes = [list(getattr(auth, "scopes", ())) for auth in operation.auth_callbacks]
        found = [dict.fromkeys(each, scopes[i]) for i, each in enumerate(asked or [])]
        if found and OPTIONAL in found[0]:
            # A token, or none at all.
            return [{}, {"OAuth2": found[0][OPTIONAL]}]
        return found or None

    def get_components(self) -> dict[str, Any]:
        components = super().get_components()
        components.get("securitySchemes", {}).pop(OPTIONAL, None)
        return components

    def request_body(self, operation: Operation) -> dict[str, Any]:
        body = super().request_body(operation)
        if "application/json" in body.get("content", {}):
            body["content"] |= dict.fromkeys(_BODIES, body["content"]["application/json"])
        return body


class ClientApi(NinjaAPI):
    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        return _Schema(self, self.get_root_path(path_params or {}) if path_prefix is None else path_prefix)


api = ClientApi(
    title="Minbar",
    version="4.5.0",
    description="The client API of Mastodon, as Minbar answers it.",
    urls_namespace="client_api",
    docs_url=None,
    openapi_url="/openapi.json",
)


@api.exception_handler(MinbarError)
def _minbar_error(request: HttpRequest, error: MinbarError) -> HttpResponse:
    return error_answer(error, error.status, headers=getattr(error, "headers", None))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    name = ".".join(str(part) for part in first["loc"][2:]) or _("The request")
    return error_answer(
        _("Validation failed: %(name)s: %(reason)s") % {"name": name, "reason": first["msg"]}, 422
    )


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return error_answer(error, error.status_code)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return error_answer(_("Record not found"), 404)


for resource in RESOURCES:
    api.add_router("", import_module(f"minbar.client_api.views.{resource}").router)
