from pathlib import Path

import pytest

from minbar.client_api import uploads
from minbar.core.worker import drain
from minbar.media.models import Medium
from tests.cast import Cast
from tests.client_api.client import App, picture
from tests.media.pictures import jpeg, png

pytestmark = pytest.mark.usefixtures("media_folder")


def test_an_upload_is_accepted_processed_and_then_there(cast: Cast) -> None:
    app = App(cast.salma, "write:media")
    sent = app.form(
        "/v2/media",
        {"file": picture(jpeg(900, 700)), "description": "نخلة عند النهر", "focus": "0.5,-0.25"},
    )
    assert sent.status_code == 202, sent.content
    waiting = sent.json()
    assert (waiting["type"], waiting["url"]) == ("image", None)
    assert waiting["description"] == "نخلة عند النهر"
    assert waiting["meta"]["focus"] == {"x": 0.5, "y": -0.25}
    asked = app.get(f"/v1/media/{waiting['id']}")
    assert asked.status_code == 206
    drain()
    ready = app.get(f"/v1/media/{waiting['id']}")
    assert ready.status_code == 200
    medium = ready.json()
    assert medium["meta"]["original"]["size"] == "900x700"
    assert "/media/" in medium["url"]
    assert medium["preview_url"] != medium["url"]
    assert medium["blurhash"]


@pytest.mark.usefixtures("worker")
def test_the_first_version_waits_for_the_worker(cast: Cast) -> None:
    sent = App(cast.salma).form("/v1/media", {"file": picture(png())})
    assert sent.status_code == 200, sent.content
    assert "/media/" in sent.json()["url"]


def test_the_first_version_does_not_wait_for_ever(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PATIENCE", 0.1)
    sent = App(cast.salma).form("/v1/media", {"file": picture(png())})
    assert (sent.status_code, sent.json()["url"]) == (202, None)


def test_description_and_focus_can_be_changed(cast: Cast) -> None:
    app = App(cast.salma)
    id = app.form("/v2/media", {"file": picture(png())}).json()["id"]
    drain()
    changed = app.put(f"/v1/media/{id}", {"description": "مئذنة", "focus": "-1.0,1.0"})
    assert changed.status_code == 200, changed.content
    assert changed.json()["description"] == "مئذنة"
    assert changed.json()["meta"]["focus"] == {"x": -1.0, "y": 1.0}
    for wrong in ({"focus": "2,0"}, {"focus": "left"}, {"description": "س" * 1501}):
        assert app.put(f"/v1/media/{id}", wrong).status_code == 422
    assert app.get(f"/v1/media/{id}").json()["description"] == "مئذنة"


def test_an_upload_belongs_to_its_owner(cast: Cast) -> None:
    id = App(cast.salma).form("/v2/media", {"file": picture(png())}).json()["id"]
    other = App(cast.omar)
    assert other.get(f"/v1/media/{id}").status_code == 404
    assert other.put(f"/v1/media/{id}", {"description": "لي"}).status_code == 404
    assert other.delete(f"/v1/media/{id}").status_code == 404
    taken = other.post("/v1/statuses", {"status": "صورة", "media_ids": [id]})
    assert taken.status_code == 422
    assert Medium.objects.get(pk=id).attached is False


def test_an_upload_is_thrown_away_unless_a_post_shows_it(
    cast: Cast, media_folder: Path, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    app = App(cast.salma)
    lost, kept = (app.form("/v2/media", {"file": picture(png())}).json()["id"] for _ in range(2))
    app.post("/v1/statuses", {"status": "صورة", "media_ids": [kept]})
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        assert app.delete(f"/v1/media/{lost}").json() == {}
    assert app.delete(f"/v1/media/{kept}").status_code == 422
    assert app.get(f"/v1/media/{lost}").status_code == 404
    assert app.get(f"/v1/media/{kept}").status_code == 206
    assert len([path for path in media_folder.rglob("*") if path.is_file()]) == 1


def test_uploading_needs_its_scope(cast: Cast) -> None:
    refused = App(cast.salma, "read write:statuses").form("/v2/media", {"file": picture(png())})
    assert refused.status_code == 403
    assert not Medium.objects.exists()


@pytest.mark.parametrize(("language", "word"), [("ar", "تالفة"), ("en", "damaged")])
def test_why_a_picture_cannot_be_used_is_said_in_the_uploaders_language(
    cast: Cast, language: str, word: str
) -> None:
    app = App(cast.salma)
    app.headers["Accept-Language"] = language
    id = app.form("/v2/media", {"file": picture(jpeg(400, 300)[:2000])}).json()["id"]
    drain()
    refused = app.get(f"/v1/media/{id}")
    assert refused.status_code == 422
    assert word in refused.json()["error"]
