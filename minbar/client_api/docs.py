"""The page at /api/docs: every operation from our own OpenAPI schema, without scripts and without a CDN."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minbar.client_api.api import api


def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "client_api/docs.html", {"groups": _groups()})


@cache
def _groups() -> list[tuple[str, list[dict[str, Any]]]]:
    schema = api.get_openapi_schema()
    shapes = schema["components"]["schemas"]
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(
                {
                    "method": method.upper(),
                    "path": path,
                    "summary": operation.get("description") or operation["summary"],
                    "scopes": _scopes(operation),
                    "parameters": _parameters(operation, shapes),
                    "answer": _answer(operation),
                }
            )
    return sorted(groups.items())


def _scopes(operation: dict[str, Any]) -> list[str]:
    return [scope for each in operation.get("security", ()) for scopes in each.values() for scope in scopes]


def _parameters(operation: dict[str, Any], shapes: dict[str, Any]) -> list[tuple[str, str]]:
    found = [(each["name"], each["in"]) for each in operation["parameters"]]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    form = shapes.get(body.get("$ref", "").rpartition("/")[2], body)
    return found + [(name, "body") for name in form.get("properties", ())]


def _answer(operation: dict[str, Any]) -> str:
    for code, answer in operation["responses"].items():
        if int(code) < 300:
            return _name(answer["content"]["application/json"]["schema"])
    return ""


def _name(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    if shape.get("type") == "array":
        return f"[{_name(shape['items'])}]"
    return " | ".join(_name(each) for each in shape.get("anyOf", ())) or str(shape.get("type", "object"))
