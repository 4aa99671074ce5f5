"""Reading the post an action is about, as it stands now: the caller's copy may be a page old."""

from django.db import connection

from minbar.accounts.models import Account
from minbar.core.errors import Missing
from minbar.posts.models import Post, PostState
from minbar.posts.visibility import sql_parameters, visible_sql


def reach(actor: Account, post: Post) -> Post:
    """The post, or for a boost the post inside; `Missing` unless it is published and the actor may see it."""
    wanted = post.boost_of_id or post.pk
    # Plain SQL: building the same condition through the ORM costs more than all else that a favourite does.
    sql = (
        "SELECT 1 FROM posts_post p JOIN accounts_account a ON a.id = p.author_id"
        f" WHERE p.id = %(wanted)s AND p.state = 'published' AND {visible_sql(actor, boosts=False)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {**sql_parameters(actor), "wanted": wanted})
        seen = cursor.fetchone()
    if seen is None:
        raise Missing()
    return Post.objects.select_related("author").get(pk=wanted)


def own(author: Account, post: Post, *states: str) -> Post:
    """The author's own post, locked until the transaction ends; `Missing` if it is not theirs or is in none
    of the states (without any: published or held).
    """
    wanted = states or (PostState.PUBLISHED, PostState.HELD)
    mine = Post.objects.select_for_update(of=("self",)).select_related("article")
    found = mine.filter(pk=post.pk, author=author, state__in=wanted).first()
    if found is None:
        raise Missing()
    found.author = author
    return found
