"""What cannot be taken is refused with a clear error, and nothing of it stays behind."""

from pathlib import Path
from typing import Any

import pytest

from minbar.core.worker import drain
from minbar.media.models import Medium
from minbar.posts.actions import publish_post
from minbar.posts.models import IdempotencyKey, Poll, Post
from minbar.security.models import AccessToken
from tests.cast import Cast
from tests.client_api.client import App, picture
from tests.media.pictures import jpeg, png
from tests.media.test_process import bomb


def refused(answer: Any, status: int, *words: str) -> None:
    assert answer.status_code == status, answer.content
    told = answer.json()
    assert set(told) <= {"error", "error_description"}
    for word in words:
        assert word in told["error"], told


def test_a_text_too_long_is_refused_and_may_be_sent_shorter_under_the_same_key(cast: Cast) -> None:
    app, key = App(cast.salma), {"Idempotency-Key": "one"}
    refused(app.post("/v1/statuses", {"status": "س" * 5001}, **key), 422, "5000")
    assert not Post.objects.exists()
    assert not IdempotencyKey.objects.exists()
    assert app.post("/v1/statuses", {"status": "س" * 5000}, **key).status_code == 200


@pytest.mark.parametrize("status", ["", " \n ", "\u200f\u200e"])
def test_a_text_that_says_nothing_is_refused(cast: Cast, status: str) -> None:
    refused(App(cast.salma).post("/v1/statuses", {"status": status}), 422, "Write something")


@pytest.mark.parametrize(
    ("poll", "word"),
    [
        ({"options": ["واحد", "اثنان"]}, "ends"),
        ({"options": ["واحد"], "expires_in": 600}, "choices"),
        ({"options": ["س"] * 2, "expires_in": 600}, "same"),
        ({"options": [str(n) for n in range(9)], "expires_in": 600}, "choices"),
        ({"options": ["س" * 101, "ص"], "expires_in": 600}, "100"),
        ({"options": ["واحد", "اثنان"], "expires_in": 10}, "minutes"),
        ({"options": ["واحد", "اثنان"], "expires_in": 10**8}, "days"),
        ({"options": ["واحد", "اثنان"], "expires_in": -5}, "expires_in"),
        ({"options": "واحد", "expires_in": 600}, "options"),
        ("poll", "poll"),
    ],
)
def test_a_bad_poll_is_refused_with_its_post(cast: Cast, poll: Any, word: str) -> None:
    refused(App(cast.salma).post("/v1/statuses", {"status": "سؤال", "poll": poll}), 422, word)
    assert not Post.objects.exists()
    assert not Poll.objects.exists()


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"visibility": "secret"}, 422),
        ({"in_reply_to_id": "1"}, 404),
        ({"in_reply_to_id": "x"}, 404),
        ({"media_ids": ["1"]}, 422),
        ({"media_ids": ["x"]}, 422),
        ({"media_ids": "1"}, 422),
        ({"sensitive": "perhaps"}, 422),
        ({"scheduled_at": "2031-01-01T00:00:00Z"}, 422),
        ({"status": ["list"]}, 422),
        ({"status": {"a": "b"}}, 422),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(cast: Cast, form: Any, status: int) -> None:
    refused(App(cast.salma).post("/v1/statuses", {"status": "نص", **form}), status)
    assert not Post.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"text"', b"\xff\xfe", b"null", b"9" * 400])
def test_a_body_that_cannot_be_read_is_refused(cast: Cast, body: bytes) -> None:
    app = App(cast.salma)
    answer = app.http.post("/api/v1/statuses", body, content_type="application/json", headers=app.headers)
    refused(answer, 422)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "file"),
        (b"<html><script>alert(1)</script></html>", "JPEG"),
        (b"%PDF-1.7", "JPEG"),
        (b"GIF9", "JPEG"),
    ],
)
def test_a_file_that_lies_about_its_type_is_refused_at_once(
    cast: Cast, media_folder: Path, data: bytes, word: str
) -> None:
    refused(App(cast.salma).form("/v2/media", {"file": picture(data)}), 422, word)
    assert files(media_folder) == []
    assert not Medium.objects.exists()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (bomb(60_000, 60_000), "million pixels"),
        (jpeg(400, 300)[:2000], "damaged"),
        (png(400, 300)[:200], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"no picture at all" * 9, "damaged"),
    ],
)
def test_a_picture_that_cannot_be_shown_says_why_and_no_post_takes_it(
    cast: Cast, media_folder: Path, data: bytes, word: str, django_capture_on_commit_callbacks: Any
) -> None:
    app = App(cast.salma)
    sent = app.form("/v2/media", {"file": picture(data)})
    assert sent.status_code == 202
    with django_capture_on_commit_callbacks(execute=True):
        drain()
    refused(app.get(f"/v1/media/{sent.json()['id']}"), 422, word)
    post = {"status": "صورة", "media_ids": [sent.json()["id"]]}
    refused(app.post("/v1/statuses", post), 422, word)
    assert files(media_folder) == []
    assert not Post.objects.exists()


def test_a_jpeg_under_a_wrong_name_is_shown_as_what_it_is(cast: Cast, media_folder: Path) -> None:
    app = App(cast.salma)
    sent = app.form("/v2/media", {"file": picture(jpeg(), "notes.txt", "text/plain")}).json()
    drain()
    assert app.get(f"/v1/media/{sent['id']}").json()["url"].endswith(".jpg")


def test_what_is_no_file_is_refused(cast: Cast) -> None:
    app = App(cast.salma)
    refused(app.post("/v2/media", {"file": "text"}), 422, "multipart")
    refused(app.post("/v2/media"), 422, "multipart")


def test_a_picture_larger_than_the_limit_is_refused(cast: Cast, media_folder: Path) -> None:
    data = png() + b"\0" * (16 * 1024 * 1024)
    refused(App(cast.salma).form("/v2/media", {"file": picture(data)}), 422, "16 megabytes")
    assert files(media_folder) == []


def test_somebody_elses_post_is_neither_changed_nor_deleted(cast: Cast) -> None:
    post = publish_post(cast.salma, text="نص سلمى")
    app, path = App(cast.omar), f"/v1/statuses/{post.pk}"
    assert app.put(path, {"status": "نص آخر"}).status_code in (403, 404)
    refused(app.delete(path), 404)
    assert app.post(f"{path}/pin").status_code in (403, 404, 422)
    post.refresh_from_db()
    assert (post.text, post.state) == ("نص سلمى", "published")


def test_what_one_may_not_see_is_as_if_it_were_not_there(cast: Cast) -> None:
    secret = publish_post(cast.salma, text="سر", audience="direct")
    app = App(cast.omar)
    for method, path in (
        ("get", ""),
        ("get", "/context"),
        ("get", "/history"),
        ("get", "/source"),
        ("get", "/card"),
        ("get", "/favourited_by"),
        ("get", "/reblogged_by"),
        ("post", "/favourite"),
        ("post", "/reblog"),
        ("post", "/bookmark"),
        ("post", "/mute"),
    ):
        known = getattr(app, method)(f"/v1/statuses/{secret.pk}{path}")
        unknown = getattr(app, method)(f"/v1/statuses/17{path}")
        assert (known.status_code, known.content) == (404, unknown.content), path


def test_a_repeated_key_answers_with_the_post_it_made(cast: Cast) -> None:
    app, key = App(cast.salma), {"Idempotency-Key": "same"}
    first = app.post("/v1/statuses", {"status": "مرة واحدة"}, **key)
    again = app.post("/v1/statuses", {"status": "مرة واحدة"}, **key)
    assert first.json()["id"] == again.json()["id"]
    assert Post.objects.count() == 1
    other = App(cast.omar).post("/v1/statuses", {"status": "مرة واحدة"}, **key)
    assert other.json()["id"] != first.json()["id"]


def test_a_revoked_token_writes_nothing(cast: Cast) -> None:
    app = App(cast.salma)
    AccessToken.objects.all().delete()
    refused(app.post("/v1/statuses", {"status": "بعد الفوات"}), 401, "invalid")
    assert not Post.objects.exists()


def test_a_token_for_reading_writes_nothing(cast: Cast) -> None:
    refused(App(cast.salma, "read").post("/v1/statuses", {"status": "قراءة فقط"}), 403, "scopes")
    assert not Post.objects.exists()
