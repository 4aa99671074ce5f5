"""A worker that is killed in the middle of a real fan-out."""

import signal
import time
from collections.abc import Callable

from tests.server import Server, minbar_server

FOLLOWERS, POSTS = 5000, 40

PEOPLE = f"""
from minbar.accounts.actions import create_account
from minbar.accounts.models import Account, Follow
from minbar.core.ids import new_id
from minbar.posts.actions import publish_post
author = create_account("author").account
people = [
    Account(pk=new_id(), uri=f"test:{{n}}", url=f"test:{{n}}", username=f"reader_{{n}}")
    for n in range({FOLLOWERS})
]
Account.objects.bulk_create(people, batch_size=500)
Follow.objects.bulk_create([Follow(source=one, target=author) for one in people], batch_size=500)
for n in range({POSTS}):
    publish_post(author, text=f"خبر {{n}}")
"""
# One process that answers again and again, since starting Python takes longer than a fan-out.
WATCH = """
import sys
from minbar.timelines.models import HomeEntry
from minbar.core.models import EventRow
for line in sys.stdin:
    waiting = EventRow.objects.exclude(state__in=(EventRow.DONE, EventRow.DEAD)).count()
    print(HomeEntry.objects.all()[:100].count(), waiting, flush=True)
"""
COUNT = "from minbar.timelines.models import HomeEntry; print(HomeEntry.objects.count())"
CHECK = """
from django.db.models import Count
from minbar.core.models import EventRow
from minbar.posts.models import Post
from minbar.timelines.models import HomeEntry
rows = HomeEntry.objects.values("post_id").annotate(n=Count("owner_id"), owners=Count("owner_id", distinct=True))
print(sorted({(row["n"], row["owners"]) for row in rows}), rows.count(), Post.objects.count())
print(EventRow.objects.filter(state=EventRow.DEAD).count())
"""


def until(
    met: Callable[[int, int], bool], ask: Callable[[], tuple[int, int]], seconds: float
) -> tuple[int, int]:
    deadline = time.monotonic() + seconds
    while True:
        seen = ask()
        if met(*seen):
            return seen
        assert time.monotonic() < deadline, f"still {seen[0]} entries and {seen[1]} events"
        time.sleep(0.005)


def kill(server: Server) -> None:
    worker = server.processes.pop("worker")
    worker.send_signal(signal.SIGKILL)
    worker.wait(20)


def test_a_fan_out_that_is_killed_is_finished_after_a_restart_with_nothing_lost_or_twice() -> None:
    with minbar_server("none", worker_lease_seconds="2") as server:
        server.script(PEOPLE)
        with server.asking(WATCH) as asked:

            def ask() -> tuple[int, int]:
                entries, waiting = asked("").split()
                return int(entries), int(waiting)

            server.start("worker")
            until(lambda entries, _waiting: entries > POSTS, ask, 60)
            kill(server)
            _entries, waiting = ask()
            assert waiting > 0
            assert int(server.script(COUNT)) < POSTS * (FOLLOWERS + 1)
            server.start("worker")
            until(lambda _entries, waiting: waiting == 0, ask, 120)
        whole, dead = server.script(CHECK).splitlines()
        assert whole == f"[({FOLLOWERS + 1}, {FOLLOWERS + 1})] {POSTS} {POSTS}"
        assert dead == "0"
