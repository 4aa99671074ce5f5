"""A big community for the benchmarks: written by the real actions where it is small, copied row by row where it is big.

Run as ``python -m bench.seed POSTS`` in the environment of a bench server; prints what the programs need as JSON.
A copied post keeps its template's text; its ids, addresses and prepared bytes are its own.
"""

import json
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import django
from django.db import connection, transaction

AUTHORS, READERS, TEMPLATES, FOLLOWED, HOME = 1000, 200, 400, 100, 800
REPLIES = 100
BATCH = 5000
SENTENCES = (
    "الماء هذا الصباح أعلى من أمس بشبر، والصيادون متفائلون #النهر",
    "Reading circle tonight at the library, bring a book you did not finish #قراءة",
    "من يعرف ورشة تصلّح الدراجات قرب السوق القديم؟ شكرًا مقدمًا",
    "انتهى ترميم الجسر، والعبور مفتوح من السادسة مساءً حتى منتصف الليل",
    "جرّبنا وصفة الكليجة بالتمر، والنتيجة تستحق أن تعاد غدًا",
)


def main() -> None:
    posts = int(sys.argv[1])
    django.setup()
    made = Seed(posts)
    print(json.dumps(made.run()))


class Seed:
    def __init__(self, posts: int) -> None:
        self.posts = posts
        self.chance = random.Random(posts)

    def run(self) -> dict[str, Any]:
        from minbar.core import worker

        self.people()
        self.templates()
        worker.drain()
        self.copies()
        self.homes()
        self.reactions()
        # What follows from the seed itself is done before anything is measured.
        worker.drain()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return {
            "tokens": self.tokens,
            "readers": [account.username for account in self.readers],
            "author": self.authors[0].username,
            "thread": str(self.root.pk),
        }

    def people(self) -> None:
        """Authors, of whom the first ones read too, each with a token and with a hundred followed."""
        from minbar.accounts.actions import create_account
        from minbar.accounts.models import Account, Follow
        from minbar.security.models import Application
        from minbar.security.oauth.tokens import issue_token

        with transaction.atomic():
            users = [create_account(f"member_{n}", display_name=f"عضو {n}") for n in range(AUTHORS)]
        self.authors = [user.account for user in users if user.account is not None]
        self.readers: Sequence[Account] = self.authors[:READERS]
        app = Application.objects.create(
            name="bench",
            client_type=Application.CLIENT_CONFIDENTIAL,
            authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
            scopes="read write follow",
        )
        with transaction.atomic():
            self.tokens = [issue_token(user, app, "read write follow") for user in users[:READERS]]
        edges = [
            Follow(source=reader, target=author)
            for reader in self.readers
            for author in self.chance.sample(self.authors, FOLLOWED)
            if author.pk != reader.pk
        ]
        Follow.objects.bulk_create(edges, batch_size=500)
        self.followed: dict[int, set[int]] = {}
        for edge in edges:
            self.followed.setdefault(edge.source_id, set()).add(edge.target_id)

    def templates(self) -> None:
        from django.utils import timezone

        from minbar.posts.actions import publish_post

        start = timezone.now() - timedelta(days=400)
        with transaction.atomic():
            self.originals = [
                publish_post(
                    self.chance.choice(self.authors),
                    text=f"{self.chance.choice(SENTENCES)} — {self.chance.choice(SENTENCES)} ({n})",
                    language="ar",
                    created_at=start + timedelta(seconds=n),
                )
                for n in range(TEMPLATES)
            ]
            self.root = publish_post(self.authors[0], text="ما رأيكم في موعد السوق الجديد؟")
            parents = [self.root]
            for n in range(REPLIES):
                parent = parents[-1] if n % 3 else self.chance.choice(parents)
                author = self.chance.choice(self.authors)
                parents.append(publish_post(author, text=f"{SENTENCES[n % 5]} {n}", reply_to=parent))

    def copies(self) -> None:
        """The rest of the posts, a second apart, as copies of the templates."""
        posts = self.rows("posts_post", "id")
        prepared = self.rows("client_api_preparedpost", "post_id")
        columns, prepared_columns = list(posts[0]), list(prepared[0])
        ready = {row["post_id"]: row for row in prepared}
        templates = [row for row in posts if row["id"] in ready]
        for batch in self.batches(self.posts - len(posts)):
            news, bodies = [], []
            for new_id, moment in batch:
                old = self.chance.choice(templates)
                before, after = str(old["id"]), str(new_id)
                news.append([*self.renamed(old, before, after, new_id, moment).values()])
                shown = dict(ready[old["id"]])
                shown["post_id"] = shown["thread_id"] = new_id
                shown["body"] = bytes(shown["body"]).replace(before.encode(), after.encode())
                shown["counts"] = bytes(shown["counts"])
                bodies.append([*shown.values()])
            with transaction.atomic():
                self.insert("posts_post", columns, news)
                self.insert("client_api_preparedpost", prepared_columns, bodies)

    def renamed(
        self, old: dict[str, Any], before: str, after: str, new_id: int, moment: Any
    ) -> dict[str, Any]:
        new = dict(old)
        new["id"] = new["thread_id"] = new_id
        new["uri"], new["url"] = old["uri"].replace(before, after), old["url"].replace(before, after)
        new["created_at"] = connection.ops.adapt_datetimefield_value(moment)
        return new

    def batches(self, count: int) -> Iterator[list[tuple[int, Any]]]:
        from django.utils import timezone

        from minbar.core.ids import new_id

        start = timezone.now() - timedelta(days=365)
        step = timedelta(days=360) / max(1, count)
        for first in range(0, count, BATCH):
            moments = [start + step * n for n in range(first, min(first + BATCH, count))]
            yield [(new_id(moment), moment) for moment in moments]

    def rows(self, table: str, key: str) -> list[dict[str, Any]]:
        """The templates' rows, found by their ids."""
        marks = ", ".join(["%s"] * len(self.originals))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT * FROM {table} WHERE {key} IN ({marks})", [post.pk for post in self.originals]
            )
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        marks = ", ".join(["%s"] * len(columns))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def homes(self) -> None:
        """Each reader's home: the newest posts of those they follow."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, author_id FROM posts_post WHERE boost_of_id IS NULL AND reply_to_id IS NULL"
                " ORDER BY id DESC LIMIT 60000"
            )
            newest = cursor.fetchall()
        self.shown: dict[int, list[int]] = {}
        for reader in self.readers:
            mine = self.followed[reader.pk]
            picked = [(post, author) for post, author in newest if author in mine][:HOME]
            self.shown[reader.pk] = [post for post, _author in picked]
            rows = [(reader.pk, post, author, 0) for post, author in picked]
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO timelines_homeentry (owner_id, post_id, author_id, boosted_id)"
                    " VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                    rows,
                )

    def reactions(self) -> None:
        """What readers did with the posts on their first page, so that flags differ by reader."""
        from minbar.posts.actions import bookmark_post, favourite_post
        from minbar.posts.models import Post

        for reader in self.readers:
            first = Post.objects.filter(pk__in=self.shown[reader.pk][:20]).order_by("-pk")
            with transaction.atomic():
                for place, post in enumerate(first):
                    if (place + reader.pk) % 4 == 0:
                        favourite_post(reader, post)
                    if (place + reader.pk) % 7 == 0:
                        bookmark_post(reader, post)


if __name__ == "__main__":
    main()
