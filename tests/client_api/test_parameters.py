from typing import Any

import pytest
from django.test import RequestFactory

from minbar.client_api.parameters import nested, parameters
from minbar.core.errors import Invalid

factory = RequestFactory()


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ([("status", "a")], {"status": "a"}),
        ([("status", "a"), ("status", "b")], {"status": "b"}),
        ([("media_ids[]", "1"), ("media_ids[]", "2")], {"media_ids": ["1", "2"]}),
        ([("media_ids[1]", "2"), ("media_ids[0]", "1")], {"media_ids": ["1", "2"]}),
        (
            [("poll[options][]", "نعم"), ("poll[options][]", "لا"), ("poll[expires_in]", "300")],
            {"poll": {"options": ["نعم", "لا"], "expires_in": "300"}},
        ),
        (
            [("fields_attributes[0][name]", "موقع"), ("fields_attributes[0][value]", "x")],
            {"fields_attributes": [{"name": "موقع", "value": "x"}]},
        ),
        (
            [("a[][id]", "1"), ("a[][x]", "2"), ("a[][id]", "3")],
            {"a": [{"id": "1", "x": "2"}, {"id": "3"}]},
        ),
        # What is too deep, or contradicts itself, does no harm.
        ([("a[b][c][d][e][f]", "1"), ("x", "1")], {"x": "1"}),
        ([("a", "1"), ("a[b]", "2")], {"a": {"b": "2"}}),
        ([("a[", "1")], {"a": "1"}),
    ],
)
def test_names_with_brackets_become_lists_and_hashes(sent: list[tuple[str, str]], read: Any) -> None:
    assert nested(sent) == read


def test_json_form_multipart_and_query_read_alike() -> None:
    wanted = {"status": "مرحبا", "media_ids": ["1", "2"]}
    form = {"status": "مرحبا", "media_ids[]": ["1", "2"]}
    encoded = "status=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7&media_ids[]=1&media_ids[]=2"
    kind = "application/x-www-form-urlencoded"
    assert parameters(factory.post("/", wanted, content_type="application/json")) == wanted
    assert parameters(factory.post("/", form)) == wanted
    assert parameters(factory.post("/", encoded, content_type=kind)) == wanted
    assert parameters(factory.put("/", encoded, content_type=kind)) == wanted
    assert parameters(factory.patch("/", *_multipart())) == wanted
    assert parameters(factory.post("/?" + encoded)) == wanted
    assert parameters(factory.get("/?" + encoded)) == wanted


def _multipart() -> tuple[bytes, str]:
    parts = [("status", "مرحبا"), ("media_ids[]", "1"), ("media_ids[]", "2")]
    lines = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in parts
    ]
    return "".join([*lines, "--x--\r\n"]).encode(), "multipart/form-data; boundary=x"


def test_the_body_wins_over_the_query() -> None:
    request = factory.post("/?status=query&visibility=public", {"status": "body"})
    assert parameters(request) == {"status": "body", "visibility": "public"}


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff", b'"text"'])
def test_a_body_that_is_no_json_object_is_refused_with_a_sentence(body: bytes) -> None:
    with pytest.raises(Invalid):
        parameters(factory.post("/", body, content_type="application/json"))
