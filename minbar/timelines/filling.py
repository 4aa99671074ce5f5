"""Putting what an author wrote before into the home of a new follower."""

from django.db import connection

from minbar.timelines.sources import HOME_AUDIENCES, to_followers

#: How many posts a new follow brings.
FILL = 40

_FILL = (
    "INSERT INTO timelines_homeentry (owner_id, post_id, author_id, boosted_id)"
    " SELECT f.source_id, x.id, x.author_id, COALESCE(x.boost_of_id, 0)"
    " FROM accounts_follow f JOIN accounts_account o ON o.id = f.source_id"
    " JOIN posts_post x ON x.author_id = f.target_id"
    " WHERE f.source_id = %s AND f.target_id = %s AND o.domain = ''"
    " AND NOT EXISTS (SELECT 1 FROM timelines_mergedauthor m WHERE m.account_id = x.author_id)"
    f" AND x.state = 'published' AND x.audience IN {HOME_AUDIENCES}"
    " AND (x.boost_of_id IS NULL OR f.show_boosts)"
    " AND (x.language = '' OR CAST(f.languages AS text) = '[]'"
    " OR CAST(f.languages AS text) LIKE '%%\"' || x.language || '\"%%')"
    f" AND {to_followers('f.source_id')}"
    f" ORDER BY x.id DESC LIMIT {FILL}"
    " ON CONFLICT DO NOTHING"
)


def fill(owner_id: int, author_id: int) -> None:
    """The author's last posts into the owner's home, as far as the follow (if it still stands) wants them."""
    with connection.cursor() as cursor:
        cursor.execute(_FILL, [owner_id, author_id])
