"""How a view declares what it takes: a ``Form`` class, as ``Sent[…]`` (body or query) or ``Asked[…]`` (query).

    def create(request: HttpRequest, form: Sent[StatusForm]) -> HttpResponse: …
    def home(request: HttpRequest, form: Asked[PageForm]) -> HttpResponse: …

In an ``Asked`` form a list has its bracketed name as alias: ``types: list[str] = Field([], alias="types[]")``.
"""

from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.params.models import Param, ParamModel
from pydantic import BaseModel, model_validator
from pydantic_core import PydanticCustomError

from minbar.client_api.parameters import parameters
from minbar.core.paging import Page

F = TypeVar("F", bound=BaseModel)


class Form(BaseModel):
    """The base of all forms: what is empty or null counts as not sent, except an empty text."""

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, sent: Any) -> Any:
        values = getattr(sent, "_obj", sent)
        if not isinstance(values, dict):
            # Left to pydantic, any text would pass for an object without attributes: an empty form.
            raise PydanticCustomError("no_hash", "Input should be a hash")
        texts = {
            name
            for field, info in cls.model_fields.items()
            if info.annotation is str or str in get_args(info.annotation)
            for name in (field, info.alias)
        }
        return {k: v for k, v in sent.items() if v is not None and (v != "" or k in texts)}


class PageForm(Form):
    """Mastodon's paging parameters."""

    max_id: str | None = None
    since_id: str | None = None
    min_id: str | None = None
    limit: int | None = None

    def page(self, default: int = 20, most: int = 40) -> Page:
        return Page.parse(self.limit, self.max_id, self.since_id, self.min_id, default=default, most=most)


class _SentModel(ParamModel):
    @classmethod
    def get_request_data(
        cls, request: HttpRequest, api: NinjaAPI, path_params: dict[str, Any]
    ) -> dict[str, Any] | None:
        name = cls.__read_from_single_attr__  # type: ignore[attr-defined]  # ninja sets it: a view has one form
        return {name: parameters(request)}


class _AskedModel(ParamModel):
    @classmethod
    def get_request_data(
        cls, request: HttpRequest, api: NinjaAPI, path_params: dict[str, Any]
    ) -> dict[str, Any] | None:
        sent = parameters(request)
        found: dict[str, Any] = {}
        for name in cls.__ninja_flatten_map__:  # type: ignore[attr-defined]  # ninja sets it
            value = sent.get(name.removesuffix("[]"))
            if value is not None:
                found[name] = value if not name.endswith("[]") or isinstance(value, list) else [value]
        return found


class _Sent(Param):  # type: ignore[misc]  # ninja's own parameters are made so
    _model = _SentModel

    @classmethod
    def _param_source(cls) -> str:
        return "body"


class _Asked(Param):  # type: ignore[misc]  # as above
    _model = _AskedModel

    @classmethod
    def _param_source(cls) -> str:
        return "query"


if TYPE_CHECKING:
    Sent = Annotated[F, _Sent]
    Asked = Annotated[F, _Asked]
else:

    class _Marked:
        def __init__(self, kind: type[Param]) -> None:
            self.kind = kind

        def __getitem__(self, form: type[BaseModel]) -> Any:
            return Annotated[form, self.kind(...)]

    Sent = _Marked(_Sent)
    Asked = _Marked(_Asked)
