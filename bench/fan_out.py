"""How fast a post reaches the homes of its author's followers."""

import json

from bench.harness import Row, bench_server, show, write

FOLLOWERS = 9000
ROUNDS = 5
SCRIPT = f"""
import json, time
from django.db import transaction
from django.utils import timezone
from minbar.accounts.actions import create_account
from minbar.accounts.models import Account, Follow
from minbar.core import worker
from minbar.core.ids import new_id
from minbar.posts.actions import publish_post
from minbar.posts.events import PostPublished
from minbar.timelines.listeners import fan_out
from minbar.timelines.models import HomeEntry
author = create_account("author").account
people = [
    Account(pk=new_id(), uri=f"bench:{{n}}", url=f"bench:{{n}}", username=f"reader_{{n}}")
    for n in range({FOLLOWERS})
]
Account.objects.bulk_create(people, batch_size=500)
Follow.objects.bulk_create([Follow(source=one, target=author) for one in people], batch_size=500)
worker.drain()
times = []
for _ in range({ROUNDS}):
    post = publish_post(author, text="خبر لكل المتابعين")
    started = time.perf_counter()
    fan_out(PostPublished(post.pk, author.pk))
    times.append(time.perf_counter() - started)
    assert HomeEntry.objects.filter(post_id=post.pk).count() == {FOLLOWERS} + 1
print(json.dumps(sorted(times)[len(times) // 2]))
"""


def main() -> None:
    with bench_server("none") as server:
        seconds = float(json.loads(server.script(SCRIPT).splitlines()[-1]))
    each = FOLLOWERS / seconds
    row = Row(
        "fan-out, entries", round(each, 1), 0, 0, 0, 0, 0, f"{FOLLOWERS:,} followers, in {seconds:.2f} s"
    )
    show("Fan-out", [row])
    print(write("fan_out", [row]))


if __name__ == "__main__":
    main()
