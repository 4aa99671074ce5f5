from minbar.accounts.actions import block, follow
from minbar.core.worker import drain
from minbar.posts.models import Post
from tests.cast import Cast
from tests.client_api.client import App


def test_a_post_written_by_an_app_is_read_by_its_followers(cast: Cast) -> None:
    follow(cast.omar, cast.salma)
    salma, omar = App(cast.salma), App(cast.omar)
    made = salma.post("/v1/statuses", {"status": "صباح الخير يا @omar #نخيل"})
    assert made.status_code == 200, made.content
    post = made.json()
    assert post["account"]["acct"] == "salma"
    assert [m["acct"] for m in post["mentions"]] == ["omar"]
    assert [t["name"] for t in post["tags"]] == ["نخيل"]
    drain()
    home = omar.get("/v1/timelines/home")
    assert home.status_code == 200, home.content
    assert [p["id"] for p in home.json()] == [post["id"]]
    assert 'rel="next"' in home["Link"]
    told = omar.get("/v1/notifications").json()
    assert {n["type"] for n in told} == {"mention"}
    assert told[0]["status"]["id"] == post["id"]


def test_a_repeated_request_answers_with_the_post_it_already_made(cast: Cast) -> None:
    salma = App(cast.salma)
    first = salma.post("/v1/statuses", {"status": "مرّة"}, **{"Idempotency-Key": "abc"})
    again = salma.post("/v1/statuses", {"status": "مرّة"}, **{"Idempotency-Key": "abc"})
    other = salma.post("/v1/statuses", {"status": "مرّة"}, **{"Idempotency-Key": "def"})
    assert first.json()["id"] == again.json()["id"] != other.json()["id"]


def test_every_part_of_a_post_is_taken_as_sent(cast: Cast) -> None:
    salma = App(cast.salma)
    sent = {
        "status": "أيّهما؟",
        "spoiler_text": "سؤال",
        "visibility": "private",
        "language": "ar",
        "poll[options][]": ["شاي", "قهوة"],
        "poll[expires_in]": "600",
        "poll[multiple]": "true",
    }
    post = salma.form("/v1/statuses", sent).json()
    assert (post["spoiler_text"], post["sensitive"], post["visibility"]) == ("سؤال", True, "private")
    assert post["poll"]["multiple"] is True
    assert [option["title"] for option in post["poll"]["options"]] == ["شاي", "قهوة"]
    assert post["poll"] | {"voted": False, "own_votes": []} == post["poll"]
    assert post["application"] == {"name": "Tusky", "website": None}
    assert (post["favourited"], post["pinned"], post["filtered"]) == (False, False, [])
    assert salma.get(f"/v1/statuses/{post['id']}").json() == post


def test_what_cannot_be_published_is_refused_with_a_sentence(cast: Cast) -> None:
    salma = App(cast.salma)
    for sent in (
        {"status": ""},
        {"status": "ا" * 5001},
        {"status": "x", "visibility": "everybody"},
        {"status": "x", "poll": {"options": ["واحد"], "expires_in": 600}},
        {"status": "x", "poll": {"options": ["a", "b"]}},
        {"status": "x", "media_ids": ["1"]},
        {"status": "x", "media_ids": ["abc"]},
        {"status": "x", "scheduled_at": "2030-01-01T00:00:00Z"},
    ):
        answer = salma.post("/v1/statuses", sent)
        assert answer.status_code == 422, sent
        assert answer.json()["error"]
    assert salma.post("/v1/statuses", {"status": "x", "in_reply_to_id": "5"}).status_code == 404
    assert Post.objects.count() == 0


def test_each_reaction_shows_to_who_reacted_and_is_counted_for_all(cast: Cast) -> None:
    omar, salma = App(cast.omar), App(cast.salma)
    id = omar.post("/v1/statuses", {"status": "خبر"}).json()["id"]
    for verb, undo, flag, count in (
        ("favourite", "unfavourite", "favourited", "favourites_count"),
        ("reblog", "unreblog", "reblogged", "reblogs_count"),
        ("bookmark", "unbookmark", "bookmarked", None),
        ("mute", "unmute", "muted", None),
    ):
        done = salma.post(f"/v1/statuses/{id}/{verb}")
        assert done.status_code == 200, done.content
        assert (done.json()["reblog"] or done.json())[flag] is True
        seen = omar.get(f"/v1/statuses/{id}").json()
        assert seen[flag] is False
        assert count is None or seen[count] == 1
        undone = salma.post(f"/v1/statuses/{id}/{undo}").json()
        assert undone[flag] is False
        assert count is None or undone[count] == 0
    assert omar.post(f"/v1/statuses/{id}/pin").json()["pinned"] is True
    assert omar.post(f"/v1/statuses/{id}/unpin").json()["pinned"] is False
    assert salma.post(f"/v1/statuses/{id}/pin").status_code == 404


def test_a_boost_carries_the_post_and_repeats_what_it_says(cast: Cast) -> None:
    id = App(cast.omar).post("/v1/statuses", {"status": "خبر", "spoiler_text": "تنبيه"}).json()["id"]
    boost = App(cast.salma).post(f"/v1/statuses/{id}/reblog").json()
    assert boost["account"]["acct"] == "salma"
    assert boost["reblog"]["account"]["acct"] == "omar"
    assert boost["reblog"]["id"] == id != boost["id"]
    assert boost["content"] == boost["reblog"]["content"]
    assert boost["spoiler_text"] == "تنبيه"
    people = App().get(f"/v1/statuses/{id}/reblogged_by").json()
    assert [person["acct"] for person in people] == ["salma"]


def test_an_edit_shows_and_its_history_is_kept(cast: Cast) -> None:
    omar = App(cast.omar)
    id = omar.post("/v1/statuses", {"status": "قبل"}).json()["id"]
    edited = omar.put(f"/v1/statuses/{id}", {"status": "بعد #نخيل"})
    assert edited.status_code == 200, edited.content
    assert "بعد" in edited.json()["content"]
    assert edited.json()["edited_at"].endswith("Z")
    assert omar.get(f"/v1/statuses/{id}").json() == edited.json()
    history = omar.get(f"/v1/statuses/{id}/history").json()
    assert ["قبل" in history[0]["content"], "بعد" in history[1]["content"]] == [True, True]
    assert omar.get(f"/v1/statuses/{id}/source").json() == {
        "id": id,
        "text": "بعد #نخيل",
        "spoiler_text": "",
    }
    assert App(cast.salma).put(f"/v1/statuses/{id}", {"status": "لي"}).status_code == 404


def test_a_deleted_post_is_answered_with_its_source_for_redrafting(cast: Cast) -> None:
    omar = App(cast.omar)
    id = omar.post("/v1/statuses", {"status": "سأعيد كتابته #نخيل"}).json()["id"]
    assert App(cast.salma).delete(f"/v1/statuses/{id}").status_code == 404
    assert omar.delete(f"/v1/statuses/{id}").json()["text"] == "سأعيد كتابته #نخيل"
    assert omar.get(f"/v1/statuses/{id}").status_code == 404
    assert omar.get("/v1/timelines/home").json() == []


def test_a_thread_is_read_depth_first_without_what_the_reader_may_not_see(cast: Cast) -> None:
    omar, salma = App(cast.omar), App(cast.salma)

    def say(app: App, text: str, to: str | None = None, **more: str) -> str:
        sent = {"status": text, **({"in_reply_to_id": to} if to else {}), **more}
        return str(app.post("/v1/statuses", sent).json()["id"])

    root = say(omar, "أصل")
    first = say(salma, "فرع أوّل", root)
    second = say(salma, "فرع ثانٍ", root)
    under_first = say(omar, "تحت الأوّل", first)
    hidden = say(omar, "لعمر وحده", second, visibility="direct")
    under_hidden = say(omar, "تحت ما لا يُرى", hidden)
    context = App().get(f"/v1/statuses/{root}/context").json()
    assert [post["id"] for post in context["descendants"]] == [first, under_first, second]
    own = omar.get(f"/v1/statuses/{root}/context").json()
    assert [post["id"] for post in own["descendants"]] == [first, under_first, second, hidden, under_hidden]
    above = salma.get(f"/v1/statuses/{under_first}/context").json()
    assert [post["id"] for post in above["ancestors"]] == [root, first]
    block(cast.omar, cast.salma)
    assert salma.get(f"/v1/statuses/{root}/context").status_code == 404


def test_several_posts_are_read_at_once(cast: Cast) -> None:
    omar = App(cast.omar)
    ids = [omar.post("/v1/statuses", {"status": f"رقم {i}"}).json()["id"] for i in range(3)]
    found = App().get("/v1/statuses", {"id[]": [*ids, "7"]}).json()
    assert [post["id"] for post in found] == ids
