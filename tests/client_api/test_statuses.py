from minbar.accounts.actions import follow
from minbar.core.worker import drain
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
