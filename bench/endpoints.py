"""The endpoints that matter, beside the floor, at ten thousand posts; ``bench.million`` asks the same of a million."""

import json
import subprocess
import sys
from typing import Any

import httpx

from bench.harness import Row, bench_server, measure, show, write
from bench.load import Request
from tests.server import Server

Seeded = dict[str, Any]


def seed(server: Server, posts: int) -> Seeded:
    done = subprocess.run(
        [sys.executable, "-m", "bench.seed", str(posts)],
        env=server.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the seed failed:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def check_flags(server: Server, seeded: Seeded) -> None:
    """Every reader's flags are those of the database, or the figures mean nothing."""
    found = json.loads(
        server.script(
            "import json\n"
            "from minbar.posts.models import Favourite, Bookmark\n"
            "marks = {m.__name__: [f'{a}/{p}' for a, p in m.objects.values_list('account__username', 'post_id')]"
            " for m in (Favourite, Bookmark)}\n"
            "print(json.dumps(marks))"
        )
    )
    favourites, bookmarks = set(found["Favourite"]), set(found["Bookmark"])
    seen = 0
    with httpx.Client(base_url=server.url) as client:
        for name, token in zip(seeded["readers"], seeded["tokens"], strict=True):
            posts = client.get("/api/v1/timelines/home", headers=bearer(token)).json()
            if len(posts) != 20:
                raise RuntimeError(f"{name} sees {len(posts)} posts at home")
            for post in posts:
                key = f"{name}/{post['id']}"
                if (key in favourites, key in bookmarks) != (post["favourited"], post["bookmarked"]):
                    raise RuntimeError(f"the flags of {key} are wrong")
                seen += post["favourited"] + post["bookmarked"]
    if not seen:
        raise RuntimeError("no reader has a flag set: nothing was checked")


def reads(server: Server, seeded: Seeded) -> list[Row]:
    tokens, author = seeded["tokens"], seeded["author"]

    def by_all(path: str) -> list[Request]:
        return [Request(path, headers=bearer(token)) for token in tokens]

    check_flags(server, seeded)
    return [
        measure(server, "home timeline", by_all("/api/v1/timelines/home"), note="200 readers, flags checked"),
        measure(server, "local timeline", by_all("/api/v1/timelines/public?local=true")),
        measure(server, "thread of 100 comments", by_all(f"/api/v1/statuses/{seeded['thread']}/context")),
        measure(server, "verify_credentials", by_all("/api/v1/accounts/verify_credentials")),
        measure(server, "account page (HTML)", [Request(f"/@{author}")], note="a visitor's"),
    ]


def writes(server: Server, seeded: Seeded) -> Row:
    """Posts by many authors while the worker writes them to their followers' homes."""
    requests = [
        Request(
            "/api/v1/statuses",
            "POST",
            {**bearer(token), "Content-Type": "application/json"},
            json.dumps({"status": f"منشور قصير عن يوم طويل {n} #النهر"}),
        )
        for n, token in enumerate(seeded["tokens"])
    ]
    return measure(server, "post creation", requests, note="synchronous=FULL, fan-out draining")


def run(posts: int, title: str) -> list[Row]:
    with bench_server("none") as server:
        seeded = seed(server, posts)
        server.start("serve")
        rows = reads(server, seeded)
        server.start("worker")
        rows.append(writes(server, seeded))
    show(title, rows)
    return rows


def main() -> None:
    print(write("endpoints", run(10_000, "Ten thousand posts")))


if __name__ == "__main__":
    main()
